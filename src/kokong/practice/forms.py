"""What is asked before a drill."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kokong.kernel.errors import UserError
from kokong.kernel.widgets import Address, AddressField
from kokong.people import api as people
from kokong.places import api as places

from . import rules


class BeginForm(forms.Form):
    """What is practised, where, and with whom; whoever begins takes part."""

    address = AddressField(
        label=_("Where does it happen?"), help_text=_("Any home will do. Nobody there hears of it.")
    )
    people = forms.TypedMultipleChoiceField(
        label=_("Who takes part?"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("They find the drill under “Change municipality”. You take part yourself."),
    )  # fmt: skip

    def __init__(self, *args: Any, user_id: int, **given: Any) -> None:
        super().__init__(*args, **given)
        self.user_id = user_id
        others = [each for each in people.people(roles=rules.WALKERS) if each.user_id != user_id]
        self.fields["people"].choices = [(each.user_id, each.name) for each in others]  # type: ignore[attr-defined]

    def clean_address(self) -> int:
        """The home that was chosen, or the only one that the words can mean."""
        told: Address = self.cleaned_data["address"]
        if told.dwelling_id is not None:
            return told.dwelling_id
        try:
            return places.find_address(text=told.text).id
        except UserError as error:
            raise forms.ValidationError(error.message) from error

    def taking_part(self) -> set[int]:
        """Everybody who takes part."""
        return {*self.cleaned_data["people"], self.user_id}
