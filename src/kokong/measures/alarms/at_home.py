"""What the page of a home says of an alarm that is in hand there."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kokong.kernel.today import Line
from kokong.people import api as people

from . import api, words
from .values import Alarm


def lines(*, dwelling_id: int, actor: people.Actor, now: datetime) -> tuple[Line, ...]:  # noqa: ARG001
    """A line for each alarm that is not over: every one for whoever handles alarms, else those that were verified
    and became a burglary that this person may see."""
    if not actor.may("alarm.see") and not actor.may("burglary.see"):
        return ()
    found = api.alarms_at(dwelling_id=dwelling_id)
    handles = actor.may("alarm.see")
    return tuple(_seen(found) if handles else _told(found))


def _seen(found: tuple[Alarm, ...]) -> Iterator[Line]:
    return (_line(alarm, reverse("alarms:console")) for alarm in found)


def _told(found: tuple[Alarm, ...]) -> Iterator[Line]:
    for alarm in found:
        if alarm.burglary_id is not None:
            yield _line(alarm, reverse("desk:burglary", args=[alarm.burglary_id]))


def _line(alarm: Alarm, url: str) -> Line:
    title = _("An alarm is in hand: %(kind)s") % {"kind": str(words.KINDS.get(alarm.kind, alarm.kind)).lower()}
    since = _("since %(when)s") % {"when": date_format(localtime(alarm.opened), "j F H:i")}
    return Line(title, f"{words.STATES.get(alarm.state, alarm.state)} · {since}", url, now=True)
