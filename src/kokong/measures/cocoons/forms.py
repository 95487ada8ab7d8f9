"""What people fill in about cocoons; the rules are asked through the room's services."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokong.people.api import Person

from . import presets, rules, words
from .paper_entry import Line
from .values import Door

DATE: Final = {"type": "date"}
TIME: Final = {"type": "time"}


class CountForm(forms.Form):
    """How many homes were counted behind a door."""

    homes = forms.IntegerField()


class EndForm(forms.Form):
    """Why no more doors of a cocoon are visited."""

    because = forms.ChoiceField(label=_("Why"), choices=list(words.END_REASONS.items()), widget=forms.RadioSelect)


class DropForm(forms.Form):
    """Why a door is left out."""

    reason = forms.ChoiceField(
        label=_("Why is it left out?"),
        choices=[(code, words.DROP_REASONS[code]) for code in rules.DROP_BY_HAND],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, door: Door) -> None:
        super().__init__(data)
        if door.found and door.state == "done":  # somebody was there, so it is left out as no home or not at all
            self.fields["reason"].choices = [("no_dwelling", words.DROP_REASONS["no_dwelling"])]  # type: ignore[attr-defined]


class ContactForm(forms.Form):
    """Whom visitors call."""

    phone = forms.CharField(
        label=_("Telephone number"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text=_("Such as 0480-45 00 00. Leave it empty to show none."),
    )


class RoundForm(forms.Form):
    """A new round, or who walks one. Without visitors anybody in the field may take it."""

    title = forms.CharField(label=_("Name of the round"), required=False, max_length=120)
    visitors = forms.TypedMultipleChoiceField(
        label=_("Visitors"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Usually a pair. With nobody chosen, every visitor sees the round and may take it."),
    )

    def __init__(self, *args: Any, walkers: Iterable[Person], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["visitors"].choices = [(person.user_id, person.name) for person in walkers]  # type: ignore[attr-defined]

    def clean_visitors(self) -> list[int]:
        """At most as many as may walk together."""
        chosen: list[int] = self.cleaned_data["visitors"]
        if len(chosen) > rules.MAX_VISITORS:
            raise forms.ValidationError(
                _("A round is for at most %(most)d visitors.") % {"most": rules.MAX_VISITORS}
            )
        return chosen


class PaperForm(forms.Form):
    """When a round on paper was walked, and by whom."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"))
    around = forms.TimeField(
        label=_("About what time"),
        widget=forms.TimeInput(attrs=TIME, format="%H:%M"),
        help_text=_("For doors without a time of their own."),
    )
    walked_by = forms.TypedChoiceField(label=_("Walked by"), coerce=int)

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["walked_by"].choices = list(people)  # type: ignore[attr-defined]


class PaperRow(forms.Form):
    """One door of the paper list. Nothing is chosen beforehand; a door without an outcome is left as it is."""

    outcome = forms.ChoiceField(
        label=_("Outcome"), required=False, choices=list(words.OUTCOMES.items()), widget=forms.RadioSelect
    )
    at = forms.TimeField(label=_("Time"), required=False, widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    back = forms.DateTimeField(
        label=_("Come back"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    follow_ups = forms.MultipleChoiceField(
        label=_("Wants"),
        required=False,
        choices=list(words.FOLLOW_UPS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    homes = forms.IntegerField(label=_("Homes reached"), required=False, min_value=1, max_value=rules.MOST_HOMES)
    counted = forms.IntegerField(
        label=_("Letter boxes"), required=False, min_value=1, max_value=rules.MOST_COUNTED
    )
    finished = forms.BooleanField(label=_("Finished here"), required=False)
    instead = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, door: Door) -> None:
        super().__init__(data, prefix=f"door-{door.id}")
        self.door = door
        if not door.countable:
            for name in ("homes", "counted", "finished"):
                del self.fields[name]

    def block(self) -> dict[str, Any]:
        """What the paper says of a block's homes; of any other door, nothing."""
        if not self.door.countable:
            return {}
        given = self.cleaned_data
        return {"homes": given["homes"] or 1, "counted": given["counted"], "finished": given["finished"]}

    def clean(self) -> dict[str, Any]:
        """A time to come back belongs to that outcome alone."""
        given = super().clean() or {}
        if given.get("back") and given.get("outcome") != "come_back":
            self.add_error("back", _("Choose the outcome «Come back», or leave the time out."))
        if self.door.countable:
            self._check_block(given)
        return given

    def _check_block(self, given: dict[str, Any]) -> None:
        for name in ("homes", "counted", "finished"):
            if given.get(name) and not given.get("outcome"):
                self.add_error(name, _("Choose an outcome, or leave this out."))
        if (given.get("homes") or 0) > (given.get("counted") or self.door.homes):
            self.add_error("homes", _("This is more than there are homes."))

    def line(self, head: PaperForm) -> Line | None:
        """What the paper says of this door; None if nothing, and nothing is to be taken back."""
        given = self.cleaned_data
        if not given["outcome"] and not given["instead"]:
            return None
        return Line(
            door_id=self.door.id,
            outcome=given["outcome"],
            at=self.when(head),
            follow_ups=tuple(given["follow_ups"]),
            come_back_at=given["back"],
            instead=given["instead"],
            **self.block(),
        )

    def when(self, head: PaperForm) -> datetime:
        """When this door was visited; a time after midnight belongs to the night of the round."""
        around: time = head.cleaned_data["around"]
        own: time = self.cleaned_data["at"] or around
        moment = timezone.make_aware(datetime.combine(head.cleaned_data["day"], own))
        return moment + timedelta(days=1) if own.hour < 4 <= around.hour else moment


class PresetForm(forms.Form):
    """How doors are chosen for one kind of dwelling."""

    radius_m = forms.FloatField(label=_("How far around, metres"))
    at_least = forms.IntegerField(
        label=_("At least so many doors"), help_text=_("Also when some of them lie farther away.")
    )
    cap = forms.IntegerField(label=_("At most so many doors"))
    each_side = forms.IntegerField(
        label=_("Houses each way along the street"),
        help_text=_("They are visited first, together with those across the street."),
    )
    clock_hours = forms.IntegerField(label=_("To be done within, hours"))
    watch_days = forms.IntegerField(label=_("Watched for, days"))
    share_days = forms.IntegerField(
        label=_("Not visited again within, days"),
        help_text=_("Homes that another cocoon has reached count as covered."),
    )
    claim_minutes = forms.IntegerField(
        label=_("A taken door is free again after, minutes"), help_text=_("For visitors who share a round.")
    )
    include_home = forms.BooleanField(
        label=_("The burgled home is a door, too"),
        required=False,
        help_text=_("The police have usually been there."),
    )

    def __init__(self, data: Any = None, *, preset: rules.Preset) -> None:
        super().__init__(data, initial=asdict(preset) | {"radius_m": f"{preset.radius_m:g}"})
        for name, (least, most) in presets.LIMITS.items():
            field: Any = self.fields[name]
            field.min_value, field.max_value = least, most
            field.validators += forms.IntegerField(min_value=least, max_value=most).validators
            field.widget.attrs |= {"min": least, "max": most}

    def clean(self) -> dict[str, Any]:
        """The least may not exceed the most."""
        given = super().clean() or {}
        if given.get("at_least") and given.get("cap") and given["at_least"] > given["cap"]:
            self.add_error("at_least", _("This is more than the most."))
        return given
