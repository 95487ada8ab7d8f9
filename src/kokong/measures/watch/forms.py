"""What people fill in about groups."""

from datetime import datetime, time
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.places import api as places

from . import rules, words
from .alerts import words as alert_words
from .values import Draft

DAY: Final = {"type": "date"}
MOST_LINES: Final = 300


class NameForm(forms.Form):
    """What a group is called."""

    name = forms.CharField(
        label=_("What the group is called"), max_length=120,
        help_text=_("As people there call it: “Ekvägen and Almvägen”. No names of persons."),
    )  # fmt: skip


class DrawForm(places.OutlineForm, NameForm):
    """A group whose area is drawn."""

    field_order = ("name", "outline")


class HomesForm(NameForm):
    """A group of homes that are named one by one."""

    homes = forms.CharField(
        label=_("Addresses, one on each line"), max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
    )  # fmt: skip


class AreaForm(NameForm):
    """A group whose area there is already."""

    area = forms.TypedChoiceField(label=pgettext_lazy("watch group", "Area"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("Choose one"))] + [  # type: ignore[attr-defined]
            (str(area.id), area.name) for area in places.areas()
        ]


class BuildingForm(places.AddressForm, NameForm):
    """A group in one building."""

    field_order = ("name", "address")


class WhenForm(forms.Form):
    """On which day something happened."""

    on = forms.DateField(label=_("On"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))

    def at(self, now: datetime) -> datetime:
        """Now for today; the end of any other day, so that it comes after what else happened then."""
        day = self.cleaned_data["on"]
        return now if day == timezone.localdate(now) else timezone.make_aware(datetime.combine(day, time(23, 59)))


class StepForm(WhenForm):
    """A step of a group's life, and who spoke where they were trained."""

    speaker = forms.ChoiceField(
        label=_("Who spoke at the start meeting"), required=False,
        choices=[("", "–"), *words.SPEAKERS.items()],
    )  # fmt: skip


class StartForm(forms.Form):
    """The start meeting: at which of the times that speakers offer, and where."""

    offer = forms.TypedChoiceField(
        label=_("When and with whom"), coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("Choose a time.")},
    )  # fmt: skip
    speaker = forms.ChoiceField(
        label=_("The speaker is"), choices=list(words.SPEAKERS.items()), widget=forms.RadioSelect
    )
    place = forms.CharField(label=_("Where you meet"), max_length=200)

    def __init__(self, *args: Any, offers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offer"].choices = offers  # type: ignore[attr-defined]


class PersonForm(forms.Form):
    """Somebody of a home that has joined."""

    name = forms.CharField(label=_("Name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    phone = forms.CharField(
        label=_("Telephone number"), max_length=30, required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Nothing is sent there until they have proven that it is theirs."),
    )  # fmt: skip
    role = forms.ChoiceField(label=_("Task in the group"), choices=list(words.ROLES.items()), initial="member")

    def draft(self) -> Draft:
        """What was filled in."""
        return Draft(**self.cleaned_data)


class InviteForm(forms.Form):
    """Whom to send a link to."""

    name = forms.CharField(label=_("Name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )


class AnswerForm(forms.Form):
    """What a home answered."""

    state = forms.ChoiceField(choices=[(code, words.HOMES[code]) for code in rules.HOMES])


class RoleForm(forms.Form):
    """What somebody does in the group."""

    role = forms.ChoiceField(label=_("Task in the group"), choices=list(words.ROLES.items()))


class SettingForm(forms.Form):
    """What the municipality has decided of its groups."""

    fewest = forms.IntegerField(label=_("Homes for one contact person, at least"), min_value=1, max_value=500)
    most = forms.IntegerField(label=_("Homes for one contact person, at most"), min_value=1, max_value=500)
    head_from = forms.IntegerField(
        label=_("From how many contact persons on one of them is the head"), min_value=2, max_value=100
    )
    least_share = forms.IntegerField(
        label=_("Homes that must have joined before a group is active, per cent"), min_value=0, max_value=100,
        help_text=_("No rule of the country says how many. 0 asks for none."),
    )  # fmt: skip
    approve = forms.ChoiceField(
        label=_("Alerts that the other authority approves before they go out"),
        choices=list(alert_words.APPROVALS.items()), widget=forms.RadioSelect,
    )  # fmt: skip

    def decided(self) -> rules.Setting:
        """What was filled in."""
        return rules.Setting(**self.cleaned_data)


class FilterForm(forms.Form):
    """Which groups the list shows."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All that go on")), *words.STATES.items()]
    )


class RosterFilterForm(forms.Form):
    """Which homes the roster shows."""

    state = forms.ChoiceField(
        label=_("Answer"), required=False,
        choices=[("", _("All homes")), ("none", words.HOMES[""]), *((o, words.HOMES[o]) for o in rules.HOMES)],
    )  # fmt: skip
