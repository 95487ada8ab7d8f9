"""An address that somebody fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kokong.kernel.errors import UserError
from kokong.kernel.widgets import Address, AddressField

from . import told


class AddressForm(forms.Form):
    """One address of the municipality."""

    address = AddressField(label=_("Address"), help_text=_("Street, number and, for flats, the flat's number."))

    def clean_address(self) -> int:
        """The dwelling that was chosen, or the only one that the words can mean."""
        address: Address = self.cleaned_data["address"]
        if address.dwelling_id is not None:
            return address.dwelling_id
        try:
            return told.home_told(text=address.text[:300]).id
        except UserError as error:
            raise forms.ValidationError(error.message) from error
