"""A call in people's words."""

from dataclasses import dataclass

from django.utils.functional import Promise

from kokong.kernel import audit

from . import words
from .recording import Call


@audit.personal
@dataclass(frozen=True)
class Line:
    """A call with its codes in words. Whoever has the call was written down already."""

    call: Call
    who: str | Promise
    identity: str | Promise
    wanted: str | Promise
    drafted: str | Promise


def line(call: Call) -> Line:
    """Of what was written down."""
    return Line(
        call, words.WHO[call.who], words.IDENTITIES[call.identity], words.WANTED[call.wanted],
        words.DRAFTED.get(call.drafted, ""),
    )  # fmt: skip
