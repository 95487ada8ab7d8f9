"""A walk on the phone: what was found on it and near it, and what somebody notes now, offline too."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from pydantic import Field

from kokong.field import api as field
from kokong.field.api import Taken, Taking
from kokong.kernel import tenancy
from kokong.kernel.fields import Point
from kokong.places import api as places

from . import finding as work
from . import models as rows
from . import reading, route, rules, words
from .values import Finding, Noted, Refused, Walk

AROUND_M: Final = 150.0
"""So far from the way, what was found on other walks is shown beside what is noted."""
MOST_SHOWN: Final = 300

Words = Annotated[str, Field(max_length=1000)]


class WalkRecord(field.Record):
    """One record as the phone wrote it: a finding, and where it is."""

    kind: Literal["found"]
    safety_walk: field.Id
    category: Annotated[str, Field(max_length=12)]
    feels: Words
    why: Words = ""
    proposal: Words = ""
    lon: Annotated[float, Field(ge=-180, le=180)]
    lat: Annotated[float, Field(ge=-90, le=90)]
    accuracy: Annotated[float | None, Field(ge=0, le=100_000)] = None
    how: Literal["gps", "pin"]
    same: field.Id | None = None


def take(event: WalkRecord, by: Taking) -> Taken:
    """Store one record; see `field.api.Subject`."""
    if rules.NOTES.isdisjoint(tenancy.current().roles):
        raise Refused(_("Your role does not include noting on walks, so nothing was stored."))
    noted = Noted(
        category=event.category, feels=event.feels, why=event.why, proposal=event.proposal,
        point=places.metres(lon=event.lon, lat=event.lat), accuracy_m=event.accuracy, how=event.how,
        same_as=event.same, client_id=event.id,
    )  # fmt: skip
    _number, fresh = work.note(walk_id=event.safety_walk, noted=noted, at=by.at, user_id=by.user_id)
    return Taken("stored" if fresh else "already")


def photo_of(photo: field.Photo, by: Taking) -> tuple[str, int] | None:
    """A photo belongs to the finding that it was taken with; None until that is here."""
    found = rows.Finding.objects.filter(client_id=photo.record, walk_id=photo.subject_id, user_id=by.user_id)
    number = found.values_list("pk", flat=True).first()
    return None if number is None else ("finding", number)


def on_now(now: datetime) -> tuple[Walk, ...]:
    """Walks that are walked today, or were in the last week."""
    found = reading.walks(states=("open", "walked"))
    return tuple(each for each in found if each.begins and _is_on(each.begins, now))


def lists(*, user_id: int, now: datetime) -> list[field.Work]:  # noqa: ARG001 the same for everybody
    """The walks on which somebody notes now."""
    return [_work(each) for each in on_now(now)]


def listing(*, number: int, user_id: int, now: datetime) -> field.Listing | None:  # noqa: ARG001
    """One walk as the phone gets it; None where nobody notes on it now."""
    found = next((each for each in on_now(now) if each.id == number), None)
    if found is None or found.begins is None:
        return None
    until = found.begins + rules.AFTER
    return field.Listing(found.title, until, until, [_subject(found)])


def _is_on(begins: datetime, now: datetime) -> bool:
    return begins - rules.BEFORE <= now < begins + rules.AFTER


def _work(walk: Walk) -> field.Work:
    assert walk.begins is not None
    noted = ngettext("%d finding noted", "%d findings noted", walk.findings) % walk.findings
    return field.Work(
        key=f"walks/{walk.id}", title=walk.title, where=walk.place, left=noted, due=walk.begins + rules.AFTER,
        total=walk.findings,
        tried=walk.findings, done=walk.findings,
    )  # fmt: skip


def _subject(walk: Walk) -> dict[str, Any]:
    """The walk, its stops to point at, and what was found on it or near its way."""
    stops = _stops(walk)
    start = stops[0] if stops else {"lon": 0.0, "lat": 0.0}
    return {
        "id": walk.id, "place": walk.title, "lon": start["lon"], "lat": start["lat"], "meets": walk.place,
        "stops": stops, "way": _way(walk), "found": [_told(each, walk) for each in _around(walk)],
    }  # fmt: skip


def _stops(walk: Walk) -> list[dict[str, Any]]:
    stops = route.known(walk.stops)
    lon, lat = places.degrees(x=[each.point.x for each in stops], y=[each.point.y for each in stops])
    return [
        {"name": each.name, "lon": round(float(x), 6), "lat": round(float(y), 6)}
        for each, x, y in zip(stops, lon, lat, strict=True)
    ]


def _way(walk: Walk) -> str:
    """How far it is, empty where no way is drawn."""
    said = {"m": walk.length_m, "minutes": rules.minutes(walk.length_m)}
    return _("The way is %(m)d m, about %(minutes)d minutes.") % said if walk.length_m else ""


def _around(walk: Walk) -> list[Finding]:
    every = rows.Finding.objects.exclude(state="joined").values_list("pk", "walk_id", "point")
    ids = [pk for pk, walk_id, point in every if walk_id == walk.id or _is_near(point, walk)]
    return list(reading.findings(ids=ids[-MOST_SHOWN:]))


def _is_near(point: Point, walk: Walk) -> bool:
    away = rules.from_route(point, walk.route)
    return away is not None and away <= AROUND_M


def _told(finding: Finding, walk: Walk) -> dict[str, Any]:
    return {
        "id": finding.id, "number": finding.number, "own": finding.walk_id == walk.id, "walk": finding.walk,
        "category": finding.category, "feels": finding.feels or finding.shown, "lon": finding.lon,
        "lat": finding.lat, "state": str(words.FOUND[finding.state]),
    }  # fmt: skip


WORDS: Final[dict[str, str | Promise | dict[str, str | Promise]]] = {
    "walks_saved": field.counted(
        gettext_lazy("Saved on this phone {time}, {n} finding"),
        gettext_lazy("Saved on this phone {time}, {n} findings"),
    ),
    "walks_noted": field.counted(gettext_lazy("{n} finding noted"), gettext_lazy("{n} findings noted")),
    "walks_new": gettext_lazy("Note something"),
    "walks_about": pgettext_lazy("finding", "What it is about"),
    "walks_choose": gettext_lazy("Choose"),
    "walks_feels": gettext_lazy("What feels unsafe, or good"),
    "walks_why": gettext_lazy("Why"),
    "walks_proposal": gettext_lazy("Proposal"),
    "walks_where": gettext_lazy("Where"),
    "walks_here": gettext_lazy("Where I stand"),
    "walks_locating": gettext_lazy("Looking for where you stand …"),
    "walks_placed": gettext_lazy("Your place is known to {m} m."),
    "walks_vague": gettext_lazy("Your place is known to {m} m only. Choose a stop where that is too little."),
    "walks_no_place": gettext_lazy("The phone can’t say where you stand. Choose a stop."),
    "walks_save": gettext_lazy("Save the finding"),
    "walks_missing": gettext_lazy("Say what it is about, what feels unsafe or good, and where."),
    "walks_near": gettext_lazy("This was found near by. Nothing is saved yet: is it the same?"),
    "walks_another": gettext_lazy("No, it is another one"),
    "walks_same": gettext_lazy("Yes, the same as {n}"),
    "walks_metres": gettext_lazy("{m} m away"),
    "walks_no_names": gettext_lazy("No names of persons."),
    "walks_of": gettext_lazy("{walk}, {n}"),
}


def codes() -> Mapping[str, Mapping[str, str]]:
    """What findings are about, in words."""
    return {"findings": {code: str(said) for code, said in words.CATEGORIES.items()}}


WALK: Final = field.Subject(
    kind="safety_walk", record=WalkRecord, take=take, work=lists, words=WORDS, codes=codes, lists=listing,
    path="walks", may="walk.note", photo=photo_of,
)  # fmt: skip
