"""What people fill in about a panel and whom to call; the rules are asked through `api`."""

import secrets
from dataclasses import asdict
from typing import Any, Final, cast

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel.errors import UserError
from kokong.kernel.widgets import Address, AddressField
from kokong.places import api as places

from .. import api, rules, words
from ..values import Account, Contact
from . import fields

NOTATIONS: Final = (
    ("new", _("Let Kokong make one; it is shown once")),
    ("hex", _("The panel's own, in hexadecimal digits")),
    ("ascii", _("The panel's own, in characters")),
    ("none", _("No key: anybody on the way can read and forge what the panel says")),
)
KEEP: Final = "keep"
INTERVAL_S: Final = 60
NOTHING: Final = ("", "–")
FLOORS_OFFERED: Final = range(-1, 6)
NEW_KEY_BYTES: Final = 16  # AES-128, which every panel has
KEY: Final = {"autocomplete": "off", "spellcheck": "false"}


class PanelForm(forms.Form):
    """A panel: its number, its key, where it stands, how it reports."""

    account = forms.CharField(
        label=_("Account"), max_length=16, help_text=_("Hexadecimal digits, as the panel sends them: 1234, 00AF.")
    )
    address = AddressField(
        label=_("Address"), required=False, help_text=_("Without one, no draft can be written for the police.")
    )
    notation = forms.ChoiceField(label=_("Key"), choices=NOTATIONS, initial="new", widget=forms.RadioSelect)
    key = forms.CharField(
        label=_("The panel's own key"),
        required=False,
        widget=forms.PasswordInput(attrs=KEY),
        help_text=_("Only where the panel has one already. It is sealed at once and can't be shown again."),
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
    line = forms.CharField(label=_("Line number"), max_length=6, required=False)
    centre_id = forms.TypedChoiceField(
        label=_("Handled by"), required=False, coerce=int, empty_value=None, help_text=_("Who takes its alarms.")
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        own = api.own_line()
        self.fields["line"].initial = own
        self.fields["line"].help_text = _(
            "This municipality's own is %(own)s: program it in the panel, as L or account prefix. Another one "
            "only where the panel can't be given it; then the panel needs a key."
        ) % {"own": own}
        centres = api.centres()
        if centres:
            here = [("", _("The municipality"))]
            self.fields["centre_id"].choices = [*here, *centres]  # type: ignore[attr-defined]
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

    def clean(self) -> dict[str, Any]:
        """A key is typed exactly where one is asked for."""
        given = super().clean() or self.cleaned_data
        notation = given.get("notation")
        if notation in {"hex", "ascii"} and not given.get("key"):
            self.add_error("key", _("Type the panel's key, or choose another way."))
        if notation in {"new", "none", KEEP} and given.get("key"):
            self.add_error("notation", _("Choose how the key you typed is written, or empty its field."))
        return given

    def refuse(self, error: UserError) -> None:
        """What the room calls its dwelling is the address here."""
        named = getattr(error, "field", None)
        field = "address" if named == "dwelling_id" else named
        self.add_error(field if field in self.fields else None, error.message)

    @cached_property
    def made(self) -> str:
        """The key that Kokong makes, to be shown once; "" where it makes none."""
        return secrets.token_hex(NEW_KEY_BYTES).upper() if self.cleaned_data.get("notation") == "new" else ""

    def new_key(self) -> api.NewKey:
        """The key that was made or typed."""
        typed = self.cleaned_data["key"]
        if self.made:
            return api.NewKey(hex=self.made)
        return api.NewKey(hex=typed) if self.cleaned_data["notation"] == "hex" else api.NewKey(ascii=typed)

    def panel(self) -> dict[str, Any]:
        """What `api.enrol` and `api.change` take, but the key."""
        names = ("account", "receiver", "line", "interval_s", "transport")
        given = {name: self.cleaned_data[name] for name in names}
        centre = {"centre_id": self.cleaned_data["centre_id"]} if "centre_id" in self.fields else {}
        return {**given, **centre, "dwelling_id": self.cleaned_data["address"]}


class EnrolForm(PanelForm):
    """A new panel, with its detectors as they are listed in it."""

    zones = forms.CharField(
        label=_("Detectors"), required=False, max_length=fields.LONGEST_NOTES,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line: its number and its name. For example: 12 Hall. Where they are comes afterwards."),
    )  # fmt: skip

    test = forms.BooleanField(
        label=_("Begin in test mode, for an hour"), required=False, initial=True,
        help_text=_("Nobody is told while you install and try. It ends by itself."),
    )  # fmt: skip

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["interval_s"].initial = INTERVAL_S

    def plan(self) -> dict[str, Any]:
        """The plan so far."""
        lines = (text.strip().partition(" ") for text in self.cleaned_data["zones"].splitlines())
        return {"zones": [{"zone": number, "name": name} for number, _space, name in lines]}


class EditForm(PanelForm):
    """A panel that is enrolled: also its times and its plan."""

    clock_s = forms.IntegerField(
        label=_("Seconds the clock may be off"),
        required=False,
        min_value=0,
        max_value=fields.CLOCK_S,
        help_text=_(
            "For a panel whose clock or time zone can’t be set right: 3600 for an hour. Leave it at 0 otherwise, "
            "since an old message can be played again for as long."
        ),
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
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What whoever answers must know: who lives there, animals, where a key is, the way in."),
    )  # fmt: skip
    as_is: Account

    @classmethod
    def of(cls, account: Account, data: Any = None) -> "EditForm":
        """The form as the account is now."""
        home = Address(account.dwelling_id, account.address) if account.dwelling_id else None
        now = asdict(account) | {
            "account": account.written, "address": home, "plan": account.plan.get("text", ""),
            "notation": KEEP, "centre_id": account.centre_id or "",
        }  # fmt: skip
        form = cls(data, initial=now)
        form.as_is = account
        form.fields["notation"].choices = [(KEEP, _("Keep it as it is")), *NOTATIONS]  # type: ignore[attr-defined]
        return form

    def changes(self) -> dict[str, Any]:
        """What `api.change` takes."""
        given = self.cleaned_data
        times = {name: given[name] or 0 for name in ("clock_s", "entry_s", "exit_s", "confirm_minutes")}
        key = None if given["notation"] == KEEP else self.new_key()
        return {**self.panel(), **times, "plan": {**self.as_is.plan, "text": given["plan"]}, "key": key}


class ZoneForm(forms.Form):
    """A detector: its number in the panel, what it is, and where."""

    zone = forms.CharField(
        label=_("Number"), required=False, max_length=fields.LONGEST_ZONE, widget=forms.TextInput(attrs=KEY)
    )
    name = forms.CharField(label=_("Name"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[NOTHING, *words.ZONE_KINDS.items()])
    floor = forms.TypedChoiceField(
        label=pgettext_lazy("zone", "Floor"), required=False, coerce=int, empty_value=None
    )
    side = forms.ChoiceField(label=_("Side"), required=False, choices=[NOTHING, *words.SIDES.items()])
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        there = (self.initial or {}).get("floor")
        floors = {*FLOORS_OFFERED, *([there] if there is not None else [])}
        self.fields["floor"].choices = [NOTHING, *((n, words.floor(n)) for n in sorted(floors))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A detector that is told of has a number."""
        given = super().clean() or self.cleaned_data
        if not given.get("zone") and any(given.get(name) for name in ("name", "kind", "side", "lon")):
            self.add_error("zone", _("Which number has it in the panel?"))
        return given


class BaseZones(forms.BaseFormSet):  # type: ignore[type-arg]  # Django's own can't be subscripted
    """All detectors of a home."""

    def plan(self) -> list[dict[str, Any]]:
        """The plan's zones; rows without a number, and those to be removed, are none."""
        kept = (form.cleaned_data for form in self.forms if form not in self.deleted_forms)
        return [{k: v for k, v in row.items() if k != "DELETE"} for row in kept if row.get("zone")]


Zones = forms.formset_factory(
    ZoneForm,
    formset=BaseZones,
    extra=2,
    can_delete=True,
    max_num=fields.MOST_ZONES,
    absolute_max=fields.MOST_ZONES,
)


def zones_of(account: Account, data: Any = None) -> BaseZones:
    """The rows as they are now, and two empty ones."""
    return cast(BaseZones, Zones(data, initial=[asdict(one) for one in account.detectors], prefix="z"))


class AgreedForm(forms.Form):
    """What was agreed with a household about its false alarms, and when to look again."""

    notes = forms.CharField(
        label=_("What was agreed"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Operators see this with every alarm from the home."),
    )  # fmt: skip
    follow_up = forms.DateField(
        label=_("Look again on"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The home is marked in the list from that day."),
    )  # fmt: skip


_MOMENT: Final[dict[str, str]] = {"type": "datetime-local"}


class PauseForm(forms.Form):
    """A panel or a zone in test or out of service."""

    zone = forms.CharField(
        label=_("Zone"), required=False, max_length=fields.LONGEST_ZONE, help_text=_("Empty for the whole panel.")
    )
    what = forms.ChoiceField(label=_("What"), choices=list(words.PAUSES.items()))
    begins = forms.DateTimeField(
        label=_("From"), widget=forms.DateTimeInput(attrs=_MOMENT, format="%Y-%m-%dT%H:%M")
    )
    ends = forms.DateTimeField(
        label=_("Until"), widget=forms.DateTimeInput(attrs=_MOMENT, format="%Y-%m-%dT%H:%M")
    )
    note = forms.CharField(label=_("Why"), required=False, max_length=200)


class LetterForm(forms.Form):
    """An e-mail to the owner about false alarms."""

    subject = forms.CharField(label=_("Subject"), max_length=150)
    text = forms.CharField(label=_("Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 14}))


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
