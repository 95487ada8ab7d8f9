"""What a person wants to be told, by which ways, and when not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.people import api as people

from . import kinds, rules
from . import models as rows
from .rules import Quiet, Way
from .values import Refused


@dataclass(frozen=True)
class Choice:
    """One kind as its person's page shows it: each way, and whether they are told by it."""

    kind: kinds.Kind
    ways: Mapping[Way, bool]


def wants(kind: kinds.Kind, way: Way, *, user_id: int) -> bool:
    """Whether a person wants to be told of this kind by this way."""
    told = rows.Preference.objects.filter(user_id=user_id, kind=kind.code, way=way).values_list("way", "on")
    return rules.wanted(way, usual=kind.usual, may_turn_off=kind.may_turn_off, chosen=dict(told))


def willing(kind: kinds.Kind, *, user_ids: frozenset[int]) -> Callable[[int, Way], bool]:
    """Which of some people want to be told of this kind by which way, asked of all at once."""
    told: dict[int, dict[str, bool]] = {}
    mine = rows.Preference.objects.filter(user_id__in=user_ids, kind=kind.code)
    for user_id, way, on in mine.values_list("user_id", "way", "on") if kind.may_turn_off else ():
        told.setdefault(user_id, {})[way] = on
    return lambda user_id, way: rules.wanted(
        way, usual=kind.usual, may_turn_off=kind.may_turn_off, chosen=told.get(user_id, {})
    )


def switched_on(*, kind: str, way: Way, after: int, limit: int) -> tuple[int, ...]:
    """The first people beyond a number who have themselves switched a kind on by a way."""
    found = rows.Preference.objects.filter(kind=kind, way=way, on=True, user_id__gt=after).order_by("user_id")
    return tuple(found.values_list("user_id", flat=True)[:limit])


def choices(*, actor: people.Actor) -> tuple[Choice, ...]:
    """The kinds that this person is told of, and what they chose."""
    mine = rows.Preference.objects.filter(user_id=actor.user_id).values_list("kind", "way", "on")
    told: dict[str, dict[str, bool]] = {}
    for code, way, on in mine:
        told.setdefault(code, {})[way] = on
    return tuple(
        Choice(
            kind,
            {
                way: rules.wanted(
                    way, usual=kind.usual, may_turn_off=kind.may_turn_off, chosen=told.get(kind.code, {})
                )
                for way in rules.CHOSEN if way in kind.offers
            },
        )
        for kind in kinds.chosen_by(actor.roles)
    )  # fmt: skip


@transaction.atomic
def choose(*, actor: people.Actor, on: frozenset[tuple[str, str]], quiet: tuple[time | None, time | None]) -> None:
    """Keep what a person chose: the pairs of kind and way by which they want to be told, and their quiet hours.

    Raises Refused where quiet hours have a beginning and no end, or an end alone.
    """
    begins, ends = quiet
    if (begins is None) != (ends is None):
        raise Refused(_("Say both when it begins and when it ends. Nothing was saved."))
    for choice in choices(actor=actor):
        for way in choice.ways:
            rows.Preference.objects.update_or_create(
                user_id=actor.user_id, kind=choice.kind.code, way=way,
                defaults={"on": (choice.kind.code, way) in on},
            )  # fmt: skip
    if begins is None or ends is None:
        rows.QuietHours.objects.filter(user_id=actor.user_id).delete()
    else:
        rows.QuietHours.objects.update_or_create(user_id=actor.user_id, defaults={"begins": begins, "ends": ends})
    audit.record(action="messages.chosen", subject="user", subject_id=actor.user_id)


def quiet_hours(*, user_id: int) -> Quiet | None:
    """When somebody wants no sound."""
    row = rows.QuietHours.objects.filter(user_id=user_id).first()
    return None if row is None else Quiet(row.begins, row.ends)


def quiet_hours_of(*, user_ids: frozenset[int]) -> dict[int, Quiet]:
    """When each of these people wants no sound; only of those who do."""
    found = rows.QuietHours.objects.filter(user_id__in=user_ids) if user_ids else ()
    return {row.user_id: Quiet(row.begins, row.ends) for row in found}
