"""The contact persons of a home's own groups, for what only they are told; asked again just before it is sent."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from kokong.sending import api as sending

from .. import models as rows
from .. import reading as groups
from .. import rules as lives
from . import reaching
from .kinds import MEMBER, member_of


def contact_persons(*, dwelling_id: int, now: datetime) -> tuple[sending.To, ...]:
    """Whom to tell of something at a home: those who look after a group in whose area it lies, and nobody else.

    Somebody with an account is told by it; of members those who have agreed to be sent alerts.
    """
    told = [each.id for each in groups.groups_at(dwelling_id=dwelling_id)]
    accounts = [sending.To(user_id=each) for each in reaching.watchers(told, now=now)]
    return (*accounts, *_members(told))


def is_contact(*, to: sending.Due, dwelling_id: int, now: datetime) -> bool:
    """Whether whom a message is for still looks after a group at a home."""
    told = [each.id for each in groups.groups_at(dwelling_id=dwelling_id)]
    if to.user_id is not None:
        return to.user_id in reaching.watchers(told, now=now)
    found = rows.Member.objects.filter(
        pk=member_of(to.whom), role__in=lives.LOOKS_AFTER, group_id__in=told, left=None
    )
    return any(each.way == to.way for each in reaching.reached(found, urgency="now", ways=reaching.BY_ADDRESS))


def _members(group_ids: Sequence[int]) -> tuple[sending.To, ...]:
    found = list(reaching.members(group_ids).filter(role__in=lives.LOOKS_AFTER))
    at = {(each.member_id, each.way): each.address for each in _agreeing(found)}
    to = (
        sending.To(
            email=at.get((row.pk, "email"), ""), phone=at.get((row.pk, "sms"), ""), known_as=f"{MEMBER}{row.pk}",
            language=row.language,
        )
        for row in found
    )  # fmt: skip
    return tuple(each for each in to if each.email or each.phone)


def _agreeing(found: Iterable[rows.Member]) -> Iterable[reaching.Reached]:
    return reaching.reached(found, urgency="now", ways=reaching.BY_ADDRESS)
