"""From an opened message to the rows that keep it."""

import json
from datetime import datetime
from hashlib import blake2b
from typing import Any

from kokong.dc09 import Event, Kind, Message, XData, decode
from kokong.tables import clean

from .accounts import Account

Row = tuple[bytes, str, bytes, str | None]
"""One event: where its message is remembered; its fields in the order of `statements.STORE`, with separators; the
content as opened; and as JSON what few events have.

The fields are one text, since the driver looks closely at each element of each array: with a column for each, that
was the dearest part of an event. None of them can hold the separator: they are ours, or letters and digits.
"""
SEPARATOR = "\x1f"


_LATE, _EARLY = 7 * 86400, 60
"""Seconds that a panel may have kept an event, and that its clock may be ahead."""


def place(message: Message, account: Account) -> bytes:
    """Where it is remembered what the panel said last under this sequence number.

    Not by the header's other numbers and id: whoever changes them on the way shall not make another message of it.
    """
    return blake2b(f"{account.id} {message.sequence}".encode(), digest_size=16).digest()


def said(message: Message) -> bytes:
    """What a retry has in common with its first sending: all but padding and time."""
    head = f"{len(message.data)} ".encode()
    return blake2b(head + message.data + message.extended, digest_size=16).digest()


def rows(
    message: Message, account: Account, *, key: bytes, received: float, off: float | None = None
) -> list[Row]:
    """One row for each event; `key` is where it is remembered, `received` seconds since 1970.

    `off`: by how many seconds the panel's clock is off, where that is so; then its time isn't believed.
    """
    extra = _extra(message.xdata) if message.xdata else {}
    if off is not None:
        extra = _with_clock(extra, off)
    occurred = _occurred(message, received) if off is None else received
    raw = b"[%b]%b" % (message.data, message.extended)
    who = f"{account.id}\x1f{account.municipality}\x1f{account.centre or ''}\x1f{message.id}\x1f{message.sequence}"
    when = f"{message.encrypted}\x1f{received!r}\x1f{occurred!r}"
    return [
        (key, f"{who}\x1f{part}\x1f{event.code}\x1f{event.kind.value}\x1f{event.label}\x1f{event.zone}"
              f"\x1f{event.area}\x1f{event.user}\x1f{event.still}"
              f"\x1f{event.restores.value if event.restores else ''}\x1f{when}",
         raw, _more(extra, event) if extra or event.text else None)
        for part, event in enumerate(message.events)
    ]  # fmt: skip


def own(account: Account, *, kind: Kind, label: str, key: bytes, received: float, off: float | None = None) -> Row:
    """An event that the receiver itself found out; `off` as in `rows`."""
    fields = (account.id, account.municipality, account.centre or "", "", "", 0, "", kind.value, label, "", "", "",
              False, "", False, received, received)  # fmt: skip
    more = None if off is None else json.dumps(_with_clock({}, off))
    return key, SEPARATOR.join(map(str, fields)), b"", more


def _with_clock(extra: dict[str, Any], off: float) -> dict[str, Any]:
    told = {"tag": "clock", "name": "seconds the clock is off", "text": str(round(off))}
    return extra | {"xdata": [*extra.get("xdata", ()), told]}


def _more(extra: dict[str, Any], event: Event) -> str:
    return json.dumps({**extra, "text": event.text.hex()} if event.text else extra, ensure_ascii=False)


def _extra(fields: tuple[XData, ...]) -> dict[str, Any]:
    """X-data as it was sent, the verification link, and where: longitude and latitude."""
    values = {one.tag: one.value for one in fields}
    listed = [{"tag": one.tag, "name": one.name, "text": _text(one.raw)} for one in fields]
    found: dict[str, Any] = {"xdata": listed}
    if isinstance(link := values.get("V"), str):
        found["link"] = clean(link)
    for tag, name in (("X", "lon"), ("Y", "lat")):
        if isinstance(degrees := values.get(tag), float):
            found[name] = degrees
    return found


def _text(raw: bytes) -> str:
    return clean(decode(raw))


def _occurred(message: Message, received: float) -> float:
    """The panel's own time: x-data H, else the frame's; when it came where that can't be.

    The modifier `ti` is a time of day in a zone that nobody names; it stays in the event's bytes.
    """
    told = next((one.value for one in message.xdata if one.tag == "H"), None) or message.sent
    if not isinstance(told, datetime):
        return received
    moment = told.timestamp()
    return moment if -_LATE < moment - received < _EARLY else received
