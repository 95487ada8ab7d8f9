"""What goes out in a demonstration is written down, in the transaction that says that it went."""

from dataclasses import dataclass
from datetime import datetime

from kokong.kernel import installation
from kokong.people import api as people

from .. import models as rows
from ..channels.values import Letter
from ..segments import sms_parts

SHOWN = 200


@dataclass(frozen=True)
class Captured:
    """A message as its reader would have it. `to` is an address, a number, or a person's name.

    `parts` is as how many a text message counts, 0 for every other.
    """

    id: int
    way: str
    to: str
    title: str
    text: str
    html: str
    at: datetime
    parts: int = 0


def captures() -> bool:
    """Whether this is a demonstration."""
    return installation.current().demo


def capture(letter: Letter, *, message_id: int, action: str, now: datetime) -> None:
    """Keep what went out, where this is a demonstration; of a notice what a locked screen shows."""
    if action != "send" or not captures() or letter.way == "page":
        return
    title, text = (letter.shown, letter.url) if letter.way == "push" else (letter.title, letter.text)
    rows.Captured.objects.create(
        message_id=message_id, to=letter.email if letter.way == "email" else letter.phone, title=title[:400],
        text=letter.plain if letter.way == "sms" else text, html=letter.html, at=now,
    )  # fmt: skip


def captured(*, way: str = "") -> tuple[Captured, ...]:
    """What went out last, the newest first; by one way where that is named."""
    mine = rows.Captured.objects.select_related("message").order_by("-at", "-pk")
    found = list((mine.filter(message__way=way) if way else mine)[:SHOWN])
    users = frozenset(row.message.user_id for row in found if row.message.user_id is not None)
    names = people.names(user_ids=users)
    return tuple(_value(row, names.get(row.message.user_id or 0, "")) for row in found)


def one(message_id: int) -> Captured | None:
    """One of them, by its own number."""
    row = rows.Captured.objects.select_related("message").filter(pk=message_id).first()
    if row is None:
        return None
    user_id = row.message.user_id
    return _value(row, people.names(user_ids=frozenset({user_id})).get(user_id, "") if user_id else "")


def _value(row: rows.Captured, name: str) -> Captured:
    to = row.to or name
    parts = sms_parts(row.text).parts if row.message.way == "sms" else 0
    return Captured(row.pk, row.message.way, to, row.title, row.text, row.html, row.at, parts)
