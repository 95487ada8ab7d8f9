"""Texts on the municipality's public site: what is new, and how to protect a home."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokong.kernel.public import Below, Document, Entry, Page, Piece, Teaser

from . import album, library, reading, rules, seasons, shelf, words
from .values import Shown

IN_A_FEED: Final = 20
ON_THE_HOME_PAGE: Final = 3


def news(now: datetime) -> Mapping[str, Any]:
    """What is shown, the newest first, each once: in the reader's language where there is one."""
    return {"texts": _each_once(reading.shown(kind="news", now=now))}


def newest(now: datetime) -> Sequence[Entry]:
    """The newest texts, for feeds; each once."""
    found = _each_once(reading.shown(kind="news", now=now))[:IN_A_FEED]
    return [
        Entry(
            each.slug,
            each.language,
            each.words.title,
            each.words.lead,
            each.words.html_for_everybody(),
            each.since,
        )
        for each in found
    ]


def advice(now: datetime) -> Mapping[str, Any]:
    """The municipality's own advice, then the library as the municipality shows it, in its order."""
    return {"advice": shelf.shelf(now).all()}


def advised(now: datetime) -> Mapping[str, Any]:
    """The first pieces of advice."""
    return {"advice": shelf.shelf(now).all()[:ON_THE_HOME_PAGE]}


def of_the_season(now: datetime) -> Mapping[str, Any]:
    """Three pieces of advice that the month asks for, as the municipality shows them."""
    here, month = shelf.shelf(now), timezone.localtime(now).month
    chosen = (here.best(each.slug) for each in seasons.wanted(library.articles(library.reader()), month=month))
    return {"season": {"advice": [each for each in chosen if each is not None][:ON_THE_HOME_PAGE]}}


def newest_few(now: datetime) -> Mapping[str, Any]:
    """The newest texts, for a frame on another website."""
    return {"few": told(now)}


def told(now: datetime) -> Mapping[str, Any] | None:
    """The newest texts; None where there are none."""
    found = _each_once(reading.shown(kind="news", now=now))[:ON_THE_HOME_PAGE]
    return {"texts": found} if found else None


def news_found(now: datetime, slug: str) -> Sequence[Document]:
    """What the site's search finds of the news."""
    found = reading.shown_text(kind="news", slug=slug, now=now) if slug else reading.shown(kind="news", now=now)
    return [
        Document(each.slug, each.language, each.words.title, each.words.lead, each.words.body, each.until)
        for each in found
    ]


def advice_found(now: datetime, slug: str) -> Sequence[Document]:
    """What the site's search finds of the advice, in each language that there is."""
    here = shelf.shelf(now)
    return [
        Document(each.slug, each.language, each.words.title, each.words.lead, each.searched, each.until)
        for end in ((slug,) if slug else here.slugs())
        for language in here.languages(end)
        if (each := here.one(end, language)) is not None
    ]


def one_news(slug: str, language: str, now: datetime) -> Mapping[str, Any] | None:
    """One text, in the language that was asked for where there is one; None where none is shown."""
    found = reading.shown_text(kind="news", slug=slug, now=now)
    if not found:
        return None
    text = _best(found, language)
    return {
        "title": text.words.title,
        "text": text,
        "languages": _others([each.language for each in found], text.language),
    }


def one_advice(slug: str, language: str, now: datetime) -> Mapping[str, Any] | None:
    """One piece of advice; of a hidden article where to look now; None where there never was any."""
    here = shelf.shelf(now)
    found = here.best(slug, language)
    if found is None:
        return _hidden(here, slug)
    languages = _others(here.languages(slug), found.language)
    return {
        "title": found.words.title, "text": found.text, "languages": languages, "foreword": found.foreword,
        "article": None if found.text else found.article,
    }  # fmt: skip


def _hidden(here: shelf.Shelf, slug: str) -> Mapping[str, Any] | None:
    hidden, was = here.hidden.get(slug), library.article(slug, library.reader())
    if hidden is None or was is None:
        return None
    return {"title": was.words.title, "hidden": hidden, "instead": here.best(hidden.instead), "lost": True}


def _each_once(found: Iterable[Shown]) -> list[Shown]:
    by_slug: dict[str, list[Shown]] = {}
    for text in found:
        by_slug.setdefault(text.slug, []).append(text)
    return [_best(texts, "") for texts in by_slug.values()]


def _best(found: Iterable[Shown], language: str) -> Shown:
    wanted = (language, library.reader(), *rules.LANGUAGES)
    return min(found, key=lambda text: wanted.index(text.language))


def _others(languages: Iterable[str], shown: str) -> list[tuple[str, Any]]:
    return [(each, words.LANGUAGES[each]) for each in languages if each != shown]


PAGES: Final = (
    Page(
        name="advice",
        title=_("Protect your home"),
        says=_("Articles that come with Kokong, and the municipality's own: locks and lights first, alarms last."),
        template="texts/public/advice.html",
        told=True,
        show=advice,
        menu=20,
        searchable=advice_found,
        teaser=Teaser("texts/public/advice_teaser.html", advised, order=30),
        below=Below("texts/public/text.html", one_advice),
        picture=lambda number, now: album.shown("advice", number, now),
        pieces=(
            Piece(
                "season", _("Advice of the season"), "texts/public/season_piece.html", of_the_season, height=900
            ),
        ),
    ),
    Page(
        name="news",
        title=_("What is new"),
        says=_("The municipality's news, from when each is published until its time is over."),
        template="texts/public/news.html",
        told=True,
        show=news,
        menu=10,
        searchable=news_found,
        teaser=Teaser("texts/public/news_teaser.html", told, order=10),
        below=Below("texts/public/text.html", one_news),
        feed=newest,
        picture=lambda number, now: album.shown("news", number, now),
        pieces=(Piece("news", _("News about burglary"), "texts/public/news_piece.html", newest_few, height=480),),
    ),
)
