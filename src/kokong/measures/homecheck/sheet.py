"""The sheet that residents go through, one edition at a time."""

from functools import cache
from pathlib import Path
from typing import Final

from django.utils.translation import get_language

from kokong import questions

LANGUAGES: Final = ("sv", "sv-easy", "en")
FOLDER: Final = Path(__file__).with_name("sheet")


@cache
def sheet() -> questions.Questionnaire:
    """The edition that is asked now."""
    return questions.read(each.read_text(encoding="utf-8") for each in sorted(FOLDER.glob("*.toml")))


def language() -> str:
    """The language of the sheet that fits the reader's."""
    found = (get_language() or "sv").partition("-")[0]
    return found if found in LANGUAGES else "sv"
