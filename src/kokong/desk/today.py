"""What waits today, in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokong.incidents import api as incidents
from kokong.measures.cocoons import api as cocoons
from kokong.people import api as people
from kokong.places import api as places
from kokong.tasks import api as tasks

from . import rules, words

SHOWN: Final = 6


@dataclass(frozen=True)
class Line:
    """One thing that waits: what, why, and where it is dealt with."""

    title: str
    detail: str
    url: str
    moment: datetime | None = None
    due: datetime | None = None
    counts: cocoons.Coverage | None = None


@dataclass(frozen=True)
class Section:
    """Things of one sort that wait; `more` of them are not shown here but at `url`."""

    key: str
    title: str
    lines: Sequence[Line]
    total: int
    url: str

    @property
    def more(self) -> int:
        """How many there are beyond those shown."""
        return self.total - len(self.lines)


@dataclass(frozen=True)
class Today:
    """The day at the desk: burglaries first, what is smaller beside them. Sections hold something.

    What is `walking` does not wait: rounds are out, within their first 24 hours.
    """

    reach: rules.Reach
    since: datetime
    first: Sequence[Section]
    second: Sequence[Section]
    walking: Section

    @property
    def quiet(self) -> bool:
        """Whether nothing waits."""
        return not self.first and not self.second

    @property
    def columns(self) -> list[Sequence[Section]]:
        """The columns that hold something."""
        return [column for column in (self.first, self.second) if column]


@dataclass(frozen=True)
class _Known:
    """Everything looked up, each once."""

    addresses: Mapping[int, str]
    counts: Mapping[int, cocoons.Coverage]
    walked: frozenset[int]
    names: Mapping[int, str]

    def address(self, dwelling_id: int | None) -> str:
        return self.addresses.get(dwelling_id or 0) or _("Address no longer kept")


def today(*, actor: people.Actor, now: datetime) -> Today:
    """What waits for this person now, and how far the last four weeks' cocoons reached."""
    since = now - rules.COVERED
    drafts = incidents.burglaries(states=("draft",)) if actor.may("burglary.confirm") else ()
    active = cocoons.open_cocoons(now=now)
    lately = cocoons.cocoons(since=since - rules.LONGEST_CLOCK)
    ended = [c for c in lately if since <= c.due <= now and not c.closed]
    opened = {c.burglary_id for c in (*active, *lately)}
    fresh = [b for b in incidents.burglaries(since=now - rules.RECENT) if b.id not in opened and _waits(b, now)]
    walking = cocoons.rounds_of(cocoon_ids=[c.id for c in active], now=now)
    revisits, phones = cocoons.revisits(now=now), cocoons.silent_devices(now=now)
    waiting = tasks.tasks(actor=actor, limit=SHOWN)
    known = _Known(
        addresses=_addresses(
            chain(
                (b.dwelling_id for b in (*drafts, *fresh)),
                (c.dwelling_id for c in active),
                (task.dwelling_id for task in waiting),
            )
        ),
        counts=cocoons.coverage(cocoon_ids=[c.id for c in (*active, *ended)]),
        walked=frozenset(key for key, rounds in walking.items() if rounds),
        names=people.names(
            user_ids=frozenset([*(p.user_id for p in phones), *(b.reported_by or 0 for b in drafts)])
        ),
    )
    burglaries = (
        _drafts(drafts, known),
        _unassigned(fresh, active, known, now=now),
        _late(active, known, now=now),
    )
    smaller = (_tasks(waiting, known, actor=actor), _revisits(revisits), _phones(phones, known))
    return Today(
        reach=rules.together(known.counts[c.id] for c in ended if c.id in known.counts),
        since=since,
        first=[section for section in burglaries if section.total],
        second=[section for section in smaller if section.total],
        walking=_walking(active, known, now=now),
    )


def _waits(burglary: incidents.Burglary, now: datetime) -> bool:
    """Whether a confirmed burglary without a cocoon should have one: imported history should not."""
    return burglary.confirmed_at is not None and now - burglary.confirmed_at < rules.RECENT


def _addresses(ids: Iterable[int | None]) -> dict[int, str]:
    return {key: home.address for key, home in places.dwellings(ids={each for each in ids if each}).items()}


