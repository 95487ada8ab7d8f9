"""What people fill in about alerts."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel.errors import UserError
from kokong.places import api as places

from .. import reading as groups
from .. import rules as lives
from .. import words as lives_said
from . import rules, words
from .values import Draft, Meanwhile

WALL: Final = "%Y-%m-%dT%H:%M"
_CLOCK: Final[dict[str, Any]] = {"type": "time"}


class AlertForm(forms.Form):
    """What is said to whom, how, and until when."""

    urgency = forms.ChoiceField(
        label=_("How urgent it is"), choices=list(words.URGENCY.items()), widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=pgettext_lazy("alert", "Title"), max_length=rules.LONGEST["title"],
        help_text=_("What a locked screen may show: “Burglaries in Malmen this week”."),
    )  # fmt: skip
    text = forms.CharField(
        label=pgettext_lazy("alert", "Text"), max_length=rules.LONGEST["text"],
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "What happened, about where and when, and what neighbours can do. Never what somebody looks like."
        ),
    )  # fmt: skip
    short = forms.CharField(
        label=_("For text messages"), max_length=rules.LONGEST["short"], required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("160 letters are one message. Empty: the title. Sent only for what is going on now."),
    )  # fmt: skip
    groups = forms.TypedMultipleChoiceField(
        label=pgettext_lazy("alert", "Groups"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    areas = forms.TypedMultipleChoiceField(
        label=pgettext_lazy("alert", "Areas"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Every group of which a home lies there."),
    )  # fmt: skip
    ways = forms.MultipleChoiceField(
        label=_("How it goes out"), choices=list(words.WAYS.items()), widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    expires = forms.DateTimeField(
        label=_("Of use until"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WALL),
        help_text=_("What has not gone out by then never does."),
    )  # fmt: skip
    quiet_from = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs=_CLOCK, format="%H:%M"),
        help_text=_("What is going on now is told at any hour."),
    )  # fmt: skip
    quiet_until = forms.TimeField(
        label=_("until"), required=False, widget=forms.TimeInput(attrs=_CLOCK, format="%H:%M")
    )
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["groups"]
        chosen.choices = [
            (each.id, f"{each.name} ({lives_said.STATES[each.state]})")
            for each in groups.groups(states=lives.GOES_ON)
        ] + _closed(self.initial.get("groups", ()))
        areas: Any = self.fields["areas"]
        areas.choices = [(area.id, area.name) for area in places.areas() if area.kind != "street"]
        if not areas.choices:
            del self.fields["areas"]

    def refuse(self, error: UserError) -> None:
        """Say what was wrong; who saves again after somebody else did means to."""
        if isinstance(error, Meanwhile):
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data["based_on"] = str(error.version)
            self.data = data
        field = getattr(error, "field", None)
        self.add_error(field if field in self.fields else None, error.message)

    def draft(self) -> Draft:
        """What was filled in."""
        data = self.cleaned_data
        quiet = (data["quiet_from"], data["quiet_until"])
        return Draft(
            data["title"], data["text"], data["short"], data["urgency"], tuple(data["groups"]),
            tuple(data.get("areas", ())), tuple(data["ways"]), data["expires"],
            quiet if None not in quiet else None,
        )  # fmt: skip

    @staticmethod
    def known(draft: Draft, *, based_on: int) -> dict[str, Any]:
        """What stands, as initial values."""
        quiet = draft.quiet or (None, None)
        return {**vars(draft), "quiet_from": quiet[0], "quiet_until": quiet[1], "based_on": based_on}

    @staticmethod
    def fresh(now: datetime, *, group_ids: tuple[int, ...] = ()) -> dict[str, Any]:
        """What a new alert begins with; nothing says how urgent it is."""
        until = timezone.localtime(now + rules.LASTS["today"]).replace(minute=0)
        return {
            "ways": ["email", "sms", "push"], "groups": group_ids, "expires": until, "quiet_from": rules.QUIET[0],
            "quiet_until": rules.QUIET[1],
        }  # fmt: skip


def _closed(group_ids: Any) -> list[tuple[int, str]]:
    """Groups that were chosen and have been closed since: shown, so that nobody wonders where they went."""
    found = groups.groups(ids=group_ids) if group_ids else ()
    return [(g.id, f"{g.name} ({lives_said.STATES[g.state]})") for g in found if g.state not in lives.GOES_ON]


class StepForm(forms.Form):
    """A step of an alert, and what those who got it are told."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    said = forms.CharField(
        label=_("What those who got it should know"), required=False, max_length=rules.LONGEST["said"],
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
