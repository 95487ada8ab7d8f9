"""What of the cocoons waits today, in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokong.field import api as field
from kokong.incidents import api as incidents
from kokong.kernel.measure import Figure
from kokong.kernel.today import Day, Line, Panel, Section, section
from kokong.people import api as people
from kokong.places import api as places

from . import api, weeks, words
from .reach import COVERED, LONGEST_CLOCK, Reach, together
from .values import Cocoon, Coverage, Revisit

RECENT: Final = timedelta(days=14)
LATE: Final = timedelta(hours=24)


@dataclass(frozen=True)
class _Known:
    """Everything looked up, each once."""

    addresses: Mapping[int, str]
    counts: Mapping[int, Coverage]
    walked: frozenset[int]
    names: Mapping[int, str]

    def address(self, dwelling_id: int | None) -> str:
        return self.addresses.get(dwelling_id or 0) or _("Address no longer kept")


def day(*, actor: people.Actor, now: datetime) -> Day:
    """What waits for whoever plans rounds, and how far the last four weeks' cocoons reached."""
    if not actor.may("cocoon.see"):
        return Day()
    since = now - weeks.SHOWN
    active = api.open_cocoons(now=now)
    lately = api.cocoons(since=since - LONGEST_CLOCK)
    ended = [c for c in lately if since <= c.due <= now and not c.closed]
    opened = {c.burglary_id for c in (*active, *lately)}
    fresh = [b for b in incidents.burglaries(since=now - RECENT) if b.id not in opened and _waits(b, now)]
    walking = api.rounds_of(cocoon_ids=[c.id for c in active], now=now)
    phones = field.silent_devices(now=now)
    known = _Known(
        addresses=_addresses([*(b.dwelling_id for b in fresh), *(c.dwelling_id for c in active)]),
        counts=api.coverage(cocoon_ids=[c.id for c in (*active, *ended)]),
        walked=frozenset(key for key, rounds in walking.items() if rounds),
        names=people.names(user_ids=frozenset(phone.user_id for phone in phones)),
    )
    counted = [(c.due, known.counts[c.id]) for c in ended if c.id in known.counts]
    reach = together(counts for due, counts in counted if now - COVERED <= due)
    by_week = weeks.by_week(
        ((timezone.localdate(due), counts) for due, counts in counted), today=timezone.localdate(now)
    )
    return Day(
        sections=(
            _unassigned(fresh, active, known, now=now),
            _late(active, known, now=now),
            _revisits(api.revisits(now=now)),
            _phones(phones, known),
            _walking(active, known, now=now),
        ),
        panels=(Panel("cocoons/partials/reach.html", _shown(reach, by_week)),),
    )


def _shown(reach: Reach, by_week: Sequence[weeks.Week]) -> dict[str, Any]:
    said = weeks.sentence(by_week)
    chart = weeks.picture(by_week) if said else None
    return {"reach": reach, "sentence": words.reach(reach), "chart": chart, "by_week": said}


def start(request: HttpRequest) -> str:
    """Whoever only walks rounds works on their page."""
    actor: people.Actor | None = getattr(request, "actor", None)
    return "field:rounds" if actor is not None and actor.may("round.visit") else ""


def figure(*, actor: people.Actor, now: datetime) -> Figure:
    """Coverage of the last four weeks, and how many cocoons are open."""
    reach = day(actor=actor, now=now).panels[0].shown["reach"]
    percent = "–" if reach.percent is None else f"{reach.percent} %"
    waits = len(api.open_cocoons(now=now))
    return Figure(percent, _("of the homes were talked to within 48 hours"), waits, reverse("cocoons:list"))


def _waits(burglary: incidents.Burglary, now: datetime) -> bool:
    """Whether a confirmed burglary without a cocoon should have one: imported history should not."""
    return burglary.confirmed_at is not None and now - burglary.confirmed_at < RECENT


def _addresses(ids: Iterable[int]) -> dict[int, str]:
    return {key: home.address for key, home in places.dwellings(ids=set(ids)).items()}


def _page(burglary_id: int) -> str:
    return reverse("desk:burglary", args=[burglary_id])


def _unassigned(
    fresh: Sequence[incidents.Burglary], active: Sequence[Cocoon], known: _Known, *, now: datetime
) -> Section:
    choosing = [
        Line(known.address(b.dwelling_id), _("Choosing doors…"), _page(b.id), moment=b.confirmed_at) for b in fresh
    ]
    waiting = [
        _cocoon(c, known) for c in sorted(active, key=lambda c: (c.due, c.id)) if _nobody_walks(c, known, now)
    ]
    return section("unassigned", _("Burglaries without a round"), choosing + waiting, url=reverse("cocoons:list"))


def _late(active: Sequence[Cocoon], known: _Known, *, now: datetime) -> Section:
    lines = [
        _cocoon(c, known, ring=True)
        for c in sorted(active, key=lambda c: (c.due <= now, c.due, c.id))
        if now - c.opened >= LATE and _left(known, c) and not _nobody_walks(c, known, now)
    ]
    return section("late", _("Cocoons past 24 hours"), lines, url=reverse("cocoons:list"))


def _walking(active: Sequence[Cocoon], known: _Known, *, now: datetime) -> Section:
    """Rounds that are out, within their first 24 hours."""
    lines = [
        _cocoon(c, known, ring=True)
        for c in sorted(active, key=lambda c: (c.due, c.id))
        if c.id in known.walked and now - c.opened < LATE and _left(known, c)
    ]
    return section("walking", _("Being visited now"), lines, url=reverse("cocoons:list"), column="below")


def _cocoon(found: Cocoon, known: _Known, *, ring: bool = False) -> Line:
    counts = known.counts[found.id]
    return Line(
        title=known.address(found.dwelling_id),
        detail=words.homes_left(counts),
        url=_page(found.burglary_id),
        due=found.due,
        counts=counts if ring else None,
    )


def _nobody_walks(cocoon: Cocoon, known: _Known, now: datetime) -> bool:
    """No round is out, and the clock still runs or nobody has been there at all."""
    untouched = now < cocoon.due or known.counts[cocoon.id].visited == 0
    return cocoon.id not in known.walked and _left(known, cocoon) and untouched


def _left(known: _Known, cocoon: Cocoon) -> bool:
    counts = known.counts.get(cocoon.id)
    return counts is not None and counts.visited < counts.eligible


def _revisits(revisits: Sequence[Revisit]) -> Section:
    lines = [
        Line(r.door.address, words.outcome(r.door.outcome), _page(r.burglary_id), moment=r.when) for r in revisits
    ]
    page = reverse("cocoons:list") + "#again"
    return section("revisits", _("Doors to visit again"), lines, url=page, column="second")


def _phones(phones: Sequence[field.SilentDevice], known: _Known) -> Section:
    lines = [
        Line(
            title=known.names.get(p.user_id) or _("Somebody who no longer works here"),
            detail=ngettext("%d visit not sent", "%d visits not sent", p.waiting) % p.waiting,
            url="",
            moment=p.seen,
        )
        for p in phones
    ]
    title = _("Phones that hold unsent visits")
    return Section("phones", title, lines, len(lines), "", "second")  # nowhere else, so all of them
