"""What people fill in about a panel and whom to call; the rules are asked through `api`."""

from dataclasses import asdict
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from kokong.kernel.errors import UserError
from kokong.kernel.widgets import Address, AddressField
from kokong.places import api as places

from . import api, fields, rules, words
from .values import Account, Contact

NOTATIONS: Final = (("hex", _("Hexadecimal digits")), ("ascii", _("Characters")))
KEY: Final = {"autocomplete": "off", "spellcheck": "false"}


class PanelForm(forms.Form):
    """A panel: its number, its key, where it stands, how it reports."""

    account = forms.CharField(
        label=_("Account"), max_length=16, help_text=_("Hexadecimal digits, as the panel sends them: 1234, 00AF.")
    )
    address = AddressField(
        label=_("Address"), required=False, help_text=_("Without one, no draft can be written for the police.")
    )
    key = forms.CharField(
        label=_("Key"),
        required=False,
        widget=forms.PasswordInput(attrs=KEY),
        help_text=_("The panel's own AES key. It is sealed at once and can't be shown again."),
    )
    notation = forms.ChoiceField(
        label=_("How the key is written"), choices=NOTATIONS, initial="hex", widget=forms.RadioSelect
    )
    interval_s = forms.IntegerField(
        label=_("Seconds between polls"),
        required=False,
        min_value=fields.INTERVAL_S[0],
        max_value=fields.INTERVAL_S[1],
        help_text=_("As set in the panel. Leave it empty, and nobody notices when the panel falls silent."),
    )
    transport = forms.ChoiceField(label=_("Transport"), choices=list(words.TRANSPORTS.items()), initial="any")
    receiver = forms.CharField(label=_("Receiver number"), max_length=6, initial="0")
    line = forms.CharField(label=_("Line number"), max_length=6, initial="0")
    quirks = forms.TypedChoiceField(
        label=_("Departure from the format"), coerce=int, choices=list(words.QUIRKS.items()), initial=0
    )
    centre_id = forms.TypedChoiceField(
        label=_("Handled by"), required=False, coerce=int, empty_value=None, help_text=_("Who takes its alarms.")
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        centres = api.centres()
        if centres:
            own = [("", _("The municipality"))]
            self.fields["centre_id"].choices = [*own, *centres]  # type: ignore[attr-defined]
        else:
            del self.fields["centre_id"]

    def clean_address(self) -> int | None:
        """The dwelling that was chosen, or the only one that the words can mean."""
        address: Address | None = self.cleaned_data["address"]
        if address is None or address.dwelling_id is not None:
            return address.dwelling_id if address else None
        try:
            return places.find_address(text=address.text[:300]).id
        except UserError as error:
            raise forms.ValidationError(error.message) from error

    def new_key(self) -> api.NewKey:
        """The key as it was typed."""
        typed = self.cleaned_data["key"]
        return api.NewKey(hex=typed) if self.cleaned_data["notation"] == "hex" else api.NewKey(ascii=typed)

    def panel(self) -> dict[str, Any]:
        """What `api.enrol` and `api.change` take, but the key."""
        names = ("account", "receiver", "line", "interval_s", "transport", "quirks")
        given = {name: self.cleaned_data[name] for name in names}
        centre = {"centre_id": self.cleaned_data["centre_id"]} if "centre_id" in self.fields else {}
        return {**given, **centre, "dwelling_id": self.cleaned_data["address"]}


class EditForm(PanelForm):
    """A panel that is enrolled: also its times, its plan and its detectors."""

    field_order = ("account", "address", "key", "notation", "remove_key")

    remove_key = forms.BooleanField(
        label=_("Remove the key"), required=False, help_text=_("The panel must then send without encryption.")
    )
    entry_s = forms.IntegerField(
        label=_("Seconds on the way in"), min_value=0, max_value=600,
        help_text=_("Switched off within that time after an alarm, the alarm counts as cancelled."),
    )  # fmt: skip
    exit_s = forms.IntegerField(
        label=_("Seconds on the way out"), min_value=0, max_value=600,
        help_text=_("A detector within that time after switching on does not confirm a burglary."),
    )  # fmt: skip
    confirm_minutes = forms.IntegerField(
        label=_("Minutes for a second detector"), min_value=1, max_value=60,
        help_text=_("A second detector within that time confirms a burglary."),
    )  # fmt: skip
    plan = forms.CharField(
        label=_("Alarm plan"), required=False, max_length=fields.LONGEST_NOTES,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=_("From the home check: what to do, and who does it."),
    )  # fmt: skip
    zones = forms.CharField(
        label=_("Detectors"), required=False, max_length=fields.LONGEST_NOTES,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line: its number, its name, and * for one outdoors. For example: 12 Hall"),
    )  # fmt: skip

    @classmethod
    def of(cls, account: Account, data: Any = None) -> "EditForm":
        """The form as the account is now."""
        home = Address(account.dwelling_id, account.address) if account.dwelling_id else None
        zones = "\n".join(
            f"{one['zone']} {one['name']}{' *' if one['outdoor'] else ''}" for one in account.plan.get("zones", ())
        )
        now = asdict(account) | {
            "account": account.written, "address": home, "plan": account.plan.get("text", ""), "zones": zones,
            "notation": account.key_notation or "hex", "centre_id": account.centre_id or "",
        }  # fmt: skip
        form = cls(data, initial=now)
        form.fields["key"].help_text = _("Leave it empty to keep the key there is. It can't be shown.")
        return form

    def changes(self) -> dict[str, Any]:
        """What `api.change` takes."""
        given = self.cleaned_data
        times = {name: given[name] for name in ("entry_s", "exit_s", "confirm_minutes")}
        plan = {"text": given["plan"], "zones": [_zone(text) for text in given["zones"].splitlines()]}
        key = api.NO_KEY if given["remove_key"] else self.new_key() if given["key"] else None
        return {**self.panel(), **times, "plan": plan, "key": key}


def _zone(text: str) -> dict[str, Any]:
    number, _space, name = text.strip().partition(" ")
    outdoor = name.rstrip().endswith("*")
    return {"zone": number, "name": name.rstrip(" *"), "outdoor": outdoor}


class ContactForm(forms.Form):
    """Somebody to call."""

    name = forms.CharField(label=_("Name"), max_length=120)
    what = forms.ChoiceField(
        label=_("Who it is"), choices=[(code, words.CONTACT_KINDS[code]) for code in rules.CONTACT_KINDS]
    )
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=40)
    email = forms.EmailField(label=_("E-mail"), required=False)
    consent = forms.BooleanField(
        label=_("The person has agreed to be called"), help_text=_("Ask first. The day and your name are kept.")
    )

    @classmethod
    def of(cls, contact: Contact, data: Any = None) -> "ContactForm":
        """The form as the contact is now; the consent stands."""
        form = cls(data, initial=asdict(contact))
        del form.fields["consent"]
        return form
