"""What a coordinator fills in about the site."""

from typing import Any, Final

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from kokong.pictures import api as pictures

from . import reports
from .values import LANGUAGES, Contact, Settings

_NUMBER: Final = RegexValidator(r"\A\+?[0-9 ()/-]{5,40}\Z", _("Digits, spaces and hyphens, as 0480-12 34 56."))
_COLOUR: Final = {"type": "color"}


class SiteForm(forms.Form):
    """How the site looks, and how to reach those who answer for it."""

    name = forms.CharField(
        label=_("Name on the site"), max_length=80, required=False,
        help_text=_("Empty: what the municipality signs with."),
    )  # fmt: skip
    slug = forms.CharField(
        label=_("Address on this installation"), max_length=40,
        help_text=_("The end of the address, as in /k/havsvik/. Earlier addresses go on leading here."),
    )  # fmt: skip
    crest = pictures.PictureField(
        label=_("Crest"), required=False,
        help_text=_("PNG or JPEG on white, at least 200 pixels. Without a file the one that is there stays."),
    )  # fmt: skip
    main = forms.CharField(
        label=_("First colour"), max_length=7, widget=forms.TextInput(attrs=_COLOUR),
        help_text=_("Of the top, links and buttons. It must be readable on paper and under white letters."),
    )  # fmt: skip
    second = forms.CharField(
        label=_("Second colour"), max_length=7, widget=forms.TextInput(attrs=_COLOUR),
        help_text=_("Of lines and small headings. The same holds for it."),
    )  # fmt: skip
    address = forms.CharField(label=_("Postal address"), max_length=200, required=False)
    telephone = forms.CharField(label=_("Telephone"), max_length=40, required=False, validators=[_NUMBER])
    email = forms.EmailField(label=_("E-mail"), max_length=120, required=False)
    hours = forms.CharField(label=_("When it is answered"), max_length=200, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=list(LANGUAGES.items()), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("The municipality's own language is always there."),
    )  # fmt: skip

    def settings(self) -> Settings:
        """What was filled in."""
        data = self.cleaned_data
        contact = Contact(data["address"], data["telephone"], data["email"], data["hours"])
        return Settings(
            data["name"], data["main"].lower(), data["second"].lower(), contact, tuple(data["languages"])
        )

    @staticmethod
    def known(found: Settings, *, slug: str, named: bool) -> dict[str, Any]:
        """What stands, as the form's initial values."""
        contact = found.contact
        return {
            "name": found.name if named else "", "slug": slug, "main": found.main, "second": found.second,
            "address": contact.address, "telephone": contact.telephone, "email": contact.email,
            "hours": contact.hours, "languages": list(found.languages),
        }  # fmt: skip


class PiecesForm(forms.Form):
    """On which websites pieces of the site may be shown."""

    parents = forms.CharField(
        label=_("Websites that may show them"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("One a line, as https://www.kalmar.se. Any other website shows an empty frame."),
    )  # fmt: skip


class ReportForm(forms.Form):
    """What somebody who read the site reports, without an account."""

    said = forms.CharField(
        label=_("What does not work"), max_length=reports.LONGEST, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What you wanted to do, and what happened instead. Write nothing about other people."),
    )  # fmt: skip
    page = forms.CharField(label=_("On which page"), max_length=200, required=False)
    reply = forms.EmailField(
        label=_("Your e-mail address"), max_length=120, required=False, help_text=_("Only if you want an answer.")
    )
