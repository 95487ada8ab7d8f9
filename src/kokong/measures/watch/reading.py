"""Groups as values, with what is counted of them. Nobody is named here: rosters are in `roster`."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, QuerySet
from django.utils import timezone

from kokong.kernel.fields import Point
from kokong.kernel.moves import history
from kokong.places import api as places

from . import models as rows
from . import rules, splitting
from .values import Group, GroupMissing


@dataclass(frozen=True)
class _Counts:
    """What is counted of one group."""

    homes: int = 0
    joined: int = 0
    declined: int = 0
    contacts: int = 0
    heads: int = 0


NOTHING: Final = _Counts()


def setting() -> rules.Setting:
    """What the municipality has decided, or what is usual."""
    row = rows.Setting.objects.first()
    if row is None:
        return rules.STANDARD
    return rules.Setting(row.fewest, row.most, row.head_from, row.least_share, row.approve)


def groups(*, states: Iterable[str] | None = None, ids: Iterable[int] | None = None) -> tuple[Group, ...]:
    """The groups that whoever acts may see, by name; those in some states, or some of them."""
    found = rows.Group.objects.order_by("name", "pk")
    if states is not None:
        found = found.filter(state__in=list(states))
    return values(found if ids is None else found.filter(pk__in=set(ids)))


def group(*, group_id: int) -> Group:
    """One group. Raises GroupMissing."""
    found = values(rows.Group.objects.filter(pk=group_id))
    if not found:
        raise GroupMissing("")
    return found[0]


def moved_to(*, group_id: int) -> str:
    """Which municipality has a group now; empty where none has, or it has been taken up again here."""
    moves = history(subject="watch_group", subject_id=group_id)
    return moves[-1].reason if moves and moves[-1].action == "hand_over" else ""


def may_order_signs(*, group_id: int) -> bool:
    """Whether a group may have signs; False for one that isn't here."""
    state = rows.Group.objects.filter(pk=group_id).values_list("state", flat=True).first()
    return state is not None and rules.may_order_signs(state)


def groups_at(*, dwelling_id: int) -> tuple[Group, ...]:
    """The groups in whose area a home lies, those that are not closed."""
    home = places.dwelling(dwelling_id=dwelling_id)
    if home is None:
        return ()
    areas = {area.id for area in places.areas_at(point=Point(home.x, home.y))}
    return values(rows.Group.objects.filter(area_id__in=areas, state__in=rules.GOES_ON).order_by("name", "pk"))


def homes_of(*, groups: Sequence[Group] | Sequence[rows.Group]) -> dict[int, tuple[int, ...]]:
    """Ids of the dwellings in each group's area, by the group's number."""
    by_area = places.homes_by_area(area_ids={each.area_id for each in groups})
    number = {each: (each.id if isinstance(each, Group) else each.pk) for each in groups}
    return {number[each]: by_area.get(each.area_id, ()) for each in groups}


def values(found: QuerySet[rows.Group]) -> tuple[Group, ...]:
    """Rows as values, with four queries more however many."""
    listed = list(found)
    counts = _counted(listed) if listed else {}
    decided, today = setting(), timezone.localdate()
    return tuple(_value(row, counts.get(row.pk, NOTHING), decided, today) for row in listed)


def suggested(*, group_id: int) -> tuple[splitting.Part, ...]:
    """How a group could be split so that each part has its own contact person; one part where it need not be."""
    row = rows.Group.objects.filter(pk=group_id).first()
    if row is None:
        raise GroupMissing("")
    known = places.dwellings(ids=homes_of(groups=[row])[row.pk])
    homes = [splitting.Home(h.id, h.x, h.y, h.street, h.homes) for h in known.values()]
    return splitting.parts(sorted(homes, key=lambda h: h.id), most=setting().most)


def _counted(listed: Sequence[rows.Group]) -> Mapping[int, _Counts]:
    inside = homes_of(groups=listed)
    answers = _answers([row.pk for row in listed])
    known = places.dwellings(ids={home for homes in inside.values() for home in homes} | {h for _g, h in answers})
    size = {number: max(1, home.homes) for number, home in known.items()}
    people = _people([row.pk for row in listed])
    return {
        row.pk: _Counts(
            homes=sum(size[home] for home in inside[row.pk]),
            **_by_answer(answers, row.pk, set(inside[row.pk])),
            contacts=people[row.pk]["contact"] + people[row.pk]["head"],
            heads=people[row.pk]["head"],
        )
        for row in listed
    }


def _answers(group_ids: Sequence[int]) -> dict[tuple[int, int], str]:
    found = rows.Household.objects.filter(group_id__in=group_ids)
    return {(group, home): state for group, home, state in found.values_list("group_id", "dwelling_id", "state")}


def _by_answer(answers: Mapping[tuple[int, int], str], group_id: int, inside: set[int]) -> dict[str, int]:
    """Of the homes in the area alone: one that was left out of it since counts no more."""
    counted = Counter(state for (group, home), state in answers.items() if group == group_id and home in inside)
    return {"joined": counted["joined"], "declined": counted["declined"]}


def _people(group_ids: Sequence[int]) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    there = rows.Member.objects.filter(group_id__in=group_ids, left=None, joined__isnull=False)
    for group, role, count in there.values_list("group_id", "role").annotate(n=Count("pk")):
        found[group][role] = count
    return found


def _value(row: rows.Group, counts: _Counts, decided: rules.Setting, today: date) -> Group:
    since = None if row.active_since is None else timezone.localdate(row.active_since)
    known = vars(counts)
    said = {name: known[name] for name in ("homes", "joined", "contacts", "heads")}
    return Group(
        id=row.pk, name=row.name, state=row.state, area_id=row.area_id, began=row.began,
        active_since=row.active_since, ended=row.ended, met=row.met, checked=row.checked, speaker=row.speaker,
        **known,
        blocks=rules.blocks(**said, setting=decided),
        stale=row.state in rules.GOES_ON
        and rules.is_stale(checked=row.checked, began=timezone.localdate(row.began), today=today),
        lacks=rules.lacks_contacts(joined=counts.joined, contacts=counts.contacts, setting=decided),
        meeting_due=rules.meeting_due(met=row.met, since=since) if row.state in {"active", "dormant"} else None,
    )  # fmt: skip
