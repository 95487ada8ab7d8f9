"""What people fill in about burglaries; the rules are asked through `api`."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokong.kernel.errors import UserError
from kokong.kernel.widgets import Address, AddressField
from kokong.people.api import Actor
from kokong.places import api as places

from . import rules, times, values, words

ANY = ("", _("All"))
DAY = timedelta(days=1)


def choices(labels: dict[str, Promise]) -> list[tuple[str, Promise]]:
    """A vocabulary as choices."""
    return list(labels.items())


class MomentField(forms.SplitDateTimeField):
    """A date and a time of the installation's time zone; cleans to an aware datetime.

    `last` takes the second of an hour that comes twice.
    """

    def __init__(self, *, last: bool = False, **given: Any) -> None:
        widget = forms.SplitDateTimeWidget(
            date_attrs=cast(dict[str, str], {"type": "date", "aria-label": _("Date")}),
            time_attrs=cast(dict[str, str], {"type": "time", "aria-label": _("Time")}),
            date_format="%Y-%m-%d",
            time_format="%H:%M",
        )
        super().__init__(widget=widget, **given)
        self.last = last

    def compress(self, data_list: Any) -> datetime | None:
        """Both parts as one moment."""
        if not data_list or None in data_list:
            return None
        return times.aware(datetime.combine(*data_list), last=self.last)


class ReportForm(forms.Form):
    """A burglary as it is reported. The police part is there for officers alone."""

    address = AddressField(label=_("Address"), help_text=_("Street, number and, for flats, the flat's number."))
    earliest = MomentField(label=_("Earliest"), help_text=_("When the home was last seen untouched."))
    latest = MomentField(label=_("Latest"), last=True, help_text=_("When the burglary was discovered."))
    completed = forms.TypedChoiceField(
        label=_("Was anyone inside?"),
        choices=[("1", _("Completed: someone got in")), ("0", _("Attempted: nobody got in"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        initial="1",
    )
    dwelling_kind = forms.ChoiceField(
        label=_("Kind of dwelling"),
        choices=[("", _("As in the address register")), *words.KINDS.items()],
        required=False,
    )
    entry_point = forms.ChoiceField(label=_("Way in"), choices=choices(words.ENTRY_POINTS), required=False)
    case_number = forms.CharField(
        label=_("Case number"), required=False, max_length=rules.CASE_NUMBER_LIMIT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("Contact with the victim"), required=False, max_length=rules.CONTACT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Removed after 90 days."),
    )  # fmt: skip
    another = forms.BooleanField(required=False, widget=forms.HiddenInput)
    duplicate: values.Duplicate | None = None  # what it may be, where that was found

    def __init__(self, *args: Any, actor: Actor, **given: Any) -> None:
        super().__init__(*args, **given)
        if actor.authority != "police":
            del self.fields["case_number"], self.fields["contact"]

    def clean_address(self) -> int:
        """The dwelling that was chosen, or the only one that the words can mean.

        Words that were changed after the choice (as happens without script) count, not the choice.
        """
        address: Address = self.cleaned_data["address"]
        chosen = places.dwelling(dwelling_id=address.dwelling_id) if address.dwelling_id else None
        if chosen is not None and (not address.text or _names(chosen, address.text)):
            return chosen.id
        try:
            return places.home_told(text=rules.clean(address.text)).id
        except UserError as error:
            raise forms.ValidationError(error.message) from error

    def report(self) -> dict[str, Any]:
        """The arguments of `api.report`, and of `api.correct` without `another`."""
        given = {**self.cleaned_data, "dwelling_id": self.cleaned_data["address"]}
        del given["address"]
        return given

    def refuse(self, error: UserError) -> None:
        """Show what the room said beside the field it is about; a burglary that it may be is shown by the page."""
        if isinstance(error, values.Duplicate):
            self.duplicate = error
            return
        field = error.field if isinstance(error, values.FieldProblem) else None
        field = "address" if field == "dwelling" else field
        self.add_error(field if field in self.fields else None, error.message)


class ReasonForm(forms.Form):
    """The sentence that a change asks for."""

    reason = forms.CharField(
        label=_("Why?"), max_length=rules.REASON_LIMIT, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence. It stays in the history; leave names and case numbers out."),
    )  # fmt: skip


class CorrectForm(ReasonForm, ReportForm):
    """A burglary as it should have been reported."""

    field_order = ["address", "earliest", "latest", "completed", "dwelling_kind", "entry_point",
                   "case_number", "contact", "reason"]  # fmt: skip

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        del self.fields["another"]

    @staticmethod
    def known(burglary: values.Burglary, part: values.PolicePart | None) -> dict[str, Any]:
        """What is known, as the form's initial values."""
        home = places.dwelling(dwelling_id=burglary.dwelling_id)
        return {
            "address": Address(burglary.dwelling_id, home.full_address if home else ""),
            "earliest": timezone.localtime(burglary.earliest),
            "latest": timezone.localtime(burglary.latest),
            "completed": "1" if burglary.completed else "0",
            "dwelling_kind": burglary.dwelling_kind,
            "entry_point": burglary.entry_point,
            "case_number": part.case_number if part else "",
            "contact": part.contact if part else "",
        }


class FilterForm(forms.Form):
    """Which burglaries a list shows. Anything that can't be understood is left out of the filter."""

    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    state = forms.ChoiceField(label=_("State"), required=False, choices=[ANY, *words.STATES.items()])
    kind = forms.ChoiceField(label=_("Kind of dwelling"), required=False, choices=[ANY, *words.KINDS.items()])
    completed = forms.ChoiceField(
        label=_("Completed"), required=False,
        choices=[ANY, ("1", words.COMPLETED[True]), ("0", words.COMPLETED[False])],
    )  # fmt: skip

    @staticmethod
    def arguments(given: Mapping[str, Any]) -> dict[str, Any]:
        """Clean values as arguments of `reading.matching`; whole days of the installation's time zone."""
        since, until = given.get("since"), given.get("until")
        return {
            "since": times.aware(datetime.combine(since, time())) if since else None,
            "until": times.aware(datetime.combine(until + DAY, time())) if until and until < date.max else None,
            "states": (given["state"],) if given.get("state") else rules.STATES,
            "kinds": (given["kind"],) if given.get("kind") else (),
            "completed": {"1": True, "0": False}.get(given.get("completed", "")),
        }


def _names(home: places.Dwelling, text: str) -> bool:
    """Whether words are those that the address search or this form wrote for a dwelling."""
    said, *written = (
        " ".join(one.replace(",", " ").casefold().split()) for one in (text, home.full_address, home.address)
    )
    return said in written
