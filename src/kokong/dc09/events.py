"""Events of a message's data, as SIA DC-03 (`SIA-DCS`) and Contact ID (`ADM-CID`) write them.

Nothing is dropped: what can't be read becomes an event of kind unknown that carries its bytes.
"""

import re
from dataclasses import dataclass

from .codes import Address, Kind, Meaning, contact_id_meaning, sia_meaning

_modifier = re.compile(rb"([a-z]{2})([0-9:.\-]*)/?").match
_packet = re.compile(rb"([A-Z]{2})([0-9A-F]*)([^/]*)/?").match
_anything = re.compile(rb"[^/]*/?").match
_contact_id = re.compile(rb" *([0-9A-Fa-f])([0-9A-Fa-f]{3}) +([0-9A-Fa-f]{2}) +([0-9A-Fa-f]{3}) *").fullmatch

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


def read_events(name: str, data: bytes) -> tuple[Event, ...]:
    """Read the data of a message with this id. Never raises.

    One to `MOST` events come back; of more than that, the last one is of kind unknown and carries all the data.
    """
    first, _, rest = data.partition(b"|")
    account, blocks = (first[1:].decode("latin-1"), rest) if first.startswith(b"#") else ("", data)
    if name == "SIA-DCS":
        events = _sia(blocks.split(b"|"), account)
    elif name == "ADM-CID":
        events = [_contact(block, account) for block in blocks.split(b"|") if block]
    else:
        events = []
    if len(events) > MOST:
        events[MOST - 1 :] = [_unknown(data, account)]
    return tuple(events) or (_unknown(data, account),)


def _sia(blocks: list[bytes], account: str) -> list[Event]:
    """Read new (N) and old (O) event blocks; a text block (A) belongs to the block before it."""
    events: list[Event] = []
    for at, block in enumerate(blocks):
        if block[:1] in (b"N", b"O"):
            following = blocks[at + 1] if at + 1 < len(blocks) else b""
            text = following[1:] if following[:1] == b"A" else b""
            events += _packets(block, account, text) or [_unknown(block, account)]
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


def _contact(block: bytes, account: str) -> Event:
    found = _contact_id(block)
    if found is None:
        return _unknown(block, account)
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
