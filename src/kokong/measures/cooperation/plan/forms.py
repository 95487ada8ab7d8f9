"""What people fill in about action plans."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from kokong.effect import api as effect
from kokong.places import api as places

from . import reading, rules, words
from .values import Draft, Item, ItemDraft, Plan

_DAY: Final = {"type": "date"}


def _day() -> forms.DateInput:
    return forms.DateInput(attrs=_DAY, format="%Y-%m-%d")


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PlanForm(forms.Form):
    """A plan as a whole."""

    title = forms.CharField(label=_("What the plan is called"), max_length=rules.LONGEST["title"])
    begins = forms.DateField(label=_("Begins"), widget=_day(), help_text=_("It runs for two years from this day."))
    stands_on = forms.CharField(
        label=_("What the plan stands on"), max_length=rules.LONGEST["stands_on"], required=False, widget=_text(5),
        help_text=_("The situational picture with its date, and what it says in short. Name no person."),
    )  # fmt: skip

    def draft(self) -> Draft:
        """What was filled in."""
        return Draft(**self.cleaned_data)

    @staticmethod
    def known(found: Plan) -> dict[str, Any]:
        """What is known, as initial values."""
        return {name: getattr(found, name) for name in ("title", "begins", "stands_on")}


class ItemForm(forms.Form):
    """A line of a plan, in the order in which it is thought."""

    problem = forms.CharField(
        label=_("Problem"), max_length=rules.LONGEST["problem"], widget=_text(3),
        help_text=_("What the picture shows: where, when, how much."),
    )  # fmt: skip
    cause = forms.CharField(
        label=_("Probable cause"), max_length=rules.LONGEST["cause"], widget=_text(3), required=False,
        help_text=_("Why there, why then. Say so where you don’t know."),
    )  # fmt: skip
    what = forms.CharField(label=_("What is done"), max_length=rules.LONGEST["what"], widget=_text(2))
    by = forms.ChoiceField(label=_("Who does it"), choices=[])
    unit = forms.CharField(
        label=_("Office that answers for it"), max_length=rules.LONGEST["unit"],
        help_text=_("As the board reads it: an office, no name."),
    )  # fmt: skip
    owner = forms.TypedChoiceField(
        label=_("Who sees to it"), choices=[], coerce=int, empty_value=None, required=False,
        help_text=_("Finds it among their tasks. Not printed in the plan."),
    )  # fmt: skip
    due = forms.DateField(label=_("Done by"), widget=_day())
    kind = forms.ChoiceField(
        label=_("What the ledger counts as proof"), choices=[], required=False,
        help_text=_("Counted from what is delivered; nobody types it in."),
    )  # fmt: skip
    wanted = forms.IntegerField(label=_("How many"), min_value=1, max_value=100_000, required=False)
    area = forms.TypedChoiceField(label=_("Where"), choices=[], coerce=int, empty_value=None, required=False)
    sign = forms.CharField(
        label=_("How the result is seen"), max_length=rules.LONGEST["sign"], required=False,
        help_text=_("A figure of the picture, and where it should be by then. Followed up, not promised."),
    )  # fmt: skip

    def __init__(self, *args: Any, here: Item | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = [(each.id, each.name) for each in places.areas()]
        gone = [(here.area_id, here.area)] if here and here.area_id and here.area_id not in dict(areas) else []
        menus: dict[str, list[Any]] = {
            "by": list(words.BYS.items()),
            "owner": [("", _("Nobody yet")), *reading.desk().items()],
            "kind": [("", _("Nothing is counted")), *reading.kinds().items()],
            "area": [("", _("The whole municipality")), *areas, *gone],
        }
        for name, menu in menus.items():
            self.fields[name].choices = menu  # type: ignore[attr-defined]

    def draft(self) -> ItemDraft:
        """What was filled in."""
        given = dict(self.cleaned_data)
        return ItemDraft(owner_id=given.pop("owner"), area_id=given.pop("area"), **given)

    @staticmethod
    def known(found: Item) -> dict[str, Any]:
        """What is known, as initial values."""
        names = ("problem", "cause", "what", "by", "unit", "due", "kind", "wanted", "sign")
        owner = None if found.left else found.owner_id
        return {**{name: getattr(found, name) for name in names}, "owner": owner, "area": found.area_id}


class DecisionForm(forms.Form):
    """The board's decision, from its minutes."""

    decided_on = forms.DateField(label=_("Day of the decision"), widget=_day())
    number = forms.CharField(
        label=_("Number of the decision"), max_length=rules.LONGEST["number"],
        help_text=_("Registry number and paragraph: KS 2027/12 § 34, say."),
    )  # fmt: skip
    body = forms.CharField(
        label=_("Who decided"), max_length=rules.LONGEST["body"], help_text=_("The municipal board, say.")
    )


class ReportForm(forms.Form):
    """What the council was told."""

    on = forms.DateField(label=_("Day"), widget=_day())
    number = forms.CharField(label=_("Number in the registry"), max_length=rules.LONGEST["number"], required=False)
    text = forms.CharField(label=_("What the council was told"), max_length=rules.LONGEST["text"], widget=_text(6))


class FollowForm(forms.Form):
    """What came of the plan."""

    on = forms.DateField(label=_("Day"), widget=_day())
    text = forms.CharField(
        label=_("What came of the plan"), max_length=rules.LONGEST["text"], widget=_text(6),
        help_text=_("What was done, what wasn’t and why, and what the next plan takes with it."),
    )  # fmt: skip


class ResultForm(forms.Form):
    """What came of a line."""

    result = forms.CharField(
        label=_("What came of it"), max_length=rules.LONGEST["result"], widget=_text(3), required=False
    )


class GiveForm(forms.Form):
    """Who sees to a line."""

    owner = forms.TypedChoiceField(label=_("Who sees to it"), choices=[], coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("Choose")), *reading.desk().items()]  # type: ignore[attr-defined]


class LinkForm(forms.Form):
    """Which evaluation looks at it."""

    evaluation = forms.TypedChoiceField(
        label=_("Evaluation"), choices=[], coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(each.id, each.plan.question) for each in effect.evaluations()]
        self.fields["evaluation"].choices = [("", _("None")), *known]  # type: ignore[attr-defined]
