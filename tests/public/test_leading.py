"""Earlier addresses: each leads at once to the current one, never in a ring, and is taken only knowingly."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kokong.public import leading, rules
from kokong.public.models import Earlier
from kokong.texts import api, models, moving
from kokong.texts.values import LeadsElsewhere, Refused, Text
from tests.cast import Cast
from tests.texts import AUTUMN, HOUR, NOW, move


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")), max_size=30))
def test_no_address_leads_to_one_that_leads_on(moves: list[tuple[str, str]]) -> None:
    known: dict[str, str] = {}
    for before, after in moves:
        known = rules.moved(known, before, after)
        assert not known.keys() & set(known.values())
        assert after not in known or before == after
        assert before == after or known[before] == after


def to(cast: Cast, text: Text, slug: str, **more: Any) -> Text:
    with cast.acting(cast.coordinator) as actor:
        asked: dict[str, Any] = {
            "slug": slug,
            "said": "Den gamla adressen var för lång.",
            "actor": actor,
            "now": NOW + HOUR,
        }
        return moving.readdress(text_id=text.id, **asked | more)


@pytest.fixture
def text(cast: Cast, write: Callable[..., Text]) -> Text:
    cast.client(cast.coordinator).post("/public-pages/news/publish/")
    return move(cast, cast.coordinator, write(), "publish")


def test_an_earlier_address_leads_to_the_new_one_at_once(cast: Cast, text: Text) -> None:
    to(cast, to(cast, text, "Höstlovet"), "lov")
    for address in ("hostlov", "hostlovet"):
        answer = Client().get(f"/k/havsvik/news/{address}/?language=sv")
        assert (answer.status_code, answer["Location"]) == (301, "/k/havsvik/news/lov/?language=sv")
    assert Client().get("/k/havsvik/news/lov/").status_code == 200
    assert Client().get("/k/havsvik/news/nothing/").status_code == 404
    to(cast, text, "hostlov")
    assert Client().get("/k/havsvik/news/hostlov/").status_code == 200
    assert Client().get("/k/havsvik/news/lov/")["Location"] == "/k/havsvik/news/hostlov/"


def test_its_languages_move_together_and_each_has_its_sentence(
    cast: Cast, text: Text, write: Callable[..., Text]
) -> None:
    english = write(language="en", words=AUTUMN, slug=text.slug)
    to(cast, text, "lov")
    with cast.acting(cast.coordinator):
        assert {api.text(text_id=each.id).slug for each in (text, english)} == {"lov"}
        assert [api.steps(text_id=each.id)[0].move for each in (text, english)] == ["readdress"] * 2
    assert cast.log()[0].action == "text.readdress"


def test_an_earlier_address_is_taken_only_knowingly(cast: Cast, text: Text, write: Callable[..., Text]) -> None:
    to(cast, text, "lov")
    with pytest.raises(LeadsElsewhere, match=r"…/lov/"):
        write()
    new = write(again=True)
    assert (
        Client().get("/k/havsvik/news/hostlov/")["Location"] == "/k/havsvik/news/lov/"
    )  # as long as it is a draft
    move(cast, cast.coordinator, new, "publish")
    assert Client().get("/k/havsvik/news/hostlov/").status_code == 200


def test_the_page_asks_before_it_takes_one(cast: Cast, text: Text) -> None:
    browser = cast.client(cast.coordinator)
    changed = browser.post(f"/texts/{text.id}/address/", {"slug": "lov", "said": "Kortare."}, follow=True)
    assert "news/lov/" in changed.content.decode()
    words = {"kind": "news", "language": "sv", "title": "Höstlov", "body": "Nytt"}
    assert 'name="again"' not in browser.get("/texts/new/").content.decode()
    asked = browser.post("/texts/new/", words)
    assert asked.status_code == 422
    assert 'name="again"' in asked.content.decode()
    assert browser.post("/texts/new/", words | {"again": "on"}).status_code == 302


@pytest.mark.parametrize(("slug", "said"), [("日本", "letter"), ("annat", "Another text has")])
def test_what_ends_no_address_of_ones_own_is_refused(
    cast: Cast, text: Text, write: Callable[..., Text], slug: str, said: str
) -> None:
    write(slug="annat")
    with pytest.raises(Refused, match=said):
        to(cast, text, slug)


def test_an_articles_address_is_nobodys(cast: Cast, write: Callable[..., Text]) -> None:
    for slug, other in (("windows", "fonster"), ("fonster", "windows")):
        advice = write(kind="advice", slug=slug)
        with pytest.raises(Refused):
            to(cast, advice, other)
        with cast.acting(cast.coordinator):
            models.Text.objects.filter(pk=advice.id).update(kind="news", slug=f"undan-{slug}")


def test_only_a_coordinator_moves_a_text(cast: Cast, text: Text) -> None:
    with cast.acting(cast.officer) as officer, pytest.raises(Refused, match="may not"):
        moving.readdress(text_id=text.id, slug="lov", said="Nej.", actor=officer, now=NOW)


def test_the_next_municipality_is_led_nowhere(cast: Cast, text: Text) -> None:
    to(cast, text, "lov")
    cast.client(cast.stranger).post("/public-pages/news/publish/")
    assert Client().get("/k/9902/news/hostlov/", follow=True).status_code == 404
    with cast.acting(cast.stranger):
        assert leading.leads("news", "hostlov") == ""
        assert not Earlier.objects.exists()
