"""Alerts as values, and the groups that one is for."""

from collections.abc import Iterable, Sequence

from kokong.places import api as places

from .. import models as rows
from .. import reading as groups
from .. import rules as lives
from ..values import Group
from . import rules
from .values import Alert, AlertMissing, Draft, Word


def alert(*, alert_id: int) -> Alert:
    """One alert. Raises AlertMissing."""
    row = rows.Alert.objects.prefetch_related("words").filter(pk=alert_id).first()
    if row is None:
        raise AlertMissing("")
    return value(row)


def alerts(*, states: Iterable[str] | None = None, limit: int = 500) -> tuple[Alert, ...]:
    """Alerts that whoever acts may see, the newest first; those in some states."""
    found = rows.Alert.objects.prefetch_related("words").order_by("-made", "-pk")
    return tuple(value(row) for row in (found if states is None else found.filter(state__in=list(states)))[:limit])


def value(row: rows.Alert) -> Alert:
    """A row as a value; before it went out, the groups that it would go to now."""
    told = tuple(row.told) if row.state in rules.STARTED else goes_to(row.groups, row.areas)
    quiet = (row.quiet_from, row.quiet_until) if row.quiet_from and row.quiet_until else None
    draft = Draft(
        row.title, row.text, row.short, row.urgency, tuple(row.groups), tuple(row.areas), tuple(row.ways),
        row.expires, quiet,
    )  # fmt: skip
    words = sorted(row.words.all(), key=lambda each: (each.at, each.pk))
    return Alert(
        row.pk, draft, row.state, row.version, row.proposed_by, row.burglary, told, row.by, row.made, row.out,
        row.ended, tuple(Word(each.what, each.text, each.at) for each in words),
    )  # fmt: skip


def standing(found: Alert) -> rules.Standing:
    """How an alert stands, as far as moves ask."""
    return rules.Standing(
        found.state, found.draft.urgency, found.draft.expires, found.proposed_by, groups.setting().approve,
        len(found.told), len(found.draft.ways),
    )  # fmt: skip


def chosen(group_ids: Iterable[int], area_ids: Iterable[int]) -> tuple[Group, ...]:
    """The groups that were chosen, by themselves or by an area in which a home of theirs lies; closed ones too."""
    wanted, areas = set(group_ids), set(area_ids)
    if not wanted and not areas:
        return ()
    every = groups.groups()
    return tuple(each for each in every if each.id in wanted | _near(every, areas))


def _near(every: Sequence[Group], area_ids: set[int]) -> set[int]:
    """The groups that go on and of which a home lies in some areas."""
    inside = {home for homes in places.homes_by_area(area_ids=area_ids).values() for home in homes}
    if not inside:
        return set()
    homes = groups.homes_of(groups=every)
    return {each.id for each in every if each.state in lives.GOES_ON and not inside.isdisjoint(homes[each.id])}


def goes_to(group_ids: Iterable[int], area_ids: Iterable[int]) -> tuple[int, ...]:
    """Ids of those of the chosen groups that go on."""
    return tuple(each.id for each in chosen(group_ids, area_ids) if each.state in lives.GOES_ON)