def _section(key: str, title: str, lines: Sequence[Line], *, url: str) -> Section:
    return Section(key, title, lines[:SHOWN], len(lines), url)


def _page(burglary_id: int) -> str:
    return reverse("desk:burglary", args=[burglary_id])


def _drafts(drafts: Sequence[incidents.Burglary], known: _Known) -> Section:
    lines = [
        Line(
            title=known.address(b.dwelling_id),
            detail=_reported(known.names.get(b.reported_by or 0)),
            url=_page(b.id),
            moment=b.reported_at,
        )
        for b in sorted(drafts, key=lambda b: b.reported_at)
    ]
    return _section("drafts", _("To confirm"), lines, url=reverse("incidents:list") + "?state=draft")


def _reported(who: str | None) -> str:
    return _("Reported by %s") % who if who else _("Reported")


def _unassigned(
    fresh: Sequence[incidents.Burglary], active: Sequence[cocoons.Cocoon], known: _Known, *, now: datetime
) -> Section:
    choosing = [
        Line(known.address(b.dwelling_id), _("Choosing doors…"), _page(b.id), moment=b.confirmed_at) for b in fresh
    ]
    waiting = [
        _cocoon(c, known) for c in sorted(active, key=lambda c: (c.due, c.id)) if _nobody_walks(c, known, now)
    ]
    return _section("unassigned", _("Burglaries without a round"), choosing + waiting, url=reverse("cocoons:list"))


def _late(active: Sequence[cocoons.Cocoon], known: _Known, *, now: datetime) -> Section:
    lines = [
        _cocoon(c, known, ring=True)
        for c in sorted(active, key=lambda c: (c.due <= now, c.due, c.id))
        if now - c.opened >= rules.LATE and _left(known, c) and not _nobody_walks(c, known, now)
    ]
    return _section("late", _("Cocoons past 24 hours"), lines, url=reverse("cocoons:list"))


def _walking(active: Sequence[cocoons.Cocoon], known: _Known, *, now: datetime) -> Section:
    lines = [
        _cocoon(c, known, ring=True)
        for c in sorted(active, key=lambda c: (c.due, c.id))
        if c.id in known.walked and now - c.opened < rules.LATE and _left(known, c)
    ]
    return _section("walking", _("Being visited now"), lines, url=reverse("cocoons:list"))


def _cocoon(found: cocoons.Cocoon, known: _Known, *, ring: bool = False) -> Line:
    counts = known.counts[found.id]
    return Line(
        title=known.address(found.dwelling_id),
        detail=words.doors_left(counts),
        url=_page(found.burglary_id),
        due=found.due,
        counts=counts if ring else None,
    )


def _nobody_walks(cocoon: cocoons.Cocoon, known: _Known, now: datetime) -> bool:
    """No round is out, and the clock still runs or nobody has been there at all."""
    untouched = now < cocoon.due or known.counts[cocoon.id].visited == 0
    return cocoon.id not in known.walked and _left(known, cocoon) and untouched


def _left(known: _Known, cocoon: cocoons.Cocoon) -> bool:
    counts = known.counts.get(cocoon.id)
    return counts is not None and counts.visited < counts.eligible


def _revisits(revisits: Sequence[cocoons.Revisit]) -> Section:
    lines = [
        Line(r.door.address, words.outcome(r.door.outcome), _page(r.burglary_id), moment=r.when) for r in revisits
    ]
    return _section("revisits", _("Doors to visit again"), lines, url=reverse("cocoons:list") + "#again")


def _tasks(waiting: Sequence[tasks.Task], known: _Known, *, actor: people.Actor) -> Section:
    """What households wish for, and whatever else is to be done; the longest wait first."""
    page = reverse("tasks:list")
    lines = [
        Line(known.address(t.dwelling_id), str(t.kind.words), f"{page}#task-{t.id}", moment=t.opened)
        for t in waiting
    ]
    total = len(lines) if len(lines) < SHOWN else tasks.count(actor=actor)
    return Section("tasks", _("To do"), lines, total, url=page)


def _phones(phones: Sequence[cocoons.SilentDevice], known: _Known) -> Section:
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
    return Section("phones", title, lines, len(lines), url="")  # nowhere else, so all of them
