"""Requests that wait, on *Today*: what is late or due soon stands first."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kokong.kernel.today import Day, Line, section

from ..models import RightsCase
from ..values import Actor
from . import words


def day(*, actor: Actor, now: datetime) -> Day:  # noqa: ARG001 each has its own day, late or not
    """Each request that waits, for whoever answers them. Nobody is named here."""
    if not actor.may("rights.answer"):
        return Day()
    rows = RightsCase.objects.filter(answered=None).order_by("due", "pk")
    lines = [
        Line(
            title=str(words.KINDS[row.kind]),
            detail=_("A person’s rights"),
            url=reverse("people:rights-case", args=[row.pk]),
            moment=row.asked,
            due=row.due,
        )
        for row in rows
    ]
    return Day(sections=(section("rights", _("Rights"), lines, url=reverse("people:rights-cases")),))
