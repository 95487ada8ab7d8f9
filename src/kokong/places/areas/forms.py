"""What people fill in about areas; what an area must be is asked through the services."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import models as rows
from ..forms import AddressForm
from . import geojson, rules

MANY: Final = 12


class NameForm(forms.Form):
    """What an area is called."""

    name = forms.CharField(
        label=_("What the area is called"),
        max_length=rules.NAME,
        help_text=_("As people here call it: “Norra Malmen”. No names of persons."),
    )


class OutlineForm(forms.Form):
    """An outline, drawn or pasted."""

    outline = forms.CharField(
        label=_("The outline as text (GeoJSON in degrees)"),
        required=False,
        max_length=geojson.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "data-outline": "", "autocomplete": "off"}),
    )


class DrawForm(OutlineForm, NameForm):
    """An area that is drawn."""

    field_order = ("name", "outline")


class StreetsForm(NameForm):
    """An area made of streets."""

    streets = forms.MultipleChoiceField(
        label=_("Streets"),
        widget=forms.SelectMultiple(attrs={"size": MANY}),
        help_text=_("Hold Ctrl (on a Mac Command) for several."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = rows.Street.objects.filter(dwellings__gt=0).order_by("name", "locality", "pk")
        self.fields["streets"].choices = [  # type: ignore[attr-defined]
            (str(street.pk), f"{street.name}, {street.locality}" if street.locality else street.name)
            for street in listed
        ]

    def clean_streets(self) -> list[int]:
        """The ids of the streets; they are among the choices."""
        return [int(number) for number in self.cleaned_data["streets"]]


class BuildingForm(AddressForm):
    """The building at an address."""

    name = forms.CharField(
        label=_("What the area is called"),
        max_length=rules.NAME,
        required=False,
        help_text=_("Leave it empty to call it by the address."),
    )


class FilterForm(forms.Form):
    """Which areas the list shows."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("In use")), ("retired", _("Retired"))]
    )
