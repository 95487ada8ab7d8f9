"""What people fill in about public statistics."""

import re
from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from kokong.kernel.widgets import UploadField

from . import bra, kolada, pxweb

MOST_BYTES: Final = 4_000_000
_IDS: Final = re.compile(r"\d{4}")
MOST_IDS: Final = 290
COLUMNS: Final = {
    "place": _("Column with the place"), "what": _("Column with the crime"), "year": _("Column with the year"),
    "period": _("Column with the month"), "count": _("Column with the number"),
}  # fmt: skip


class FileForm(forms.Form):
    """An export of Brå's; columns are named only where the file doesn't say them itself."""

    file = UploadField(
        most=MOST_BYTES, too_large=_("The file is larger than 4 MB."), accept=".csv,.txt,.xlsx,.xls,.ods",
        label=_("File"), help_text=_("The database file that Brå’s statistics of reported crimes give out."),
    )  # fmt: skip

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, label in COLUMNS.items():
            self.fields[name] = forms.CharField(label=label, required=False, max_length=80)

    def columns(self) -> dict[str, str]:
        """Which header is what, where somebody said so."""
        return {name: self.cleaned_data[name] for name in bra.WORDS if self.cleaned_data.get(name)}


class KoladaForm(forms.Form):
    """An indicator, municipalities and years."""

    indicator = forms.RegexField(
        r"^[NU]\d{5}$", label=_("Indicator"), initial=kolada.BURGLARY,
        help_text=_("N07546 is reported burglaries of homes for each 100,000 inhabitants."),
    )  # fmt: skip
    municipalities = forms.CharField(
        label=_("Codes of municipalities"), max_length=3000, help_text=_("Four digits each, such as 0880 0881.")
    )
    first = forms.IntegerField(label=_("First year"), min_value=1996, max_value=2100)
    last = forms.IntegerField(label=_("Last year"), min_value=1996, max_value=2100)

    def ids(self) -> list[str]:
        """The codes, each once."""
        return list(dict.fromkeys(_IDS.findall(self.cleaned_data["municipalities"])))

    def years(self) -> list[int]:
        """From the first to the last."""
        return list(range(self.cleaned_data["first"], self.cleaned_data["last"] + 1))

    def clean_municipalities(self) -> str:
        """At least one code, and no more than there are."""
        said: str = self.cleaned_data["municipalities"]
        if not 0 < len(_IDS.findall(said)) <= MOST_IDS:
            raise forms.ValidationError(_("Give at least one code of four digits."))
        return said

    def clean_last(self) -> int:
        """Not before the first."""
        last: int = self.cleaned_data["last"]
        if last < self.cleaned_data.get("first", last):
            raise forms.ValidationError(_("The last year comes before the first."))
        return last


class ScbForm(KoladaForm):
    """Population of municipalities."""

    # A path below the base, nowhere else.
    indicator = forms.RegexField(
        r"\A[A-Za-z0-9/_]+\Z",
        label=_("Table"),
        initial=pxweb.POPULATION,
        max_length=120,
        error_messages={"invalid": _("A table is named by letters, digits and slashes.")},
    )
