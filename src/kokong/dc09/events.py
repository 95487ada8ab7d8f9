"""Events of a message's data, as SIA DC-03 and Contact ID write them.

Each block is read by its own form, whatever the message calls itself: the id stands outside the ciphertext, where
anybody on the way can change it. Nothing is dropped: what can't be read becomes an event of kind unknown that
carries its bytes.
"""

import re
from dataclasses import dataclass

from .codes import Address, Kind, Meaning, contact_id_meaning, sia_meaning

_modifier = re.compile(rb"([a-z]{2})([0-9:.\-]*)/?").match
_packet = re.compile(rb"([A-Z]{2})([0-9A-F]*)([^/]*)/?").match
_anything = re.compile(rb"[^/]*/?").match
_nothing = re.compile(rb"(?:#[0-9A-Za-z]*)?\|?(?: *0000 +00 +000 *)?").fullmatch
_contact_id = re.compile(rb" *([0-9A-Fa-f])([0-9A-Fa-f]{3}) +([0-9A-Fa-f]{2}) +([0-9A-Fa-f]{3}) *").fullmatch

_SIA = (b"N", b"O")

MOST = 100
"""Events of one message. Panels send a few; a frame full of codes shall not become thousands of rows."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event. Zone, area and user are as the panel numbers them, without leading zeros; "" where it named none.

    `still`: reported before and still so. `restores`: what kind an event of kind restore ends. `account` is the
    one inside the data, which may differ from the header's. `text` is the panel's own words, as bytes.
    """

    code: str
    kind: Kind
    label: str
    zone: str = ""
    area: str = ""
    user: str = ""
    still: bool = False
    restores: Kind | None = None
    account: str = ""
    text: bytes = b""
    modifiers: tuple[tuple[str, str], ...] = ()
    raw: bytes = b""


def says_nothing(data: bytes) -> bool:
    """Whether data reports nothing: empty, an account alone, or Contact ID's zeros, as some panels poll."""
    return not data or _nothing(data) is not None


def named_account(data: bytes) -> str:
    """The account inside the data, as written; "" where it names none."""
    first, _, _ = data.partition(b"|")
    return first[1:].decode("latin-1") if first.startswith(b"#") else ""


def read_events(data: bytes) -> tuple[Event, ...]:
    """Read a message's data. Never raises.

    One to `MOST` events come back; of more than that, the last one is of kind unknown and carries all the data.
    """
    account = named_account(data)
    blocks = (data.partition(b"|")[2] if data.startswith(b"#") else data).split(b"|")
    events = _blocks(blocks, account)
    if len(events) > MOST:
        events[MOST - 1 :] = [_unknown(data, account)]
    return tuple(events) or (_unknown(data, account),)


def _blocks(blocks: list[bytes], account: str) -> list[Event]:
    """Read SIA's new (N) and old (O) blocks, where a text block (A) belongs to the one before, and Contact ID."""
    events: list[Event] = []
    for before, block, after in zip([b"", *blocks], blocks, [*blocks[1:], b""], strict=False):
        if block[:1] in _SIA:
            text = after[1:] if after[:1] == b"A" else b""
            events += _packets(block, account, text) or [_unknown(block, account)]
        elif found := None if before[:1] in _SIA and block[:1] == b"A" else _contact_id(block):
            events.append(_contact(found, block, account))
        elif block and _contact_id(before):
            events.append(_unknown(block, account))
    return events


def _packets(block: bytes, account: str, text: bytes) -> list[Event]:
    """Read one block: modifiers count for the event packets after them."""
    events: list[Event] = []
    modifiers: dict[str, str] = {}
    at = 1
    while at < len(block):
        if found := _modifier(block, at):
            modifiers[found[1].decode("ascii")] = found[2].decode("ascii")
        elif found := _packet(block, at):
            events.append(_sia_event(found, modifiers, block, account, text))
        elif (found := _anything(block, at)) and found[0] != b"/":
            events.append(_unknown(found[0], account))
        at = found.end() if found else len(block)
    return events


def _sia_event(
    found: re.Match[bytes], modifiers: dict[str, str], block: bytes, account: str, text: bytes
) -> Event:
    code, number = found[1].decode("ascii"), _number(found[2].decode("ascii"))
    meaning = sia_meaning(code)
    by = meaning.address
    return Event(
        code=code, kind=meaning.kind, label=meaning.label, restores=meaning.restores,
        zone=number if by is Address.ZONE else "",
        area=(by is Address.AREA and number) or _number(modifiers.get("ri", "")),
        user=(by is Address.USER and number) or _number(modifiers.get("id", "")),
        still=block[:1] == b"O", account=account, text=found[3].strip(b"^") or text,
        modifiers=tuple(modifiers.items()), raw=block,
    )  # fmt: skip


def _contact(found: re.Match[bytes], block: bytes, account: str) -> Event:
    qualifier, code, group, number = (part.decode("ascii").upper() for part in found.groups())
    meaning: Meaning = contact_id_meaning(qualifier, code)
    number = number.lstrip("0")
    by_user = meaning.address is Address.USER
    return Event(
        code=qualifier + code, kind=meaning.kind, label=meaning.label, restores=meaning.restores,
        zone="" if by_user else number, area=group.lstrip("0"), user=number if by_user else "",
        still=qualifier == "6", account=account, raw=block,
    )  # fmt: skip


def _number(digits: str) -> str:
    return digits and (digits.lstrip("0") or "0")


def _unknown(raw: bytes, account: str) -> Event:
    return Event(code="", kind=Kind.UNKNOWN, label="", account=account, raw=raw)
