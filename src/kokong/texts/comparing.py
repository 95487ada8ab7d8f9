"""What differs between two revisions, word by word. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from .values import Words

Kind = Literal["same", "gone", "new"]
_PIECES: Final = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, went or came."""

    kind: Kind
    text: str


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """What was, and what became of it, in reading order; joined without what went it is `after`."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    return tuple(each for each in _pieces(old, new) if each.text)


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for what, i, j, k, m in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece("same", "".join(new[k:m]))
        else:
            yield Piece("gone", "".join(old[i:j]))
            yield Piece("new", "".join(new[k:m]))


def of_words(before: Words, after: Words) -> tuple[Piece, ...]:
    """As `pieces`, of title, lead and body as one text."""
    first, second = (
        "\n\n".join(part for part in (each.title, each.lead, each.body) if part) for each in (before, after)
    )
    return pieces(first, second)
