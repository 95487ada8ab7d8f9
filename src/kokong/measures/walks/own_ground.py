"""What was found on the ground of somebody who is signed in, and speaks for an owner: answered in place.

Whose ground it is, is known by the address that was asked: what its link could answer, they answer here. They have
proven that the address is theirs, so a name or a house that is like theirs opens nothing (decision 0132).
"""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import pages
from kokong.kernel.today import Panel
from kokong.kernel.ways import page_before
from kokong.people import api as people
from kokong.people.api import ActorRequest, may_somewhere

from . import asking, reading, words
from . import models as rows
from .forms import AnswerForm
from .values import Finding, FindingMissing

OPEN: Final = ("asked", "promised")


def findings(*, email: str) -> tuple[Finding, ...]:
    """What waits on the ground of whoever is asked under this address: for an answer, or to be done."""
    every = (
        each
        for holder_id in sorted(_holders(email))
        for each in reading.findings(holder_id=holder_id, states=OPEN)
    )
    return tuple(sorted(every, key=lambda each: (each.state != "asked", each.due or date.max, each.id)))


def _holders(email: str) -> frozenset[int]:
    asked = rows.Holder.objects.filter(ended=None, email__iexact=email.strip()) if email.strip() else ()
    return frozenset(each.pk for each in asked)


@transaction.atomic
def answer(*, email: str, finding_id: int, action: str, said: str, until: date | None, now: datetime) -> None:
    """Take their answer, as by the link of a letter.

    Raises FindingMissing for what is on another's ground; Refused and MoveRefused as `asking.answer` does.
    """
    row = rows.Finding.objects.select_for_update(no_key=True).filter(pk=finding_id).first()
    if row is None or row.holder_id not in _holders(email):
        raise FindingMissing("")
    asking.settle(finding_id=finding_id, action=action, said=said, until=until, now=now)


def at_owner(*, actor: people.Actor, now: datetime) -> tuple[Panel, ...]:  # noqa: ARG001 it waits until it is done
    """The panel of the owner's page; none where nothing waits."""
    each = [
        {
            "finding": one, "about": words.CATEGORIES[one.category], "state": words.FOUND[one.state],
            "tone": words.FOUND_TONES.get(one.state, "neutral"), "first": one.state == "asked",
            "form": AnswerForm(prefix=f"finding-{one.id}"),
        }
        for one in findings(email=actor.email)
    ]  # fmt: skip
    return (Panel("walks/own_ground.html", {"each": each}),) if each else ()


@pages.post("owners:mine")
@may_somewhere("walk.own")
def answer_one(request: ActorRequest, finding_id: int) -> HttpResponse:
    """The answer about one finding."""
    form = AnswerForm(request.POST, prefix=f"finding-{finding_id}")
    return pages.act(
        request,
        lambda: answer(email=request.actor.email, finding_id=finding_id, now=timezone.now(), **form.given()),
        to=lambda _done: redirect(page_before(request)),
        done=_("Your answer is noted. Thank you."),
        form=form,
    )
