"""An intact frame, its header read, its content still closed."""

import re
from dataclasses import dataclass, field

from .errors import FrameError
from .framing import check, why_not
from .quirks import Quirk

# Receiver, line and account may be left out or empty, as some panels do; accounts may have any letters.
_header = re.compile(
    rb'"(\*?)([A-Za-z0-9_-]{1,16})"(([0-9A-Fa-f]{4})(?:R([0-9A-Fa-f]{0,6}?))?'
    rb"(?:L([0-9A-Fa-f]{0,6}?))?(?:#([0-9A-Za-z]{1,16})|A0|(?=\[)))\["
).match
_account = re.compile(rb"#([0-9A-Za-z]{1,16})(?=[|\]])").match


@dataclass(frozen=True, slots=True)
class Context:
    """Whom a frame is from, written alike however the panel writes it: capitals, no leading zeros.

    A receiver or line number left out is 0. Two panels may use the same account on different lines.
    """

    account: str
    receiver: str = "0"
    line: str = "0"


def context(account: str, receiver: str | None = None, line: str | None = None) -> Context:
    """Return the context of these numbers (an account may have any letters); what an account is looked up by."""
    return Context(_plain(account), _plain(receiver or ""), _plain(line or ""))


def _plain(digits: str) -> str:
    return digits.upper().lstrip("0") or "0"


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame whose checksum and length are right.

    `echo` is sequence to account as sent, for the reply. `sequence` pairs a frame with its reply; panels wrap it
    from 9999 to 0001, and after a restart it begins anew.
    """

    id: str
    encrypted: bool
    sequence: str
    context: Context
    echo: bytes
    content: bytes = field(repr=False)
    quirks: Quirk = Quirk.NONE


def read_frame(raw: bytes, *, allowed: Quirk | None = None) -> Frame:
    """Read one frame as the framer gave it.

    `allowed`: the quirks accepted; None accepts all, for accounts whose quirks are looked up afterwards (see
    `require`). Raises FrameError when checksum, length or header is wrong: such a frame is not answered.
    """
    if not raw.startswith(b"\n") or not raw.endswith(b"\r") or (checked := check(raw)) is None:
        raise FrameError("Checksum or length is wrong.", why_not(raw))
    body, quirks = checked
    if (found := _header(body)) is None:
        raise FrameError("The header can't be read.", "header")
    star, name, echo, sequence, receiver, line, account = found.groups(b"")
    if not (account or star) and (inside := _account(body, found.end())):
        account = inside[1]  # the header names none, the data does
    frame = Frame(
        name.decode("ascii").upper(), bool(star), sequence.decode("ascii"),
        context(account.decode("ascii"), receiver.decode("ascii"), line.decode("ascii")),
        echo, body[found.end() :], quirks,
    )  # fmt: skip
    if allowed is not None:
        require(frame, allowed)
    return frame


def require(frame: Frame, allowed: Quirk) -> None:
    """Raise FrameError when the frame departs from the format in a way its account is not registered for."""
    if frame.quirks is not Quirk.NONE and frame.quirks & ~allowed:
        raise FrameError("The checksum is right only with a quirk this account is not registered for.", "checksum")
