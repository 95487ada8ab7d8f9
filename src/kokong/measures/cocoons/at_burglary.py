"""The cocoon on the page of its burglary: clock, next step, coverage, doors, rounds, and what happened."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokong.incidents import api as incidents
from kokong.kernel.shown import Action, Moment, Part, Step
from kokong.kernel.today import Panel
from kokong.people import api as people

from . import api, case, rules, words
from .values import Cocoon, Coverage, Door, Round

OPENED_WITHIN: Final = timedelta(days=14)  # imported history has no cocoon, and none is coming
_OVER: Final = frozenset({"done", "no_doors", "over", "ended", None})  # nobody has to go there any more


def part(*, burglary: incidents.Burglary, actor: people.Actor, now: datetime) -> Part:
    """The cocoon of a burglary, in a fixed number of queries; nothing for history that was imported."""
    if not actor.may("cocoon.see"):
        return Part()
    cocoon = api.cocoon_for(burglary_id=burglary.id)
    if cocoon is None:
        confirmed = burglary.confirmed_at
        waits = burglary.state == "confirmed" and confirmed is not None and now - confirmed < OPENED_WITHIN
        return Part(step=Step(str(words.STEPS["choosing"]), waits=True) if waits else None)
    doors = api.doors(cocoon_id=cocoon.id)
    rounds = api.rounds(cocoon_id=cocoon.id)
    counts = api.coverage(cocoon_ids=[cocoon.id])[cocoon.id]
    names = people.names(user_ids=_user_ids(doors, rounds))
    step = _step(cocoon, counts, doors, rounds, now=now)
    plan = case.may_plan(cocoon, actor)
    return Part(
        step=_said(step, cocoon) if step else None,
        top=(Panel("cocoons/at_burglary/clock.html", case.clock(cocoon, runs=step not in _OVER)),),
        above=(Panel("cocoons/at_burglary/reach.html", {"counts": counts, "walking": step == "walk"}),),
        tools=(Panel("cocoons/at_burglary/lasso.html", {}),) if plan and cocoon.ended is None else (),
        below=(
            Panel("cocoons/at_burglary/doors.html", case.doors(cocoon, doors, names, editable=plan)),
            Panel(
                "cocoons/at_burglary/rounds.html", case.rounds(cocoon, doors, rounds, names, plan=plan, now=now)
            ),
        ),
        moments=(*_rounds(rounds, names), *_visits(doors, names), *_clocks(cocoon, doors, now)),
        drawn=(reverse("cocoons:doors", args=[cocoon.id]),),
    )


def _user_ids(doors: Sequence[Door], rounds: Sequence[Round]) -> frozenset[int]:
    found = {door.visited_by for door in doors}.union(*(each.visitor_ids for each in rounds))
    return frozenset(key for key in found if key is not None)


def _step(
    cocoon: Cocoon, counts: Coverage, doors: Sequence[Door], rounds: Sequence[Round], *, now: datetime
) -> rules.Step | None:
    return rules.next_step(
        closed=cocoon.closed is not None,
        ended=cocoon.ended is not None,
        watching=now < cocoon.watch_until,
        counts=counts,
        walking=any(each.active(now) and each.left for each in rounds),
        untried=sum(rules.untried(door) for door in doors),
    )


def _said(step: rules.Step, cocoon: Cocoon) -> Step:
    page = case.address(cocoon, "rounds")
    actions = {
        "assign": Action(_("Assign the doors"), page, "person-group"),
        "revisit": Action(_("Plan another round"), page, "person-group"),
        "walk": Action(_("See the round"), page, "clipboard"),
    }
    return Step(str(words.STEPS[step]), action=actions.get(step))


def _rounds(rounds: Sequence[Round], names: Mapping[int, str]) -> list[Moment]:
    return [
        Moment(
            each.created,
            ngettext("Round of %d door", "Round of %d doors", each.doors) % each.doors,
            _people(names.get(key, "") for key in each.visitor_ids) or _("For anybody in the field"),
        )
        for each in rounds
    ]


def _people(names: Iterable[str]) -> str:
    return _(" and ").join(filter(None, names))


def _visits(doors: Sequence[Door], names: Mapping[int, str]) -> list[Moment]:
    """One line per visitor and day, at the time of the last door."""
    days: dict[tuple[int | None, date], list[Door]] = defaultdict(list)
    for door in doors:
        if door.visited_at and door.state != "shared":
            days[door.visited_by, timezone.localdate(door.visited_at)].append(door)
    return [_day(visited, names.get(who or 0, "")) for (who, _on), visited in days.items()]


def _day(visited: Sequence[Door], who: str) -> Moment:
    talked = sum(max(1, door.reached) for door in visited if door.outcome == "talked")
    title = ngettext("%d door visited", "%d doors visited", len(visited)) % len(visited)
    spoke = ngettext("%d talked to", "%d talked to", talked) % talked
    last = max(door.visited_at for door in visited if door.visited_at)
    return Moment(last, title, " · ".join(filter(None, (who, spoke))))


def _clocks(cocoon: Cocoon, doors: Sequence[Door], now: datetime) -> list[Moment]:
    number = sum(door.state != "dropped" for door in doors)
    chosen = ngettext("%d door chosen", "%d doors chosen", number) % number if number else ""
    opened = Moment(cocoon.opened, _("Cocoon opened"), chosen)
    if cocoon.closed:
        return [opened, Moment(cocoon.closed, _("Cocoon closed"))]
    ends = [(cocoon.due, _("48 hours end")), (cocoon.watch_until, _("Watching ends"))]
    return [opened, *(Moment(at, title, done=at <= now) for at, title in ends)]
