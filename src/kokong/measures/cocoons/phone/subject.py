"""Doors as a kind of subject on the phone."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import ngettext

from kokong.field.api import Subject, Work

from ..contact import contact
from ..rounds import my_rounds
from . import records, state, words


def work(*, user_id: int, now: datetime) -> list[Work]:
    """A person's rounds, and those that anybody may take."""
    found = my_rounds(user_id=user_id, now=now)
    ids = [each.id for each in found]
    tallies, streets = state.tallies(round_ids=ids), state.streets(round_ids=ids)
    nothing = state.Tally(0, 0, 0, 0)
    return [
        Work(
            key=f"rounds/{each.id}",
            title=each.title,
            where=streets.get(each.id, ""),
            left=_left(tallies.get(each.id, nothing).untried),
            due=each.due,
            total=tallies.get(each.id, nothing).eligible,
            tried=tallies.get(each.id, nothing).visited,
            done=tallies.get(each.id, nothing).talked,
            take="" if user_id in each.visitor_ids else reverse("field:take", args=[each.id]),
        )
        for each in found
    ]


def _left(untried: int) -> str:
    return ngettext("{n} home left", "{n} homes left", untried).format(n=untried)


DOOR = Subject(
    kind="door",
    record=records.DoorRecord,
    take=records.take,
    work=work,
    order=records.ORDER,
    passing=records.PASSING,
    words=words.WORDS,
    codes=words.codes,
    urls="kokong.measures.cocoons.phone.urls",
    contact=contact,
)
