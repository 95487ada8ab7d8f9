"""The list of campaigns."""

from typing import Final

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kokong.kernel.lists import Asked, Column, List

from . import reading, rules, words
from .values import Campaign

ENDS: Final = rules.COURSE.ends()


class FilterForm(forms.Form):
    """Which campaigns the list shows."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Not over")), *words.STATES.items()]
    )


def find(asked: Asked) -> tuple[Campaign, ...]:
    """What the list asks for; those that are over only where it asks for them."""
    state = asked.filters.get("state") or ""
    return reading.campaigns(states=[state] if state else [s for s in rules.COURSE.states() if s not in ENDS])


CAMPAIGNS: Final = List[Campaign](
    name="outreach:list",
    title=_("Campaigns"),
    columns=(
        Column(
            "name", _("Campaign"), lambda c: c.plan.name, link=lambda c: reverse("outreach:campaign", args=[c.id])
        ),
        Column("id", _("Kokong number"), lambda c: c.id, where="file"),
        Column("state", _("State"), lambda c: words.STATES[c.state]),
        Column("season", _("Season"), lambda c: words.SEASONS[c.plan.season], spare=True),
        Column("at", _("Goes out"), lambda c: c.at),
        Column("ends", _("Last day"), lambda c: c.plan.ends),
        Column("goal", _("Goal"), lambda c: c.plan.goal, where="file"),
        Column("budget", _("Budget, kr"), lambda c: c.plan.budget, where="file"),
    ),
    action="campaign.exported",
    subject="campaign",
    key=lambda c: c.id,
    called=lambda c: c.plan.name,
    filters=FilterForm,
    sort="ends",
    empty=(_("No campaigns yet"), _("Plan one for the dark months: one text, in every channel, approved once.")),
    icon="megaphone",
)
