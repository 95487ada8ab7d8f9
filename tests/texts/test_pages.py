"""Texts on their pages: written, approved by the other authority, read by everybody."""

import re
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from kokong.kernel import installation
from kokong.texts import forms, library
from tests.cast import Cast

NEWS = "/k/havsvik/news/"
WRITTEN = {
    "kind": "news",
    "language": "sv",
    "title": "Höstlov",
    "lead": "Res tryggt.",
    "body": "## Lås\n\n* dörrar",
}


def write(cast: Cast, **more: Any) -> str:
    answer = cast.client(cast.coordinator).post(reverse("texts:new"), WRITTEN | more)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def press(browser: Client, page: str, move: str, **more: Any) -> Any:
    return browser.post(f"{page}move/{move}/", {"said": "Stämmer av.", "revision": 1} | more, follow=True)


def publish_page(cast: Cast, name: str) -> None:
    cast.client(cast.coordinator).post(f"/public-pages/{name}/publish/")


def test_news_go_from_a_draft_to_everybody(cast: Cast) -> None:
    browser, page = cast.client(cast.coordinator), write(cast)
    publish_page(cast, "news")
    assert "Höstlov" not in Client().get(NEWS).content.decode()
    assert "Everybody reads it since" in press(browser, page, "publish").content.decode()
    assert "Höstlov" in Client().get(NEWS).content.decode()
    shown = Client().get(f"{NEWS}hostlov/").content.decode()
    assert "<h2>Lås</h2>" in shown
    assert "<li>dörrar</li>" in shown
    assert Client().get("/k/9902/news/hostlov/").status_code == 404


def test_programs_follow_the_news(cast: Cast) -> None:
    press(cast.client(cast.coordinator), write(cast), "publish")
    assert Client().get("/k/havsvik/news.atom").status_code == 404
    publish_page(cast, "news")
    atom = Client().get("/k/havsvik/news.atom")
    assert atom["Content-Type"].startswith("application/atom+xml")
    (entry,) = ElementTree.fromstring(atom.content).findall("{http://www.w3.org/2005/Atom}entry")
    said = {child.tag.partition("}")[2]: child for child in entry}
    assert said["title"].text == "Höstlov"
    assert "<h2>Lås</h2>" in (said["content"].text or "")
    assert said["id"].text == f"{installation.current().url}/k/havsvik/news/hostlov/?language=sv"
    (item,) = Client().get("/k/havsvik/news.json").json()["items"]
    assert (item["title"], item["url"]) == ("Höstlov", said["id"].text)
    assert Client().get("/k/havsvik/news.atom", headers={"if-none-match": atom["ETag"]}).status_code == 304
    assert 'type="application/atom+xml"' in Client().get(NEWS).content.decode()


@pytest.mark.parametrize("address", ["advice.atom", "news.xml", "nothing.atom", "signs.json"])
def test_what_nobody_can_follow_is_not_found(cast: Cast, address: str) -> None:
    for name in ("news", "advice", "signs"):
        publish_page(cast, name)
    assert Client().get(f"/k/havsvik/{address}").status_code == 404
    assert Client().get(f"/k/9902/{address}").status_code == 404


def test_times_are_asked_only_where_a_text_can_be_published(cast: Cast) -> None:
    page, browser = write(cast), cast.client(cast.coordinator)
    assert 'name="expires"' in browser.get(page).content.decode()
    assert 'name="expires"' not in press(browser, page, "publish").content.decode()


def test_the_police_approve_what_speaks_for_both(cast: Cast) -> None:
    page = write(cast, both="on")
    bo, polis = cast.client(cast.coordinator), cast.client(cast.officer)
    waiting = press(bo, page, "propose").content.decode()
    assert "Somebody of the other authority" in waiting
    assert "/move/approve/" not in waiting
    assert "/move/approve/" in polis.get(page).content.decode()
    press(polis, page, "approve")
    assert "/move/publish/" not in polis.get(page).content.decode()
    assert "/move/publish/" in bo.get(page).content.decode()


def test_without_a_sentence_nothing_happens_and_the_page_says_so(cast: Cast) -> None:
    page = write(cast)
    answer = cast.client(cast.coordinator).post(f"{page}move/publish/", {"said": " ", "revision": 1})
    assert answer.status_code == 422
    assert "/move/publish/" in answer.content.decode()


def test_whoever_saves_second_sees_both_texts_and_keeps_their_own(cast: Cast) -> None:
    page = write(cast)
    words = {"title": "Höstlov", "lead": "", "based_on": 1}
    cast.client(cast.officer).post(f"{page}write/", words | {"body": "Polisens ord"})
    answer = cast.client(cast.coordinator).post(f"{page}write/", words | {"body": "Kommunens ord"})
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "<ins>Polisens</ins>" in said
    assert "Kommunens ord</textarea>" in said
    assert re.search(r'name="based_on"[^>]*value="2"|value="2"[^>]*name="based_on"', said)


def test_a_time_that_the_clock_leaves_out_is_asked_again(cast: Cast) -> None:
    page = write(cast)
    answer = press(cast.client(cast.coordinator), page, "schedule", at="2027-03-28T02:30")
    assert answer.status_code == 422
    assert "/move/schedule/" in answer.content.decode()
    assert "There is no 02:30 that night" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "moment"),
    [("at", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)), ("expires", datetime(2027, 10, 31, 1, 30, tzinfo=UTC))],
)
def test_of_an_hour_that_comes_twice_a_text_is_shown_from_the_first_and_until_the_second(
    field: str, moment: datetime
) -> None:
    with timezone.override("Europe/Stockholm"):
        form = forms.MoveForm({"said": "Nattens byte.", "revision": 1, field: "2027-10-31T02:30"})
        assert form.is_valid(), form.errors
        assert form.cleaned_data[field] == moment


