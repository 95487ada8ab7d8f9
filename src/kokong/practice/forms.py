"""What is asked before a drill."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kokong.kernel.errors import UserError
from kokong.kernel.widgets import Address, AddressField
from kokong.people import api as people
from kokong.places import api as places

from . import rules
from .kinds import KINDS


class BeginForm(forms.Form):
    """What is practised, where, and with whom; whoever begins takes part."""

    kind = forms.ChoiceField(
        label=_("What is practised?"), widget=forms.RadioSelect, initial="burglary",
        choices=[(code, kind.TITLE) for code, kind in KINDS.items()],
    )  # fmt: skip
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
        self.found = people.people(roles=rules.TAKE_PART)
        others = [each for each in self.found if each.user_id != user_id]
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

    def clean_people(self) -> list[int]:
        """Those who were chosen; an alarm needs somebody to take it."""
        chosen: list[int] = self.cleaned_data["people"]
        handle = {each.user_id for each in self.found if rules.ALARMS in each.roles}
        if self.cleaned_data.get("kind") == "alarm" and not handle & {*chosen, self.user_id}:
            raise forms.ValidationError(_("Choose somebody who handles alarms, too."))
        return chosen

    def taking_part(self) -> set[int]:
        """Everybody who takes part."""
        return {*self.cleaned_data["people"], self.user_id}
