"""What residents fill in to keep a check."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kokong.kernel import tenancy
from kokong.kernel.models import Municipality
from kokong.places import api as places
from kokong.questions.links import LONGEST

AREA = _("Your area’s sums")


def _areas(place: Municipality) -> list[tuple[Any, Any]]:
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        found = [(each.id, each.name) for each in places.areas()]
    return [("", _("Don’t count mine")), *found]


class LinkForm(forms.Form):
    """Somebody asks for a link to what is theirs."""

    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("A link is sent there. Nothing is kept unless you say so on the page that it leads to."),
    )  # fmt: skip


class AreaForm(forms.Form):
    """Whether the answers count in an area's sums."""

    area = forms.TypedChoiceField(
        label=AREA, required=False, choices=(), coerce=int, empty_value=None,
        help_text=_("Counted without your address, and shown only where at least five homes have answered."),
    )  # fmt: skip

    def __init__(self, *args: Any, place: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = _areas(place)  # type: ignore[attr-defined]


class KeepForm(LinkForm, AreaForm):
    """Keep the answers that the link to this page holds; the page's script copies them here."""

    answers = forms.CharField(
        widget=forms.HiddenInput(attrs={"data-answers": ""}), required=False, max_length=LONGEST
    )
    page = forms.CharField(widget=forms.HiddenInput, required=False, max_length=120)
    field_order = ("email", "area", "answers", "page")


class SettleForm(AreaForm):
    """What may be changed afterwards."""

    reminds = forms.BooleanField(label=_("Remind me once, a year after my last check"), required=False)
