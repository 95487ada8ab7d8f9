"""The words of the analysis room in the language asked for, without Django.

    with language("sv"):
        text = gettext("Cannot be told from chance")

English is the source; where a catalogue is missing, English is what one gets.
"""

import gettext as standard
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Final

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


def gettext(message: str) -> str:
    """A message in the language spoken now."""
    return _catalogue(current()).gettext(message) if message else ""


def ngettext(singular: str, plural: str, number: int) -> str:
    """A message whose form follows a number."""
    return _catalogue(current()).ngettext(singular, plural, number)


def pgettext(context: str, message: str) -> str:
    """A message that reads differently in different places."""
    return _catalogue(current()).pgettext(context, message)


def gettext_noop(message: str) -> str:
    """Marks a message for the catalogue; it is translated where it is shown."""
    return message
