"""A list that is declared once: sorted, searched and filtered on its page, and taken along as a file."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from django import forms
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kokong.kernel import cells, keeping, rows, tenancy, views_kept
from kokong.kernel.lists import Column, List
from kokong.kernel.models import KeptView
from tests.cast import Cast
from tests.keeping import rule

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
LIST = "people:list"


# Order and search: pure.


@pytest.mark.parametrize(
    "wanted",
    [
        ["Storgatan 9", "Storgatan 10", "Storgatan 10 B"],
        ["Zakrisgatan", "Åsgatan", "Ängsvägen", "Östra vägen"],
        ["alm", "Björk", "ceder"],
        [-1, 0, 2.5, 10],
        [date(2026, 1, 31), date(2026, 2, 1)],
        [False, True],
        [timedelta(minutes=5), timedelta(days=1)],
    ],
)
def test_things_stand_as_people_put_them(wanted: list[Any]) -> None:
    assert rows.arranged(reversed(wanted), lambda one: one) == wanted
    assert rows.arranged(wanted, lambda one: one, down=True) == wanted[::-1]


MIXED = st.none() | st.text() | st.integers() | st.dates(date(1970, 1, 2)) | st.booleans() | st.just(())


@given(st.lists(MIXED), st.booleans())
def test_anything_can_be_put_in_order_and_nothing_is_lost(values: list[Any], down: bool) -> None:
    found = rows.arranged(values, lambda one: one, down=down)
    assert sorted(map(repr, found)) == sorted(map(repr, values))
    empty = [rows.nothing(one) for one in found]
    assert empty == sorted(empty), "what says nothing stands last, either way"
    assert rows.arranged(found, lambda one: one, down=down) == found


def test_each_word_must_be_somewhere_in_the_row() -> None:
    found = rows.matching(["Åsa Öberg", "Åsa Alm", "Bo Ek"], "öb ÅSA", lambda one: [one])
    assert found == ["Åsa Öberg"]
    assert len(rows.matching(["a", "b"], "  ", lambda one: [one])) == 2


# The question of an address.


class SizeForm(forms.Form):
    """One filter."""

    least = forms.IntegerField(required=False)


SIZES = List[int](
    name="sizes",
    title="Sizes",
    columns=(Column("size", "Size", lambda one: one), Column("odd", "Odd", lambda one: one % 2, sorts=False)),
    action="sizes.exported",
    subject="size",
    key=lambda one: one,
    filters=SizeForm,
    sort="-size",
)


@pytest.mark.parametrize(
    ("address", "sort", "down"),
    [("", "size", True), ("sort=size", "size", False), ("sort=odd", "", False), ("sort=drop table", "", False)],
)
def test_only_columns_that_are_there_sort(address: str, sort: str, down: bool) -> None:
    asked = SIZES.asked(QueryDict(address))
    assert (asked.sort, asked.down) == (sort, down)


@pytest.mark.parametrize(("address", "least"), [("least=3", 3), ("least=many", None), ("", None)])
def test_a_filter_that_cannot_be_understood_is_left_out(address: str, least: int | None) -> None:
    assert SIZES.asked(QueryDict(address)).filters.get("least") == least


def test_a_view_keeps_no_words_that_were_looked_for() -> None:
    assert SIZES.view(QueryDict("q=Alva&sort=size&least=3&page=4&as=csv&x=1")) == "least=3&sort=size"


@pytest.mark.parametrize(
    ("value", "said", "text"),
    [
        (None, "–", ""), ((), "–", ""), (0, "0", "0"), (True, "Yes", "Yes"), (("a", "b"), "a, b", "a, b"),
        (date(2026, 3, 2), "2 March 2026", "2026-03-02"), (1.5, "1.5", "1.5"),
    ],
)  # fmt: skip
def test_cells_in_words(value: object, said: str, text: str) -> None:
    with translation.override("en"):
        assert (str(cells.said(value)), cells.text(value)) == (said, text)


# A real list: who works here.


@pytest.fixture
def browser(cast: Cast) -> Client:
    """The coordinator's."""
    return cast.client(cast.coordinator)


