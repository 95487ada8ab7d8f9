"""An alarm at a home, from the queue to its end: for whoever handles alarms."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.measures.alarms import api as alarms
from kokong.people.api import Actor

from ..values import Drill, Step

TITLE: Final = gettext_lazy("An alarm at a home, from the queue to its end")


def said(drill: Drill) -> str:
    """What the panel will say."""
    return _(
        "The household at %(place)s is at work, and the alarm is set. The terrace door reports: somebody is "
        "inside, or the wind has opened it. Nobody knows yet."
    ) % {"place": drill.place}


def steps() -> Iterator[Step]:
    """From the first report on."""
    panel = next(iter(alarms.accounts()), None)
    found = next(iter(alarms.alarms(account_id=panel.id, limit=1)), None) if panel else None
    page = reverse("alarms:alarm", args=[found.id]) if found else reverse("alarms:console")
    yield Step(
        _("The alarm goes off"),
        _("It comes to the queue within a second or two. Whoever handles alarms hears and sees it."),
        reverse("alarms:console") if panel else "",
        found is not None,
        "" if panel else _("Let the alarm go off"),
    )
    over = found is not None and found.closed_at is not None
    yield Step(
        _("Take the alarm"),
        _("One person has it from now on, and everybody sees who."),
        page,
        found is not None and (over or found.taken_by is not None),
    )
    yield Step(
        _("Find out what it is"),
        _("Play the household at the telephone: ask for the code word, and write down what was answered."),
        page,
        over or (found is not None and found.verification != "unconfirmed"),
    )
    yield Step(_("Close it, and say why"), _("An alarm is over when somebody has said what it was."), page, over)


def play(*, drill: Drill, actor: Actor, now: datetime) -> str | None:
    """The panel reports, once."""
    del actor
    if alarms.accounts():
        return None
    alarms.goes_off(dwelling_id=drill.dwelling_id, now=now)
    return _("The alarm has gone off.")
