"""The articles that come with Kokong. `library/README.md` says how they are written."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from . import rules
from .values import Words

FOLDER: Final = Path(__file__).parent / "library"
_LEAD: Final = re.compile(r"\A# (?P<title>[^\n]+)\n\n(?P<lead>.+?)\n\n(?P<body>.+)\Z", re.DOTALL)


@dataclass(frozen=True)
class Article:
    """One article in one language, its picture as SVG of our own, and where its facts are from."""

    slug: str
    language: str
    words: Words
    picture: SafeString
    sources: tuple[str, ...]
    season: str = "all"

    @property
    def edition(self) -> str:
        """Which words these are: another value with each other title, lead or body."""
        said = "\0".join((self.words.title, self.words.lead, self.words.body))
        return sha256(said.encode()).hexdigest()[:32]


def articles(language: str) -> tuple[Article, ...]:
    """All of them in one of `rules.LANGUAGES`, in their order. Raises KeyError for another language."""
    return tuple(_library()[each["slug"], language] for each in _told())


def article(slug: str, language: str) -> Article | None:
    """One of them; None where there is none, or not in this language."""
    return _library().get((slug, language))


def known(slug: str) -> bool:
    """Whether an article is called so."""
    return any(each["slug"] == slug for each in _told())


def reader() -> str:
    """The language of a page, as one of the articles'."""
    return "sv" if (translation.get_language() or "sv").startswith("sv") else "en"


@cache
def _told() -> tuple[Mapping[str, Any], ...]:
    told = tomllib.loads((FOLDER / "library.toml").read_text(encoding="utf-8"))["article"]
    return tuple(sorted(told, key=lambda each: each["order"]))


@cache
def _library() -> dict[tuple[str, str], Article]:
    return {(each["slug"], language): _read(each, language) for each in _told() for language in rules.LANGUAGES}


def _read(told: Mapping[str, Any], language: str) -> Article:
    slug = told["slug"]
    found = _LEAD.match((FOLDER / f"{slug}.{language}.md").read_text(encoding="utf-8").strip())
    assert found is not None, f"{slug}.{language}.md has no title and lead"
    picture = (FOLDER / f"{slug}.svg").read_text(encoding="utf-8")
    return Article(
        slug=slug,
        language=language,
        words=Words(found["title"], " ".join(found["lead"].split()), found["body"]),
        picture=mark_safe(picture),
        sources=tuple(told["sources"]),
        season=told["season"],
    )
