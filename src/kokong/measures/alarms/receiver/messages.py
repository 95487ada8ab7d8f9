"""From an opened message to the rows that keep it."""

import json
from datetime import datetime
from hashlib import blake2b
from typing import Any

from kokong.dc09 import Kind, Message, XData, decode

from .accounts import Account

Row = tuple[Any, ...]
"""One event, in the order of `statements.STORE` from the digest to `occurred`."""


_LATE, _EARLY = 7 * 86400, 60
"""Seconds that a panel may have kept an event, and that its clock may be ahead."""


def digest(message: Message) -> bytes:
    """What a retry has in common with its first sending: all but padding and time."""
    who = message.context
    head = f"{who.account} {who.receiver} {who.line} {message.id} {message.sequence} {len(message.data)} ".encode()
    return blake2b(head + message.data + message.extended, digest_size=16).digest()


def rows(message: Message, account: Account, *, key: bytes, received: float) -> list[Row]:
    """One row for each event; `key` is the message's digest, `received` seconds since 1970."""
    extra = _extra(message.xdata) if message.xdata else _NO_EXTRA
    occurred = _occurred(message, received)
    raw = b"[%b]%b" % (message.data, message.extended)
    return [
        (key, account.id, account.municipality, account.centre, part, message.id, message.sequence, event.code,
         event.kind.value, event.label, event.zone, event.area, event.user, event.still,
         event.restores.value if event.restores else "", event.text, raw, *extra, message.encrypted, received,
         occurred)
        for part, event in enumerate(message.events)
    ]  # fmt: skip


def own(account: Account, *, kind: Kind, label: str, key: bytes, received: float) -> Row:
    """An event that the receiver itself found out."""
    return (
        key, account.id, account.municipality, account.centre, 0, "", "", "", kind.value, label, "", "", "", False,
        "", b"", b"", *_NO_EXTRA, False, received, received,
    )  # fmt: skip


_NO_EXTRA: tuple[Any, ...] = (None, "", None, None)


def _extra(fields: tuple[XData, ...]) -> tuple[Any, ...]:
    """X-data as JSON, the verification link, and where: longitude and latitude."""
    values = {one.tag: one.value for one in fields}
    listed = [{"tag": one.tag, "name": one.name, "text": _text(one.raw)} for one in fields]
    link = values.get("V")
    return (
        json.dumps(listed, ensure_ascii=False),
        link.replace("\0", "") if isinstance(link, str) else "",
        *(value if isinstance(value := values.get(tag), float) else None for tag in "XY"),
    )


def _text(raw: bytes) -> str:
    return decode(raw).replace("\0", "")


def _occurred(message: Message, received: float) -> float:
    """The panel's own time: x-data H, else the frame's; when it came where that can't be.

    The modifier `ti` is a time of day in a zone that nobody names; it stays in the event's bytes.
    """
    told = next((one.value for one in message.xdata if one.tag == "H"), None) or message.sent
    if not isinstance(told, datetime):
        return received
    moment = told.timestamp()
    return moment if -_LATE < moment - received < _EARLY else received
