"""The library as a municipality shows it: hidden, prefixed, replaced, and when the product's words change."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.html import escape

from kokong.public.models import Site
from kokong.texts import api, deciding, editions, keeping, library, models, pages_for_everybody, shelf, today
from kokong.texts.values import Refused, TextMissing, Words
from tests.cast import Cast
from tests.texts import HOUR, NOW, move
from tests.texts.shelves import OURS, other_words, put

NEW = Words("Fönster", "Nytt i år.", "Helt nya råd om fönster.")


@pytest.fixture
def come(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    return other_words(monkeypatch)


def published(cast: Cast) -> None:
    cast.client(cast.coordinator).post("/public-pages/advice/publish/")


def seen(address: str = "windows/", **query: str) -> str:
    return Client().get(f"/k/havsvik/advice/{address}", query).content.decode()


def hide(cast: Cast, article: str = "windows", said: str = "Det gäller inte här.", **more: str) -> None:
    with cast.acting(cast.coordinator) as actor:
        deciding.hide(article=article, said=said, actor=actor, now=NOW, **more)


def test_a_hidden_article_is_nowhere_and_its_links_say_where_to_look(cast: Cast) -> None:
    published(cast)
    title = escape(library.articles("sv")[2].words.title)
    hide(cast, instead="doors-and-locks")
    answer = Client().get("/k/havsvik/advice/windows/")
    assert answer.status_code == 200
    said = answer.content.decode()
    assert "Det gäller inte här." in said
    assert "/k/havsvik/advice/doors-and-locks/" in said
    assert 'name="robots" content="noindex"' in said
    assert f">{title}</a>" not in seen("")
    with cast.acting(cast.coordinator):
        assert [each.slug for each in pages_for_everybody.advice_found(NOW, "windows")] == []
        assert "windows" not in {each.slug for each in pages_for_everybody.advice_found(NOW, "")}


def test_it_is_shown_again_and_both_decisions_are_in_the_log(cast: Cast) -> None:
    hide(cast)
    with cast.acting(cast.coordinator) as actor:
        deciding.show(article="windows", said="Det gäller igen.", actor=actor, now=NOW + HOUR)
        assert shelf.hidden() == ()
        assert [(each.hidden, each.said) for each in deciding.decided(article="windows")] == [
            (False, "Det gäller igen."), (True, "Det gäller inte här."),
        ]  # fmt: skip
    assert [entry.action for entry in cast.log()][:2] == ["library.shown", "library.hidden"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"said": " "}, "sentence"),
        ({"instead": "windows"}, "is shown"),
        ({"instead": "no-such"}, "is shown"),
    ],
)
def test_what_cant_be_hidden_so_stays(cast: Cast, more: dict[str, str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        hide(cast, **more)
    with cast.acting(cast.coordinator):
        assert shelf.hidden() == ()


def test_only_a_coordinator_hides_and_only_what_there_is_and_once(cast: Cast) -> None:
    with cast.acting(cast.officer) as officer, pytest.raises(Refused, match="may not"):
        deciding.hide(article="windows", said="Nej.", actor=officer, now=NOW)
    with pytest.raises(TextMissing):
        hide(cast, "no-such")
    hide(cast)
    with pytest.raises(Refused, match="meanwhile"):
        hide(cast)


def test_own_words_stand_in_one_language_and_the_article_in_the_others(cast: Cast) -> None:
    published(cast)
    put(cast, "advice")
    assert OURS.body in seen()
    english = library.article("windows", "en")
    assert english is not None
    assert escape(english.words.title) in seen(language="en")
    hide(cast)
    assert OURS.body in seen()
    assert OURS.body in seen(language="en")  # the article is hidden in every language; own words are not


def test_own_words_stand_where_their_article_stood(cast: Cast) -> None:
    put(cast, "advice")
    with cast.acting(cast.coordinator):
        shown = [each.slug for each in shelf.shelf(NOW).all()]
    assert shown == [each.slug for each in library.articles("sv")]


def test_own_words_stand_before_an_article_with_whom_to_ask(cast: Cast) -> None:
    published(cast)
    with cast.acting(cast.coordinator):
        Site.objects.create(main="#1f4d45", second="#7a5a00", languages="sv en", telephone="0480-45 00 00")
    put(cast, "foreword")
    said, article = seen(), library.article("windows", "sv")
    assert article is not None
    assert said.index(OURS.body) < said.index(escape(article.words.lead))
    assert 'href="tel:0480450000"' in said
    assert OURS.body not in seen(language="en")
    with cast.acting(cast.coordinator):
        found = {each.language: each.body for each in pages_for_everybody.advice_found(NOW, "windows")}
    assert OURS.body in found["sv"]
    assert OURS.body not in found["en"]


def test_the_season_shows_what_the_municipality_shows(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        first = pages_for_everybody.of_the_season(NOW)["season"]["advice"][0]
    put(cast, "advice", slug=first.slug, language="en")
    with cast.acting(cast.coordinator):
        assert pages_for_everybody.of_the_season(NOW)["season"]["advice"][0].words == OURS
    text = next(each for each in api_texts(cast) if each.slug == first.slug)
    move(cast, cast.coordinator, text, "take_back")
    hide(cast, first.slug)
    with cast.acting(cast.coordinator):
        shown = [each.slug for each in pages_for_everybody.of_the_season(NOW)["season"]["advice"]]
    assert first.slug not in shown
    assert len(shown) == 3


def api_texts(cast: Cast) -> tuple[api.Text, ...]:
    with cast.acting(cast.coordinator):
        return api.texts()


def test_a_new_edition_waits_for_somebody_until_they_keep_their_own(cast: Cast, come: Callable[..., None]) -> None:
    text = put(cast, "advice")
    with cast.acting(cast.coordinator):
        assert [each.waits for each in editions.all_compared()] == [False]
        old = library.article("windows", "sv")
    come("windows", "sv", NEW)
    with cast.acting(cast.coordinator) as actor:
        (found,) = editions.all_compared()
        assert found.waits
        assert old is not None
        assert found.before == old.words
        assert [each.total for each in today.day(actor=actor, now=NOW).sections] == [0, 1]
        edition = found.article.edition
        deciding.keep_ours(text_id=text.id, edition=edition, said="Vårt stämmer.", actor=actor, now=NOW)
        assert [each.waits for each in editions.all_compared()] == [False]
        assert [each.total for each in today.day(actor=actor, now=NOW).sections] == [0, 0]
        assert api.steps(text_id=text.id)[0].said == "Vårt stämmer."
    assert cast.log()[0].action == "text.keep_ours"


def test_own_words_are_given_up_for_the_new_edition(cast: Cast, come: Callable[..., None]) -> None:
    published(cast)
    text = put(cast, "advice")
    come("windows", "sv", NEW)
    assert OURS.body in seen()
    with cast.acting(cast.coordinator) as actor:
        (found,) = editions.all_compared()
        edition = found.article.edition
        deciding.take_new(text_id=text.id, edition=edition, said="Den är bättre.", actor=actor, now=NOW)
        assert [each.waits for each in editions.all_compared()] == [False]
        assert api.text(text_id=text.id).words == OURS  # kept as a draft
    assert NEW.body in seen()


def test_what_was_compared_before_a_further_edition_decides_nothing(cast: Cast, come: Callable[..., None]) -> None:
    text = put(cast, "advice")
    come("windows", "sv", NEW)
    for work in (deciding.keep_ours, deciding.take_new):
        with cast.acting(cast.coordinator) as actor, pytest.raises(Refused, match="once more"):
            work(text_id=text.id, edition="0" * 32, said="Vårt stämmer.", actor=actor, now=NOW)
    with cast.acting(cast.coordinator):
        assert [each.waits for each in editions.all_compared()] == [True]


def test_a_text_from_before_editions_were_kept_waits_once(cast: Cast) -> None:
    text = put(cast, "news")
    with cast.acting(cast.coordinator):
        models.Text.objects.update(kind="advice")
        (found,) = editions.all_compared()
    assert found.waits
    assert found.before is None
    page = cast.client(cast.coordinator).get(f"/texts/edition/{text.id}/")
    assert page.status_code == 200


def test_words_to_approve_wait_for_the_other_authority(cast: Cast, write: Callable[..., api.Text]) -> None:
    move(cast, cast.coordinator, write(both=True), "propose")
    for who, many in ((cast.officer, 1), (cast.coordinator, 0)):
        with cast.acting(who) as actor:
            assert today.day(actor=actor, now=NOW).sections[0].total == many


def test_the_next_municipality_shows_what_comes(cast: Cast, come: Callable[..., None]) -> None:
    text = put(cast, "advice")
    hide(cast)
    come("windows", "sv", NEW)
    with cast.acting(cast.stranger) as stranger:
        assert shelf.hidden() == ()
        assert editions.all_compared() == ()
        with pytest.raises(TextMissing):
            deciding.keep_ours(text_id=text.id, edition="x", said="Nej.", actor=stranger, now=NOW)
        found = shelf.shelf(NOW).one("windows", "sv")
        assert found is not None
        assert found.words == NEW
    assert cast.client(cast.stranger).get(f"/texts/edition/{text.id}/").status_code == 404


def test_who_hid_an_article_is_forgotten_and_the_sentence_stays(cast: Cast) -> None:
    hide(cast)
    rule = next(each for each in keeping.RULES if each.model is models.Decision)
    assert (rule.days, rule.clear) == (timedelta(days=730).days, "by")


def test_staff_hide_write_and_settle_on_their_pages(cast: Cast, come: Callable[..., None]) -> None:
    published(cast)
    browser = cast.client(cast.coordinator)
    begun = browser.get("/texts/library/windows/sv/own/").content.decode()
    copied = library.article("windows", "sv")
    assert copied is not None
    assert escape(copied.words.title) in begun
    said = {"title": OURS.title, "lead": OURS.lead, "body": OURS.body}
    page = browser.post("/texts/library/windows/sv/own/", said).headers["Location"]
    browser.post(f"{page}move/publish/", {"said": "Stämmer.", "revision": 1})
    assert OURS.body in seen()
    come("windows", "sv", NEW)
    assert "New edition to look at (1)" in browser.get("/texts/library/").content.decode()
    compared = browser.get(page.replace("/texts/", "/texts/edition/"))
    assert "<ins>" in compared.content.decode()
    edition = library.article("windows", "sv").edition  # type: ignore[union-attr]
    taken = browser.post(
        f"{page.replace('/texts/', '/texts/edition/')}take/", {"said": "Bättre.", "edition": edition}, follow=True
    )
    assert "The article is shown as it comes." in taken.content.decode()
    assert NEW.body in seen()
    refused = browser.post("/texts/library/windows/hide/", {"said": ""})
    assert refused.status_code == 422
    done = browser.post("/texts/library/windows/hide/", {"said": "Nej.", "instead": "alarms"}, follow=True)
    assert "The article is hidden." in done.content.decode()
    assert "/k/havsvik/advice/alarms/" in seen()
    assert browser.get("/texts/library/no-such/").status_code == 404
    assert browser.get("/texts/library/windows/de/own/").status_code == 404
