"""What differs between two revisions, word by word. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from .values import Words

Kind = Literal["same", "gone", "new"]
_POINT: Final = re.compile(r"^(\s*)[-+](?= )", re.MULTILINE)
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
    """As `pieces`, of title, lead and body as one text. Which sign begins a list's point makes no difference."""
    return pieces(_all(before), _all(after))


def _all(words: Words) -> str:
    said = "\n\n".join(part for part in (words.title, words.lead, words.body) if part)
    return _POINT.sub(r"\1*", said)
