"""Texts on the municipality's public site: what is new, and how to protect a home."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokong.kernel.public import Below, Document, Entry, Page, Piece, Teaser

from . import album, library, reading, rules, seasons, words
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
    """The municipality's own advice, then the articles that come with Kokong, in their order."""
    own = _each_once(reading.shown(kind="advice", now=now))
    taken = {text.slug for text in own}
    return {
        "texts": own,
        "articles": [each for each in library.articles(library.reader()) if each.slug not in taken],
    }


def advised(now: datetime) -> Mapping[str, Any]:
    """The first pieces of advice."""
    found = advice(now)
    own = found["texts"][:ON_THE_HOME_PAGE]
    return {"texts": own, "articles": found["articles"][: ON_THE_HOME_PAGE - len(own)]}


def of_the_season(now: datetime) -> Mapping[str, Any]:
    """Three pieces of advice that the month asks for; the municipality's own words where they stand there."""
    chosen = seasons.wanted(library.articles(library.reader()), month=timezone.localtime(now).month)
    slugs = [each.slug for each in chosen[:ON_THE_HOME_PAGE]]
    own = {text.slug: text for text in _each_once(reading.shown(kind="advice", now=now))}
    return {
        "season": {
            "texts": [own[slug] for slug in slugs if slug in own],
            "articles": [each for each in chosen[:ON_THE_HOME_PAGE] if each.slug not in own],
        }
    }


def newest_few(now: datetime) -> Mapping[str, Any]:
    """The newest texts, for a frame on another website."""
    return {"few": told(now)}


def told(now: datetime) -> Mapping[str, Any] | None:
    """The newest texts; None where there are none."""
    found = _each_once(reading.shown(kind="news", now=now))[:ON_THE_HOME_PAGE]
    return {"texts": found} if found else None


def found(kind: str, now: datetime, slug: str) -> Sequence[Document]:
    """What the site's search finds of a kind: texts, and for advice the articles whose place no text takes."""
    texts = reading.shown_text(kind=kind, slug=slug, now=now) if slug else reading.shown(kind=kind, now=now)
    own = [
        Document(each.slug, each.language, each.words.title, each.words.lead, each.words.body, each.until)
        for each in texts
    ]
    return [*own, *_articles_found({each.slug for each in own}, slug)] if kind == "advice" else own


def _articles_found(taken: set[str], slug: str) -> Iterable[Document]:
    for language in rules.LANGUAGES:
        for each in library.articles(language):
            if each.slug not in taken and slug in {"", each.slug}:
                yield Document(each.slug, language, each.words.title, each.words.lead, each.words.body)


def one(kind: str, slug: str, language: str, now: datetime) -> Mapping[str, Any] | None:
    """One text, in the language that was asked for where there is one; None where none is shown."""
    found = reading.shown_text(kind=kind, slug=slug, now=now)
    if found:
        text = _best(found, language)
        return {"title": text.words.title, "text": text, "languages": _others(found, text)}
    article = library.article(slug, language or library.reader()) if kind == "advice" else None
    if article is None:
        return None
    others = [(code, words.LANGUAGES[code]) for code in rules.LANGUAGES if code != article.language]
    return {"title": article.words.title, "article": article, "languages": others}


def _each_once(found: Iterable[Shown]) -> list[Shown]:
    by_slug: dict[str, list[Shown]] = {}
    for text in found:
        by_slug.setdefault(text.slug, []).append(text)
    return [_best(texts, "") for texts in by_slug.values()]


def _best(found: Iterable[Shown], language: str) -> Shown:
    wanted = (language, library.reader(), *rules.LANGUAGES)
    return min(found, key=lambda text: wanted.index(text.language))


def _others(found: Iterable[Shown], text: Shown) -> list[tuple[str, Any]]:
    return [(each.language, words.LANGUAGES[each.language]) for each in found if each.language != text.language]


PAGES: Final = (
    Page(
        name="advice",
        title=_("Protect your home"),
        says=_("Articles that come with Kokong, and the municipality's own: locks and lights first, alarms last."),
        template="texts/public/advice.html",
        told=True,
        show=advice,
        menu=20,
        searchable=lambda now, slug: found("advice", now, slug),
        teaser=Teaser("texts/public/advice_teaser.html", advised, order=30),
        below=Below("texts/public/text.html", lambda slug, language, now: one("advice", slug, language, now)),
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
        searchable=lambda now, slug: found("news", now, slug),
        teaser=Teaser("texts/public/news_teaser.html", told, order=10),
        below=Below("texts/public/text.html", lambda slug, language, now: one("news", slug, language, now)),
        feed=newest,
        picture=lambda number, now: album.shown("news", number, now),
        pieces=(Piece("news", _("News about burglary"), "texts/public/news_piece.html", newest_few, height=480),),
    ),
)
