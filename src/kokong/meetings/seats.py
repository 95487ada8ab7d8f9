"""Places of a meeting: who is in, who waits, and who moves up when somebody leaves. Under the meeting's lock."""

from datetime import datetime

from django.db.models import Sum

from . import models as rows
from . import rules, telling


def taken(row: rows.Meeting, *, without: int = 0) -> int:
    """How many people have a place; `without` those of one invitation."""
    found = rows.Invitation.objects.filter(meeting=row, seat="in").exclude(pk=without)
    return int(found.aggregate(n=Sum("people"))["n"] or 0)


def waiting(row: rows.Meeting) -> list[rules.Waiting]:
    """Who waits, in order."""
    found = rows.Invitation.objects.filter(meeting=row, seat="waiting").order_by("seated", "pk")
    return [rules.Waiting(number, people) for number, people in found.values_list("pk", "people")]


def place(row: rows.Meeting, *, invitation_id: int) -> int:
    """Which place on the waiting list an invitation has; 0 for none."""
    numbers = [each.id for each in waiting(row)]
    return numbers.index(invitation_id) + 1 if invitation_id in numbers else 0


def move_up(row: rows.Meeting, *, now: datetime) -> None:
    """Give what is free to those who wait, and tell each of them once. Only while people may still answer."""
    if rules.may_answer(state=row.state, ends=row.ends, now=now):
        return
    for number in rules.moved_up(waiting(row), taken=taken(row), places=row.places):
        rows.Invitation.objects.filter(pk=number).update(seat="in", seated=now)
        telling.seated(rows.Invitation.objects.get(pk=number), now=now)
