"""LIX, how hard a Swedish text is to read (C. H. Björnsson, Läsbarhet, Stockholm 1968). Pure.

Words divided by sentences, plus the share of words of more than six letters in per cent. Below 30 very easy, up to
40 easy, up to 50 medium, up to 60 hard. It knows nothing of meaning and takes every long compound for hard: a hint
beside the text, and never a reason to refuse one.
"""

import re
from typing import Final, Literal

Level = Literal["very_easy", "easy", "medium", "hard", "very_hard"]
LONG: Final = 6
_BOUNDS: Final[tuple[tuple[int, Level], ...]] = ((30, "very_easy"), (40, "easy"), (50, "medium"), (60, "hard"))
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_END: Final = re.compile(r"[.!?:](?=\s|$)|\n\s*\n|\n\s*[-*•]")


def lix(text: str) -> int | None:
    """The figure, rounded; None for a text without words."""
    words = _WORD.findall(text)
    if not words:
        return None
    sentences = sum(1 for part in _END.split(text) if _WORD.search(part))
    long = sum(1 for word in words if len(word.replace("-", "")) > LONG)
    return round(len(words) / sentences + 100 * long / len(words))


def level(figure: int) -> Level:
    """What a figure means."""
    return next((name for bound, name in _BOUNDS if figure < bound), "very_hard")
