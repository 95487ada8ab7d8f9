"""What people fill in about promises."""

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.places import api as places

from . import counters, rules, words
from .values import ActionDraft, Counted, Draft, Promise

LONG: Final = {"rows": 5}
FIELDS: Final = {"area_id": "area"}


class PromiseForm(forms.Form):
    """A promise as it is written."""

    title = forms.CharField(label=_("What the promise is called"), max_length=160)
    begins = forms.DateField(
        label=_("First month"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Any day of it."),
    )  # fmt: skip
    years = forms.TypedChoiceField(
        label=_("Years"), choices=[(each, each) for each in rules.YEARS], coerce=int, initial=rules.USUAL_YEARS
    )
    situation = forms.CharField(
        label=pgettext_lazy("promise", "Situation"), max_length=8000, required=False,
        widget=forms.Textarea(attrs=LONG),
        help_text=_("What is known of crime and safety here, and what residents say. Name no person."),
    )  # fmt: skip
    priorities = forms.CharField(
        label=pgettext_lazy("promise", "Common priorities"), max_length=8000, required=False,
        widget=forms.Textarea(attrs=LONG), help_text=_("What municipality and police agree to work on."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("The promise as everybody reads it"), max_length=8000, required=False,
        widget=forms.Textarea(attrs=LONG),
        help_text=_("Promise what you do yourselves. Short sentences, everyday words."),
    )  # fmt: skip
    hopes = forms.CharField(
        label=_("What you hope for"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Fewer burglaries, say. It is shown apart, and never counted as kept."),
    )  # fmt: skip

    def draft(self) -> Draft:
        """What was filled in."""
        return Draft(**self.cleaned_data)

    @staticmethod
    def known(found: Promise) -> dict[str, Any]:
        """What is known, as initial values."""
        years = found.ends.year - found.begins.year
        names = ("title", "begins", "situation", "priorities", "text", "hopes")
        return {**{name: getattr(found, name) for name in names}, "years": years}


class ActionForm(forms.Form):
    """An action, and the rule by which it is counted, from menus."""

    title = forms.CharField(label=_("What is done"), max_length=160)
    by = forms.ChoiceField(label=_("Who does it"), choices=[])
    what = forms.ChoiceField(label=_("What is counted"), choices=[])
    unit = forms.ChoiceField(label=_("What is added up"), choices=[], initial="times")
    area = forms.TypedChoiceField(
        label=_("Where"), choices=[], coerce=int, empty_value=None, required=False,
        help_text=_("Counts by where it was delivered."),
    )  # fmt: skip
    how = forms.ChoiceField(label=_("How it is counted"), choices=[], initial="least")
    n = forms.DecimalField(label=_("How many, or per cent"), max_digits=9, decimal_places=2)
    per = forms.ChoiceField(
        label=_("In each"), choices=[], initial="quarter",
        help_text=_("On average: a week or a month. A share: a quarter or longer."),
    )  # fmt: skip
    sure = forms.BooleanField(
        label=_("I am sure, also if it would have counted nothing last year"), required=False
    )

    def __init__(self, *args: Any, here: Counted | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        menus = {"by": words.AUTHORITIES, "unit": words.UNITS, "how": words.HOWS, "per": words.PERS}
        for name, menu in menus.items():
            self.fields[name].choices = list(menu.items())  # type: ignore[attr-defined]
        self.fields["what"].choices = _counted()  # type: ignore[attr-defined]
        area = [(here.rule.area_id, here.area)] if here and here.gone else []
        in_use = [(each.id, each.name) for each in places.areas()]
        self.fields["area"].choices = [  # type: ignore[attr-defined]
            ("", _("The whole municipality")), *in_use, *area,
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Read the rule. What can't be counted is said beside its field."""
        said = super().clean() or {}
        what, _dot, outcome = str(said.get("what") or "").partition(".")
        if self.errors:
            return said
        try:
            said["rule"] = rules.Rule(
                what, said["how"], Decimal(said["n"]), said["per"], said["unit"], outcome, said["area"]
            )
        except rules.Unruly as error:
            self.add_error(FIELDS.get(error.field, error.field), words.UNRULY[error.why])  # type: ignore[arg-type]
        return said

    def draft(self) -> ActionDraft:
        """What was filled in."""
        return ActionDraft(*(self.cleaned_data[name] for name in ("title", "by", "rule", "sure")))

    @staticmethod
    def known(found: Counted) -> dict[str, Any]:
        """What is known, as initial values."""
        rule = found.rule
        names = ("unit", "how", "n", "per")
        what = f"{rule.what}.{rule.outcome}" if rule.outcome else rule.what
        return {
            "title": found.title, "by": found.by, "what": what, "area": rule.area_id,
            **{name: getattr(rule, name) for name in names},
        }  # fmt: skip


class ChangeForm(ActionForm):
    """The same while the promise runs: everybody reads why it was changed."""

    why = forms.CharField(
        label=_("Why it is counted otherwise, for everybody to read"), max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class SignForm(forms.Form):
    """In which office somebody signs."""

    office = forms.CharField(
        label=_("The office in which you sign"), max_length=120,
        help_text=_("As everybody reads it: chair of the municipal board, say. No name."),
    )  # fmt: skip


class SaidForm(forms.Form):
    """A sentence for everybody."""

    said = forms.CharField(
        label=_("For everybody to read"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


class ReasonForm(forms.Form):
    """Why an action lags or wasn't kept."""

    reason = forms.CharField(
        label=_("Why it lags or wasn’t kept"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence that everybody reads."),
    )  # fmt: skip


def _counted() -> list[tuple[str, Any]]:
    """What can be counted: each counter, and each outcome that its deliveries end with."""
    found: list[tuple[str, Any]] = [("", _("Choose"))]
    for code, counter in counters.everyone().items():
        found.append((code, counter.words))
        found += [(f"{code}.{each}", f"{counter.words}: {said}") for each, said in counter.outcomes.items()]
    return found
