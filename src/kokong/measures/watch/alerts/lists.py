"""The list of alerts."""

from typing import Final

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel.lists import Asked, Column, List

from . import reading, words
from .values import Alert


class FilterForm(forms.Form):
    """Which alerts the list shows."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", pgettext_lazy("alerts", "All")), *words.STATES.items()]
    )


def find(asked: Asked) -> tuple[Alert, ...]:
    """The alerts that the list asks for."""
    state = asked.filters.get("state") or ""
    return reading.alerts(states=[state] if state else None)


ALERTS: Final = List[Alert](
    name="watch:alerts",
    title=pgettext_lazy("alerts", "Alerts"),
    columns=(
        Column("title", _("Alert"), lambda a: a.draft.title, link=lambda a: reverse("watch:alert", args=[a.id])),
        Column("id", _("Kokong number"), lambda a: a.id, where="file"),
        Column("state", _("State"), lambda a: words.STATES[a.state]),
        Column("urgency", _("How urgent"), lambda a: words.URGENCY_SHORT[a.draft.urgency]),
        Column("groups", _("Groups"), lambda a: len(a.told), spare=True),
        Column("out", pgettext_lazy("alert", "Sent"), lambda a: a.out),
        Column("made", _("Written"), lambda a: a.made),
    ),
    action="watch.alerts_exported",
    subject="watch_alert",
    key=lambda a: a.id,
    called=lambda a: a.draft.title,
    filters=FilterForm,
    sort="-made",
    empty=(_("No alerts yet"), _("A confirmed burglary proposes one, and anybody at the desk writes one.")),
    icon="megaphone",
)
