"""What every room's pages do alike: forms, buttons, files, and what isn't there."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ClassVar

import openpyxl
import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from kokong.kernel import pages
from kokong.kernel.errors import UserError
from kokong.tables import clean

PAGE = "400.html"  # any page will do


class Gone(UserError):
    """Isn't there."""

    status: ClassVar[int] = 404


class AboutName(UserError):
    """Something about one field."""

    field = "name"


class NameForm(forms.Form):
    """One field that must be there and one that need not."""

    name = forms.CharField()
    note = forms.CharField(required=False)


def fails(error: Exception) -> Any:
    raise error


PARTLY = {"hx-request": "true"}


def asked(
    method: str = "POST", data: dict[str, str] | None = None, *, headers: dict[str, str] | None = None
) -> HttpRequest:
    request = RequestFactory().generic(
        method,
        "/signs/7/retire/",
        "&".join(f"{name}={value}" for name, value in (data or {}).items()),
        content_type="application/x-www-form-urlencoded",
        headers={"accept": "text/html", **(headers or {})},
    )
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    return request


def said(request: HttpRequest) -> list[str]:
    return [str(message) for message in get_messages(request)]


def shown(request: HttpRequest, keep: Callable[[], Any], **more: Any) -> tuple[HttpResponse, NameForm]:
    form = NameForm(pages.sent(request))
    return pages.form_page(request, PAGE, form, keep=keep, to="/signs/", **more), form


def test_a_form_that_is_looked_at_keeps_nothing() -> None:
    answer, form = shown(asked("GET"), lambda: fails(AssertionError()))
    assert (answer.status_code, dict(form.errors)) == (200, {})


def test_a_form_sent_empty_is_told_what_is_missing() -> None:
    answer, form = shown(asked("POST"), lambda: fails(AssertionError()))
    assert (answer.status_code, list(form.errors)) == (422, ["name"])


def test_a_kept_form_leads_on_and_says_so_once() -> None:
    request = asked(data={"name": "Alva"})
    answer, _form = shown(request, lambda: 7, done=lambda kept: f"Sign {kept} is ordered.")
    assert (answer.status_code, answer["Location"]) == (302, "/signs/")
    assert said(request) == ["Sign 7 is ordered."]


@pytest.mark.parametrize(
    ("error", "blame", "field"),
    [
        (AboutName("x"), None, "name"),
        (UserError("x"), "note", "note"),
        (UserError("x"), None, "__all__"),
        (AboutName("x"), "note", "name"),
        (UserError("x"), "no such field", "__all__"),
    ],
)
def test_what_a_room_refuses_is_said_beside_its_field(error: UserError, blame: str | None, field: str) -> None:
    answer, form = shown(asked(data={"name": "Alva"}), lambda: fails(error), blame=blame)
    assert answer.status_code == 422
    assert {name: list(errors) for name, errors in form.errors.items()} == {field: ["x"]}
    assert form.data["name"] == "Alva", "what was typed stays"


def test_what_is_gone_when_the_form_comes_is_not_found() -> None:
    with pytest.raises(Http404):
        shown(asked(data={"name": "Alva"}), lambda: fails(Gone()))


@pytest.mark.parametrize("found", [None, False])
def test_what_is_not_known_is_not_found(found: object) -> None:
    with pytest.raises(Http404):
        pages.known_or_404(lambda: found)
    with pytest.raises(Http404):
        pages.known_or_404(lambda: fails(Gone()))
    assert pages.known_or_404(lambda: 0) == 0, "a number is something"


def test_an_act_goes_on_with_a_word_or_says_why_not() -> None:
    done = asked()
    assert pages.act(done, lambda: 7, to="/signs/", done="Done.")["Location"] == "/signs/"
    assert said(done) == ["Done."]
    refused = asked()
    assert pages.act(refused, lambda: fails(UserError("No.")), to="/signs/")["Location"] == "/signs/"
    assert said(refused) == ["No."]


def test_an_act_that_is_refused_leads_back_to_its_button() -> None:
    request = asked(headers={"referer": "http://testserver/signs/?page=2"})
    answer = pages.act(request, lambda: fails(UserError("No.")), to=lambda _kept: "/elsewhere/")
    assert answer["Location"] == "/signs/?page=2"


def test_a_part_is_answered_with_a_part_and_else_leads_the_whole_page() -> None:
    whole = pages.act(asked(headers=PARTLY), lambda: 7, to="/signs/")
    assert (whole.status_code, whole["HX-Redirect"]) == (200, "/signs/")
    part = pages.act(asked(headers=PARTLY), lambda: 7, to="/signs/", part=lambda: HttpResponse("part"))
    assert part.content == b"part"


@pytest.mark.parametrize(
    ("method", "accept", "status"),
    [("POST", "text/html", 200), ("GET", "text/html", 302), ("GET", "application/json", 405), ("PUT", "*/*", 405)],
)
def test_an_address_that_only_does_something_leads_to_its_page(method: str, accept: str, status: int) -> None:
    @pages.post("people:person", "user_id")
    def end(_request: HttpRequest, *, user_id: int, grant_id: int) -> HttpResponse:
        return HttpResponse(f"{user_id} {grant_id}")

    answer = end(asked(method, headers={"accept": accept}), user_id=3, grant_id=5)
    assert answer.status_code == status
    assert answer.get("Location", "/account/people/3/") == "/account/people/3/"


def test_a_file_stays_in_no_browser_and_is_called_what_it_is_called() -> None:
    answer = pages.csv([["Gata"], ["Åsgatan"]], name="dörrar")
    assert answer["Cache-Control"] == "private, no-store"
    assert "filename*=utf-8''d%C3%B6rrar.csv" in answer["Content-Disposition"]
    assert answer.content.decode("utf-8-sig") == "Gata\r\nÅsgatan\r\n"


def test_a_pdf_that_cannot_be_made_says_so_where_it_was_asked() -> None:
    request = asked("GET")
    answer = pages.pdf(request, lambda: fails(UserError("No doors yet.")), name="K7", back="/cocoons/7/")
    assert (answer["Location"], said(request)) == ("/cocoons/7/", ["No doors yet."])
    made = pages.pdf(request, lambda: b"%PDF", name="K7", back="/cocoons/7/")
    assert made["Content-Disposition"] == 'inline; filename="K7.pdf"'


def read_back(rows: list[list[object]]) -> Any:
    return openpyxl.load_workbook(io.BytesIO(pages.xlsx(rows, name="x").content)).active


@given(st.sampled_from("=+-@\t＝'") | st.text(), st.text())
def test_no_cell_of_a_workbook_runs(start: str, text: str) -> None:
    cell = read_back([["Head"], [start + text]])["A2"]
    assert cell.data_type != "f"
    assert cell.value is None or cell.quotePrefix
    assert bool(cell.value) == bool(clean(start + text))


def test_numbers_and_times_stay_what_they_are() -> None:
    at = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
    sheet = read_back([["Number", "At", "Nothing"], [7, at, None]])
    assert [cell.value for cell in sheet[2]] == [7, at.replace(tzinfo=None), None]
    assert sheet.freeze_panes == "A2"
