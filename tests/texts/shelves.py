"""The library under test: own words in an article's place, and an article that comes with other words."""

from collections.abc import Callable
from typing import Any

import pytest

from kokong.texts import api, library
from kokong.texts.values import Text, Words
from tests.cast import Cast
from tests.texts import NOW, move

OURS = Words("Fönster hos oss", "Så gör du i Havsvik.", "Våra hantverkare hjälper dig.")


def put(cast: Cast, kind: str, *, slug: str = "windows", language: str = "sv", words: Words = OURS) -> Text:
    """Own words in an article's place or before it, published."""
    with cast.acting(cast.coordinator) as actor:
        text = api.write(kind=kind, slug=slug, language=language, words=words, actor=actor, now=NOW)
    return move(cast, cast.coordinator, text, "publish")


def other_words(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Has the product come with other words of an article from now on."""

    def come(slug: str, language: str, words: Words) -> None:
        known: dict[Any, Any] = dict(library._library())
        old = known[slug, language]
        known[slug, language] = library.Article(slug, language, words, old.picture, old.sources, old.season)
        monkeypatch.setattr(library, "_library", lambda: known)

    return come
