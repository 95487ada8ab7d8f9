"""What happened around a burglary, in order, in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokong.incidents import api as incidents
from kokong.measures.cocoons import api as cocoons

from . import words


@dataclass(frozen=True)
class Moment:
    """One line. What lies ahead is not `done`."""

    at: datetime
    title: str
    detail: str = ""
    done: bool = True


def user_ids(
    history: Sequence[incidents.Version], doors: Sequence[cocoons.Door], rounds: Sequence[cocoons.Round]
) -> frozenset[int]:
    """Everybody who appears."""
    found = {v.user_id for v in history} | {d.visited_by for d in doors}
    return frozenset(found.union(*(r.visitor_ids for r in rounds)) - {None})  # type: ignore[arg-type]


def moments(
    *,
    history: Sequence[incidents.Version],
    cocoon: cocoons.Cocoon | None,
    doors: Sequence[cocoons.Door],
    rounds: Sequence[cocoons.Round],
    names: Mapping[int, str],
    now: datetime,
) -> tuple[Moment, ...]:
    """What happened, oldest first, and after it the deadlines that lie ahead."""
    found = [_change(version, names) for version in history]
    found += [_round(each, names) for each in rounds]
    found += _visits(doors, names)
    if cocoon is not None:
        found.append(Moment(cocoon.opened, _("Cocoon opened"), _count(doors)))
        found += _clocks(cocoon, now)
    return tuple(sorted(found, key=lambda m: (m.at, not m.done)))


def _change(version: incidents.Version, names: Mapping[int, str]) -> Moment:
    who = names.get(version.user_id or 0, "")
    said = f"“{version.reason}”" if version.reason else ""
    title = words.said(incidents.words.ACTIONS, version.action)
    return Moment(version.at, title, " · ".join(filter(None, (who, said))))


def _count(doors: Sequence[cocoons.Door]) -> str:
    number = sum(door.state != "dropped" for door in doors)
    return ngettext("%d door chosen", "%d doors chosen", number) % number if number else ""


def _round(each: cocoons.Round, names: Mapping[int, str]) -> Moment:
    who = _people(names.get(key, "") for key in each.visitor_ids)
    title = ngettext("Round of %d door", "Round of %d doors", each.doors) % each.doors
    return Moment(each.created, title, who or _("For anybody in the field"))


def _people(names: Iterable[str]) -> str:
    return _(" and ").join(filter(None, names))


def _visits(doors: Sequence[cocoons.Door], names: Mapping[int, str]) -> list[Moment]:
    """One line per visitor and day, at the time of the last door."""
    days: dict[tuple[int | None, date], list[cocoons.Door]] = defaultdict(list)
    for door in doors:
        if door.visited_at and door.state != "shared":
            days[door.visited_by, timezone.localdate(door.visited_at)].append(door)
    return [_day(visited, names.get(who or 0, "")) for (who, _on), visited in days.items()]


def _day(visited: Sequence[cocoons.Door], who: str) -> Moment:
    talked = sum(door.outcome == "talked" for door in visited)
    title = ngettext("%d door visited", "%d doors visited", len(visited)) % len(visited)
    spoke = ngettext("%d talked to", "%d talked to", talked) % talked
    return Moment(
        max(door.visited_at for door in visited if door.visited_at), title, " · ".join(filter(None, (who, spoke)))
    )


def _clocks(cocoon: cocoons.Cocoon, now: datetime) -> list[Moment]:
    if cocoon.closed:
        return [Moment(cocoon.closed, _("Cocoon closed"))]
    ends = [(cocoon.due, _("48 hours end")), (cocoon.watch_until, _("Watching ends"))]
    return [Moment(at, title, done=at <= now) for at, title in ends]