@pytest.mark.parametrize("written", ["2027-10-31T02:30Z", "2027-10-31T02:30+05:00"])
def test_a_zone_that_somebody_writes_is_taken_at_its_word(written: str) -> None:
    with timezone.override("Europe/Stockholm"):
        form = forms.MoveForm({"said": "Nattens byte.", "revision": 1, "at": written})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["at"] == datetime.fromisoformat(written)


def test_tags_in_a_text_are_words_on_every_channel(cast: Cast) -> None:
    publish_page(cast, "news")
    evil = "<script>alert(1)</script>"
    words = {"title": f"Lov {evil}", "lead": f"{evil} i ingressen", "body": f"{evil}\n\n[x](javascript:alert(1))"}
    press(cast.client(cast.coordinator), write(cast, **words), "publish")
    (item,) = Client().get("/k/havsvik/news.json").json()["items"]
    page = item["url"].partition("/k/")[2].partition("?")[0]
    for address in (f"/k/{page}", NEWS, "/k/havsvik/", "/k/havsvik/search/?q=lov", "/k/havsvik/embed/news/"):
        said = Client().get(address).content.decode()
        assert evil not in said, address
        assert "&lt;script&gt;alert(1)" in said, address
    assert evil not in item["content_html"]
    assert "javascript:" not in item["content_html"].replace("[x](javascript:", "")
    assert evil not in Client().get("/k/havsvik/news.atom").content.decode()


def test_earlier_words_are_shown_with_what_changed_and_taken_again(cast: Cast) -> None:
    page, browser = write(cast), cast.client(cast.coordinator)
    browser.post(f"{page}write/", WRITTEN | {"body": "Annat", "based_on": 1})
    assert "<ins>Annat</ins>" in browser.get(f"{page}revisions/1/").content.decode()
    assert (
        "<h2>Lås</h2>"
        in browser.post(f"{page}revisions/1/restore/", {"based_on": 2}, follow=True).content.decode()
    )


@pytest.mark.parametrize("seen", ["1", "", "x"])
def test_earlier_words_dont_take_the_place_of_what_somebody_has_just_saved(cast: Cast, seen: str) -> None:
    page, browser = write(cast), cast.client(cast.coordinator)
    browser.post(f"{page}write/", WRITTEN | {"body": "Polisens ord", "based_on": 1})
    answer = browser.post(f"{page}revisions/1/restore/", {"based_on": seen}, follow=True)
    assert "meanwhile" in answer.content.decode()
    assert "Polisens ord" in browser.get(page).content.decode()


def test_the_revision_that_stands_offers_nothing_to_restore(cast: Cast) -> None:
    page = write(cast)
    said = cast.client(cast.coordinator).get(f"{page}revisions/1/").content.decode()
    assert "restore" not in said


def test_the_next_municipality_finds_no_page(cast: Cast) -> None:
    page, stranger = write(cast), cast.client(cast.stranger)
    assert stranger.get(page).status_code == 404
    assert stranger.post(f"{page}move/publish/", {"said": "x", "revision": 1}).status_code == 404
    assert "Höstlov" not in stranger.get(reverse("texts:list")).content.decode()


def test_own_words_stand_in_an_articles_place(cast: Cast) -> None:
    publish_page(cast, "advice")
    first = library.articles("sv")[1]
    address = f"/k/havsvik/advice/{first.slug}/"
    assert first.words.title in Client().get(address).content.decode()
    page = write(cast, kind="advice", instead=first.slug, body="Våra egna ord")
    press(cast.client(cast.coordinator), page, "publish")
    assert "Våra egna ord" in Client().get(address).content.decode()
    listed = Client().get("/k/havsvik/advice/").content.decode()
    assert "Höstlov" in listed
    assert first.words.title not in listed


@pytest.mark.parametrize("language", ["sv", "sv-easy", "en"])
def test_every_article_is_read_in_every_language(cast: Cast, language: str) -> None:
    publish_page(cast, "advice")
    for article in library.articles(language):
        answer = Client().get(f"/k/havsvik/advice/{article.slug}/", {"language": language})
        assert escape(article.words.title) in answer.content.decode(), article.slug
        assert answer["Content-Language"] == language[:2]


@pytest.mark.parametrize("address", ["advice/no-such/", "news/no-such/", "signs/hostlov/", "nothing/at-all/"])
def test_what_is_not_there_is_not_found(cast: Cast, address: str) -> None:
    for name in ("news", "advice", "signs"):
        publish_page(cast, name)
    assert Client().get(f"/k/havsvik/{address}").status_code == 404


def test_the_field_is_a_textarea_that_the_editor_finds(cast: Cast) -> None:
    page = cast.client(cast.coordinator).get(reverse("texts:new")).content.decode()
    field = re.search(r'<textarea name="body"[^>]*>', page)
    assert field is not None
    assert "data-commonmark" in field[0]
    assert 'data-most="40000"' in field[0]
    assert "kokong/icons" in field[0]
    assert re.search(r'<script type="module" src="[^"]*kokong/texts[^"]*\.js">', page)
