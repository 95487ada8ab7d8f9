"""What event codes mean: the kind decides what happens next, the label is for people.

The tables are in `sia_codes` and `contact_id_codes`. A code in neither is of kind unknown, and is kept and shown.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from .contact_id_codes import CONTACT_ID_CODES
from .sia_codes import ENDS, SIA_CODES


class Kind(StrEnum):
    """What an event is about."""

    BURGLARY = "burglary"
    VERIFIED = "verified"
    """A burglary that the panel itself has confirmed."""
    HOLD_UP = "hold_up"
    """Hold-up, panic or duress."""
    FIRE = "fire"
    MEDICAL = "medical"
    GAS = "gas"
    """Gas or carbon monoxide: danger to life."""
    TECHNICAL = "technical"
    """Water, frost and the like."""
    ALARM = "alarm"
    """An alarm of a type the panel did not name."""
    TAMPER = "tamper"
    EXIT_ERROR = "exit_error"
    CANCEL = "cancel"
    ABORT = "abort"
    OPEN = "open"
    """Unset: somebody switched the alarm off."""
    CLOSE = "close"
    """Set: somebody switched the alarm on."""
    BYPASS = "bypass"
    TEST = "test"
    TROUBLE = "trouble"
    COMMUNICATION = "communication"
    """The panel's own lines: failed or in trouble."""
    RESTORE = "restore"
    """What was reported before is over; `restores` says what."""
    ACCESS = "access"
    PROGRAM = "program"
    STATUS = "status"
    UNKNOWN = "unknown"


class Address(StrEnum):
    """What the number after a code counts."""

    ZONE = "zone"
    AREA = "area"
    USER = "user"
    NONE = "-"


@dataclass(frozen=True, slots=True)
class Meaning:
    """A code's meaning. `restores` is set for kind restore only."""

    kind: Kind
    label: str
    address: Address
    restores: Kind | None = None


_UNKNOWN = Meaning(Kind.UNKNOWN, "", Address.ZONE)
_LASTING = frozenset({
    Kind.TEST, Kind.STATUS, Kind.PROGRAM, Kind.ACCESS, Kind.CANCEL, Kind.ABORT, Kind.OPEN, Kind.CLOSE,
})  # fmt: skip
"""Kinds that a restore qualifier does not end."""


def _table(lines: str) -> dict[str, Meaning]:
    """Read lines of code, kind (or kind:restored kind), address and label."""
    return {code: _meaning(kind, address, label) for code, kind, address, label in
            (line.split(" ", 3) for line in lines.splitlines())}  # fmt: skip


def _meaning(kind: str, address: str, label: str) -> Meaning:
    name, _, restores = kind.partition(":")
    return Meaning(Kind(name), label, Address(address), Kind(restores) if restores else None)


SIA = _table(SIA_CODES)
SIA_ENDS = {end: frozenset(codes.split()) for end, codes in (line.split(" ", 1) for line in ENDS.splitlines())}
CONTACT_ID = _table(CONTACT_ID_CODES)


def sia_meaning(code: str) -> Meaning:
    """Return the meaning of two letters of SIA DC-03, such as BA."""
    return SIA.get(code, _UNKNOWN)


@lru_cache(maxsize=4096)
def contact_id_meaning(qualifier: str, code: str) -> Meaning:
    """Return the meaning of a Contact ID code, such as 130, under a qualifier: 1 new, 3 restored, 6 still so.

    Open and close share a code: 1 is open (unset), 3 and 6 close.
    """
    meaning = CONTACT_ID.get(code)
    if meaning is None or qualifier not in ("1", "3", "6"):
        return _UNKNOWN
    if meaning.kind is Kind.CLOSE and qualifier == "1":
        return Meaning(Kind.OPEN, meaning.label, meaning.address)
    if qualifier == "3" and meaning.kind not in _LASTING:
        return Meaning(Kind.RESTORE, meaning.label, meaning.address, restores=meaning.kind)
    return meaning


def counts_zones(code: str) -> bool:
    """Whether a code, as `Event.code` writes it, has a zone's number after it; others are of the whole panel."""
    meaning = contact_id_meaning(code[:1], code[1:]) if code[:1].isdigit() else sia_meaning(code)
    return meaning.address is Address.ZONE


@lru_cache(maxsize=4096)
def ends(code: str) -> frozenset[str]:
    """The codes that a restore ends: `GH` ends GA, `3151` ends 1151 (what is still so, 6151, began before).

    Empty for what ends nothing. Codes are as `Event.code` writes them, a Contact ID code after its qualifier.
    """
    if code in SIA_ENDS:
        return SIA_ENDS[code]
    qualifier, digits = code[:1], code[1:]
    if qualifier != "3" or contact_id_meaning(qualifier, digits).kind is not Kind.RESTORE:
        return frozenset()
    return frozenset({f"1{digits}"})
