"""An alert to neighbours who watch, from what is proposed after a burglary to what went out."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.incidents import api as incidents
from kokong.measures.watch import api as watch
from kokong.people.api import Actor
from kokong.places import api as places

from ..values import Drill, Step

TITLE: Final = gettext_lazy("An alert to neighbours who watch")
HOMES: Final = 6
WITHIN_M: Final = 200.0
COURSE: Final = (("plan_start", 90), ("train", 60), ("activate", 30))
BEGAN: Final = timedelta(days=120)
SENT: Final = frozenset({"out", "stopped", "over", "withdrawn"})


def said(drill: Drill) -> str:
    """What the neighbours know."""
    return _(
        "The neighbours of %(place)s have been a watch group for a month. Now somebody has broken into one of the "
        "homes. They want to know what happened, and what they can do."
    ) % {"place": drill.place}


def steps() -> Iterator[Step]:
    """From what is proposed on."""
    found = next(iter(watch.alerts()), None)
    page = reverse("watch:alert", args=[found.id]) if found else ""
    begun = bool(watch.groups())
    yield Step(
        _("A burglary is confirmed in the group's area"),
        _("An alert is proposed within seconds: a draft without the address. Nothing goes out by itself."),
        reverse("watch:alerts") if begun else "",
        found is not None,
        "" if begun else _("Let it happen"),
    )
    yield Step(
        _("Say it in your own words"),
        _("Read it as a neighbour would. What isn't known isn't said."),
        reverse("watch:alert-edit", args=[found.id]) if found else "",
        found is not None and (found.version > 1 or found.state != "draft"),
    )
    yield Step(
        _("Have it approved, and send it"),
        _("Where the municipality has decided so, the other authority approves it first."),
        page,
        found is not None and found.state in SENT,
    )


def play(*, drill: Drill, actor: Actor, now: datetime) -> str | None:
    """The neighbours have a group, and a burglary in it is confirmed."""
    del actor
    if watch.groups():
        return None
    _neighbours(drill, now)
    burglary = incidents.report(
        dwelling_id=drill.dwelling_id, earliest=drill.earliest, latest=drill.latest, source="form", now=now
    )
    incidents.confirm(burglary_id=burglary.id, now=now)
    return _("A burglary has been confirmed. The draft of an alert is there in some seconds.")


def _neighbours(drill: Drill, now: datetime) -> None:
    """A group that has watched for a month, in homes around the place; its people are made up."""
    began, name = now - BEGAN, _("Neighbours at %(place)s") % {"place": drill.place}
    homes = _homes(drill.dwelling_id)
    made = places.make_area(
        name=name, kind="street", shape=places.area_of_homes(dwelling_ids=homes), now=began, room="watch"
    )
    group = watch.make_group(name=name[:120], area_id=made.area_id, now=began)
    for number, home in enumerate(homes, start=1):
        person = watch.Draft(
            name=_("Neighbour %(number)s") % {"number": number},
            email=f"granne{number}@ovning.example",
            role="contact" if number == 1 else "member",
        )
        watch.add_person(group_id=group, dwelling_id=home, draft=person, now=began)
    for action, days in COURSE:
        watch.act(group_id=group, action=action, at=now - timedelta(days=days), now=now, speaker="police")


def _homes(dwelling_id: int) -> list[int]:
    """The homes nearest to one, and it."""
    near = places.neighbourhood(dwelling_id=dwelling_id, radius_m=WITHIN_M).neighbours
    return [dwelling_id, *(each.dwelling_id for each in near)][:HOMES]