def names(browser: Client, **asked: str) -> list[str]:
    shown = browser.get(reverse(LIST), asked).context["list"]
    return [row.name for row, _cells in shown.lines]


def table(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_a_click_sorts_and_a_second_turns_it_round(browser: Client) -> None:
    there = names(browser, sort="name")
    assert there == sorted(there)
    assert names(browser, sort="-name") == there[::-1]
    page = browser.get(reverse(LIST), {"sort": "name"}).content.decode()
    assert 'aria-sort="ascending"' in page
    assert 'href="?sort=-name"' in page


def test_searching_finds_and_says_when_there_is_nothing(browser: Client) -> None:
    assert names(browser, q="cilla BESÖK") == ["Cilla Besökare"]
    assert "Nothing like that" in browser.get(reverse(LIST), {"q": "Hugo Grannkommun"}).content.decode()


def test_a_file_holds_people_only_when_asked_and_the_log_knows(cast: Cast, browser: Client) -> None:
    plain = table(browser.get(reverse(LIST), {"as": "csv"}))
    assert plain[0] == ["Roles", "Organisation", "Last sign-in"]
    full = table(browser.get(reverse(LIST), {"as": "csv", "personal": "1", "q": "cilla"}))
    assert full[1][:3] == ["Cilla Besökare", "cilla@9901.example", "Field visitor"]
    (last, first) = [entry for entry in cast.log(subject="user") if entry.action == "people.exported"]
    assert (first.detail["personal"], last.detail) == (False, {"rows": 1, "personal": True})
    assert last.rows == (cast.visitor.user_id,)
    assert last.words, "what they were called is kept with the log for its time"
    assert not first.words


def test_a_workbook_holds_the_same(browser: Client) -> None:
    answer = browser.get(reverse(LIST), {"as": "xlsx", "personal": "1", "sort": "name"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == ["Name", "E-mail address", "Roles", "Organisation", "Last sign-in"]
    assert sheet["A2"].value == names(browser, sort="name")[0]


def test_a_view_is_kept_by_a_person_for_themselves(cast: Cast, browser: Client) -> None:
    kept = browser.post(f"{reverse(LIST)}?sort=-name&q=besök", {"view": "keep"})
    assert kept["Location"] == f"{reverse(LIST)}?sort=-name"
    assert browser.get(reverse(LIST))["Location"] == f"{reverse(LIST)}?sort=-name"
    assert browser.get(f"{reverse(LIST)}?all").status_code == 200
    assert cast.client(cast.officer).get(reverse(LIST)).status_code == 200, "others see theirs"
    assert cast.client(cast.stranger).get(reverse(LIST)).status_code == 200
    browser.post(reverse(LIST), {"view": "forget"})
    assert browser.get(reverse(LIST)).status_code == 200


def test_a_kept_view_is_its_persons_alone_also_in_the_database(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        views_kept.keep(name=LIST, query="sort=name", now=NOW)
    for other in (cast.officer, cast.stranger):
        with cast.acting(other):
            assert not KeptView.objects.exists()


def test_a_view_that_nobody_keeps_any_more_goes(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        views_kept.keep(name=LIST, query="sort=name", now=NOW)
        views_kept.keep(name=LIST, query="x" * 2000, now=NOW)
        assert views_kept.of(LIST) == "", "what is too long to be one is none"
        views_kept.keep(name=LIST, query="sort=name", now=NOW)
    with tenancy.scope(municipality_id=cast.home.pk):
        assert rule("kept views").apply(NOW, False) == 0
        later = NOW + keeping.VIEWS_KEPT
        assert rule("kept views").apply(later, True) == 1
        assert rule("kept views").apply(later, False) == 1
        assert not KeptView.objects.exists()
