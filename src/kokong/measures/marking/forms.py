"""What people fill in about kits."""

from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import areas, information, reading, rules, suppliers, words
from .closing import Counted, Sheet
from .fields import KronorField
from .values import Bought, Given, Lot

OFF: Final = {"autocomplete": "off"}
DAY: Final = {"type": "date"}


class BuyForm(forms.Form):
    """Kits that were bought in."""

    supplier = forms.ChoiceField(label=_("Supplier"), choices=())
    batch = forms.CharField(
        label=_("Batch"), max_length=40,
        help_text=_("As it stands on the box. Never write the code of a single kit here."),
    )  # fmt: skip
    kits = forms.IntegerField(label=_("Kits"), min_value=1, max_value=rules.MOST_KITS)
    decals = forms.IntegerField(
        label=_("Decals"), min_value=0, max_value=rules.MOST_KITS * 10, initial=0,
        help_text=_("Those of this supplier. A kit is never handed out with another supplier’s decals."),
    )  # fmt: skip
    cost = KronorField(label=_("What a kit cost, in kronor"), required=False)
    price = KronorField(label=_("Price of a kit, in kronor"), required=False)
    subsidy = KronorField(
        label=_("Of which the municipality pays, in kronor"), required=False,
        help_text=_("Of 700 kronor with 350 here, a household pays 350."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.code, each.name) for each in suppliers.everyone().values()]
        self.fields["supplier"].choices = choices  # type: ignore[attr-defined]

    def bought(self) -> Bought:
        """What was filled in."""
        found: dict[str, Any] = {name: value or 0 for name, value in self.cleaned_data.items()}
        return Bought(**found)


class HandOutForm(forms.Form):
    """Kits that are handed out. `client_id` is the record's own, so that two presses are one."""

    lot = forms.TypedChoiceField(label=_("Batch"), choices=(), coerce=int)
    way = forms.ChoiceField(
        label=pgettext_lazy("kit", "How"), choices=list(words.WAYS.items()), widget=forms.RadioSelect
    )
    occasion = forms.ChoiceField(label=_("Where it is handed out"), choices=list(words.OCCASIONS.items()))
    area = forms.TypedChoiceField(
        label=_("Where the household lives"), choices=(), coerce=int, required=False, empty_value=None,
        help_text=_("Only the area is kept, never the home."),
    )  # fmt: skip
    kits = forms.IntegerField(label=_("Kits"), min_value=1, max_value=rules.MOST_KITS, initial=1)
    decals = forms.IntegerField(label=_("Decals"), min_value=0, max_value=rules.MOST_KITS, initial=0)
    paid = KronorField(
        label=_("Paid now, in kronor"), required=False, help_text=_("Left empty, all that is to be paid.")
    )
    due = forms.DateField(
        label=_("A loan shall be back by"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    name = forms.CharField(
        label=_("Who borrows it"), required=False, max_length=120, widget=forms.TextInput(attrs=OFF),
        help_text=_("Only for loans. Removed when the kit is back."),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail address"), required=False, max_length=254, widget=forms.EmailInput(attrs=OFF)
    )
    phone = forms.CharField(
        label=_("Telephone number"), required=False, max_length=30, widget=forms.TextInput(attrs=OFF)
    )
    ask = forms.BooleanField(
        label=_("Wants to be asked by e-mail in a year whether the kit was used"), required=False,
        help_text=_("For kits that are sold or given. The address is forgotten with the answer."),
    )  # fmt: skip
    meeting = forms.TypedChoiceField(
        label=_("Information event"), choices=(), coerce=int, required=False, empty_value=None
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "client_id": uuid4(), "way": "given", "occasion": "visit", "due": today + rules.LOAN,
            **{key: value for key, value in kwargs.get("initial", {}).items() if value is not None},
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        here = [("", _("Elsewhere, or not known")), *areas.counted()]
        self.fields["lot"].choices = [(lot.id, _label(lot)) for lot in reading.lots()]  # type: ignore[attr-defined]
        self.fields["area"].choices = here  # type: ignore[attr-defined]
        events = [(each.id, each.title) for each in information.lately(today=today)]
        self.fields["meeting"].choices = [("", _("None")), *events]  # type: ignore[attr-defined]

    def given(self) -> Given:
        """What was filled in; what is of loans alone only for those."""
        found = dict(self.cleaned_data)
        lent = found["way"] == "lent"
        whom = ("name", "email", "phone") if lent else ("email",) if found["ask"] else ()
        return Given(
            lot_id=found["lot"], way=found["way"], occasion=found["occasion"], area_id=found["area"],
            kits=found["kits"], decals=found["decals"], paid=found["paid"], due=found["due"] if lent else None,
            ask=found["ask"], meeting_id=found["meeting"], **{name: found[name] for name in whom},
        )  # fmt: skip

    def client(self) -> UUID:
        """The record's own number."""
        found: UUID = self.cleaned_data["client_id"]
        return found


def _label(lot: Lot) -> str:
    return f"{lot.called} ({lot.left})"


class FilterForm(forms.Form):
    """Which handing-outs the list shows."""

    way = forms.ChoiceField(
        label=pgettext_lazy("kit", "How"), required=False, choices=[("", _("All")), *words.WAYS.items()]
    )
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", _("All")), ("late", _("Should be back")), *words.STATES.items()],
    )  # fmt: skip


class CorrectForm(forms.Form):
    """What lies on the shelf is set right."""

    kits = forms.IntegerField(label=_("Kits more or fewer"), initial=0)
    decals = forms.IntegerField(label=_("Decals more or fewer"), initial=0)
    reason = forms.CharField(label=_("Why"), max_length=200, help_text=_("Name nobody, and no kit’s code."))


class PayForm(forms.Form):
    """Money for what was sold."""

    amount = KronorField(label=_("Kronor"))


class AreaForm(forms.Form):
    """An area in which reach is counted."""

    area = forms.TypedChoiceField(label=pgettext_lazy("marking", "Area"), choices=(), coerce=int)
    share = forms.IntegerField(
        label=_("Share of its households, in per cent"), min_value=1, max_value=100, initial=15,
        help_text=_("From this share on the area is a marked area and may have its signs."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = list(areas.offered())  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """What was counted of each batch, and of the money. `seen` is the sheet's last entry when it was counted."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"seen": sheet.upto}})
        self.lots = sheet.lots
        for lot in sheet.lots:
            self.fields[f"kits_{lot.id}"] = forms.IntegerField(
                label=_("%s: kits on the shelf") % lot.called, min_value=0
            )
            self.fields[f"decals_{lot.id}"] = forms.IntegerField(
                label=_("%s: decals on the shelf") % lot.called, min_value=0
            )
        self.fields["till"] = KronorField(label=_("Money taken since the last closing, in kronor"))

    def counted(self) -> dict[int, Counted]:
        """By batch."""
        found = self.cleaned_data
        return {lot.id: Counted(found[f"kits_{lot.id}"], found[f"decals_{lot.id}"]) for lot in self.lots}
