"""The words of the analysis room in the language asked for, without Django.

    with language("sv"):
        text = gettext("Cannot be told from chance")

English is the source; where a catalogue is missing, English is what one gets. What `gettext` answers remembers
what it was made of, so that a result that was reckoned once can be read in each language (`again`).
"""

import gettext as standard
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, Final

LANGUAGES: Final = ("en", "sv")
_language: ContextVar[str] = ContextVar("kokong_analysis_language", default="en")


@contextmanager
def language(code: str) -> Iterator[None]:
    """Speak `code` within the block; "sv-se" counts as "sv", an unknown language as English."""
    token = _language.set(code.lower().replace("_", "-").split("-")[0])
    try:
        yield
    finally:
        _language.reset(token)


def current() -> str:
    """The language spoken now, "en" or "sv"."""
    return _language.get() if _language.get() in LANGUAGES else "en"


@cache
def _catalogue(code: str) -> standard.NullTranslations:
    folder = str(Path(__file__).parent / "locale")
    return standard.translation("django", folder, languages=[code], fallback=True)


class Said(str):
    """A message in the language in which it was said, with what it was made of."""

    __slots__ = ("message", "values")
    message: str
    values: Any

    def __new__(cls, message: str, values: Any = None) -> "Said":
        text = _catalogue(current()).gettext(message) if message else ""
        made = super().__new__(cls, text if values is None else text % values)
        made.message, made.values = message, values
        return made

    def __mod__(self, values: Any) -> "Said":
        return Said(self.message, values)


def gettext(message: str) -> str:
    """A message in the language spoken now."""
    return Said(message)


def again(text: Any) -> Any:
    """A message that was said in any language, in the one spoken now; other text and values as they are."""
    if not isinstance(text, Said):
        return text
    values = text.values
    if isinstance(values, Mapping):
        values = {name: again(value) for name, value in values.items()}
    elif isinstance(values, tuple):
        values = tuple(again(value) for value in values)
    return Said(text.message, again(values))


def ngettext(singular: str, plural: str, number: int) -> str:
    """A message whose form follows a number."""
    return _catalogue(current()).ngettext(singular, plural, number)


def pgettext(context: str, message: str) -> str:
    """A message that reads differently in different places."""
    return _catalogue(current()).pgettext(context, message)


def gettext_noop(message: str) -> str:
    """Marks a message for the catalogue; it is translated where it is shown."""
    return message
