"""Signs that shall stand, or stand, on the ground of somebody who is signed in, and speaks for an owner.

They say yes or no in place. Whose ground it is, is known by the address written at the sign, and that they
have proven (decision 0132). A no is heard: the sign is on *Today*, to be taken down or to be moved.
"""

from datetime import datetime

from django import forms
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

from . import models as rows
from . import reading, rules, words, work
from .values import Sign, SignMissing


class YesForm(forms.Form):
    """The button that was pressed."""

    answer = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes")


def signs(*, email: str) -> tuple[Sign, ...]:
    """Signs on the ground of whoever is reached under this address, by number, while they aren't gone."""
    live = rows.Sign.objects.exclude(state__in=rules.SIGN.ends()).filter(owner_contact__iexact=email.strip())
    return reading.values(live.order_by("pk")) if email.strip() else ()


@transaction.atomic
def answer(*, email: str, sign_id: int, answer: bool, now: datetime) -> None:
    """Take their yes or no. Raises SignMissing for a sign on another's ground."""
    if sign_id not in {each.id for each in signs(email=email)}:
        raise SignMissing("")
    work.agree(sign_id=sign_id, answer=answer, channel="page", now=now)


def at_owner(*, actor: people.Actor, now: datetime) -> tuple[Panel, ...]:  # noqa: ARG001 it waits until it is said
    """The panel of the owner's page; none where no sign is on their ground."""
    found = signs(email=actor.email)
    refused = reading.refused(ids=[each.id for each in found])
    each = [
        {
            "sign": one, "kind": words.KINDS[one.kind], "meaning": words.MEANINGS[one.kind],
            "state": words.STATES[one.state], "no": refused.get(one.id),
            "first": not one.consent and one.id not in refused,
        }
        for one in found
    ]  # fmt: skip
    each.sort(key=lambda item: not item["first"])
    return (Panel("signs/own_ground.html", {"each": each}),) if each else ()


@pages.post("owners:mine")
@may_somewhere("sign.own")
def answer_one(request: ActorRequest, sign_id: int) -> HttpResponse:
    """Yes or no to one sign."""
    form = YesForm(request.POST)
    return pages.act(
        request,
        lambda: answer(email=request.actor.email, sign_id=sign_id, now=timezone.now(), **form.cleaned_data),
        to=lambda _done: redirect(page_before(request)),
        done=_("Your answer is noted. Thank you."),
        form=form,
    )
