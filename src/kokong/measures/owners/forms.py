"""What people fill in about owners."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import words
from .contacts import Person
from .rules import written
from .values import Building, Contact, Draft, Owner

OFF: Final = {"autocomplete": "off"}


class OwnerForm(forms.Form):
    """An owner as it is registered."""

    name = forms.CharField(label=pgettext_lazy("owner", "Name"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind of owner"), choices=list(words.KINDS.items()), widget=forms.RadioSelect)
    number = forms.CharField(
        label=_("Organisation number"), max_length=16, required=False,
        help_text=_("Ten digits. Leave it empty for a person, and where it isn’t known."),
    )  # fmt: skip

    def draft(self) -> Draft:
        """What was filled in."""
        return Draft(**{name: self.cleaned_data[name] for name in ("name", "kind", "number")})

    @staticmethod
    def known(owner: Owner) -> dict[str, Any]:
        """What is known, as initial values."""
        return {"name": owner.name, "kind": owner.kind, "number": written(owner.number)}


class ClaimForm(forms.Form):
    """A building that an owner has, by its address."""

    address = forms.CharField(
        label=_("Address of the building"), max_length=200,
        help_text=_("One entrance or house number, without the flat."),
    )  # fmt: skip
    part = forms.ChoiceField(label=_("The owner"), choices=list(words.PARTS.items()), initial="owns")


class ContactForm(forms.Form):
    """Somebody who answers for an owner."""

    name = forms.CharField(
        label=pgettext_lazy("contact", "Name"), max_length=120, widget=forms.TextInput(attrs=OFF)
    )
    role = forms.ChoiceField(label=_("Role"), choices=list(words.ROLES.items()), initial="board")
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, required=False, widget=forms.EmailInput(attrs=OFF)
    )
    phone = forms.CharField(
        label=_("Telephone number"), max_length=30, required=False, widget=forms.TextInput(attrs=OFF)
    )

    def person(self) -> Person:
        """What was filled in."""
        return Person(**{name: self.cleaned_data[name] for name in ("name", "role", "email", "phone")})

    @staticmethod
    def known(contact: Contact) -> dict[str, Any]:
        """What is known, as initial values."""
        return {name: getattr(contact, name) for name in ("name", "role", "email", "phone")}


class NewContactForm(ContactForm):
    """The same, with what they have agreed to."""

    agreed = forms.BooleanField(
        label=_("They have agreed to be written to"), required=False,
        help_text=_("About burglaries near their buildings, meetings and building checks."),
    )  # fmt: skip
    channel = forms.ChoiceField(label=_("How they said it"), choices=list(words.CHANNELS.items()))


class AgreeForm(forms.Form):
    """How a contact said what they want."""

    channel = forms.ChoiceField(label=_("How they said it"), choices=list(words.CHANNELS.items()))
    answer = forms.TypedChoiceField(  # the button that was pressed
        choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes", widget=forms.HiddenInput
    )


class DecideForm(forms.Form):
    """Whose a disputed building is."""

    owner = forms.TypedChoiceField(label=_("Whose it is"), choices=(), widget=forms.RadioSelect, coerce=int)

    def __init__(self, *args: Any, building: Building, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        claims = [each for each in building.claims if each.part == "owns" and each.until is None]
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            *((each.owner_id, each.owner) for each in claims),
            (0, _("They own it together")),
        ]

    def whose(self) -> int | None:
        """The owner; None: theirs together."""
        return self.cleaned_data["owner"] or None


class MergeForm(forms.Form):
    """Into which owner another goes."""

    into = forms.TypedChoiceField(label=_("Becomes part of"), choices=(), coerce=int)

    def __init__(self, *args: Any, others: Sequence[Owner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")), *((each.id, each.name) for each in others),
        ]  # fmt: skip


class SplitForm(OwnerForm):
    """The owner that is new, and which buildings become its own."""

    buildings = forms.TypedMultipleChoiceField(
        label=_("Buildings that go"), choices=(), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("buildings", "name", "kind", "number")

    def __init__(self, *args: Any, own: Sequence[Building], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["buildings"].choices = [(each.id, each.address) for each in own]  # type: ignore[attr-defined]


class FilterForm(forms.Form):
    """Which owners the list shows."""

    kind = forms.ChoiceField(
        label=_("Kind of owner"), required=False, choices=[("", _("All")), *words.KINDS.items()]
    )
    show = forms.ChoiceField(
        label=pgettext_lazy("list", "Show"), required=False,
        choices=[
            ("", _("Active")),
            ("disputed", _("With a disputed building")),
            ("gone", _("Merged or ended")),
        ],
    )  # fmt: skip
