"""What people subscribe to and leave by one press: a newsletter, alerts. Who brings one says what it is called."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise

from kokong.kernel import said

from . import kinds


@dataclass(frozen=True)
class Reader:
    """Who pressed, proven by the signed address in a letter to them: `whom` as `To` had it ("subscriber 12").

    `whom` is empty where the letter went to a bare address. The address itself is not known here.
    """

    purpose: str
    whom: str


Left = Callable[[Reader, datetime], object]
Back = Callable[[Reader, datetime], bool]


@dataclass(frozen=True)
class Purpose:
    """Something that people subscribe to. `Kind.purpose` names it by `code`.

    `title` is what they left ("Alerts of the neighbourhood watch"). `left(reader, now)` hears that somebody wants
    nothing more of it, `came_back(reader, now)` that they take it back: False where the room no longer knows
    them, so that they have to sign up anew. Both in the municipality's scope, within the transaction. No letter
    goes whatever `left` does: this room holds the address back.
    """

    code: str
    title: str | Promise
    left: Left | None = None
    came_back: Back | None = None


_purposes: Final[dict[str, Purpose]] = {}


def declare(purpose: Purpose) -> None:
    """Make a purpose known; a room does this when it is loaded. Raises ValueError for what fits no header."""
    plain = purpose.code.replace("-", "").replace(".", "")
    if not (plain.isascii() and plain.isalnum()) or len(purpose.code) > LONGEST:
        raise ValueError(f"{purpose.code!r}: letters, digits, - and . only, at most {LONGEST} of them.")
    _purposes[purpose.code] = purpose
    said.declare(said.LogWords(values={"purpose": {purpose.code: purpose.title}}))


LONGEST: Final = 40


def find(code: str) -> Purpose:
    """The purpose with this code; where nobody has declared it, one that is called as its first kind."""
    found = _purposes.get(code)
    return found if found is not None else Purpose(code, kinds.purpose_words(code))
