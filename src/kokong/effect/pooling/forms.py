"""What people fill in about reading it together."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from kokong.kernel.widgets import UploadField

from . import files, rules
from .rules import Partner

LONGEST: Final = rules.MOST_PARTNERS * 130


class PartnersForm(forms.Form):
    """Who takes part, before anybody looks."""

    partners = forms.CharField(
        label=_("The other municipalities"), widget=forms.Textarea(attrs={"rows": 5}), max_length=LONGEST,
        help_text=_("A line each: the code and the name, such as 0880 Kalmar. All must write down the same ones."),
    )  # fmt: skip

    def clean_partners(self) -> tuple[Partner, ...]:
        """The lines, read."""
        found = rules.partners(self.cleaned_data["partners"])
        if isinstance(found, str):
            raise forms.ValidationError(
                _("“%(line)s” can't be read. Write the code and the name, such as 0880 Kalmar."),
                params={"line": found[:80]},
            )
        return found


class CountsForm(forms.Form):
    """The file of another municipality."""

    file = UploadField(
        most=files.MOST_BYTES, too_large=_("The file is larger than 4 MB."), accept=".json", label=_("File"),
        help_text=_("The file of counts that the other municipality has saved from its own Kokong."),
    )  # fmt: skip
