"""What people fill in about walks and findings."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.meetings import api as meetings
from kokong.places import api as places

from . import reading, route, rules, words
from .values import Draft, Finding, Noted, Parts, Walk, Wish

DAY: Final = {"type": "date"}
LONG: Final = 1000


def _text(label: Any, *, most: int = LONG, required: bool = True, help_text: Any = "", lines: int = 3) -> Any:
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": lines}),
    )  # fmt: skip


def _name(label: Any, most: int = 120) -> Any:
    return forms.CharField(
        label=label, max_length=most, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class WayInput(forms.Textarea):
    """Stops written a line each, with the map on which they are drawn."""

    template_name = "walks/widgets/way.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template shows; the map opens on the municipality."""
        bounds = ",".join(f"{each:.5f}" for each in places.bounds() or ())
        return {**super().get_context(name, value, attrs), "bounds": bounds}


class WalkForm(forms.Form):
    """A walk as it is planned."""

    title = forms.CharField(
        label=_("What the walk is called"), max_length=120, help_text=_("By its area: “Evening walk in Malmen”.")
    )
    purpose = _text(_("Purpose"), help_text=_("Everybody reads this. Ask for feelings, not for crime figures."))
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    at = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    lasts = forms.IntegerField(label=_("How long, in minutes"), min_value=10, max_value=300, initial=90)
    place = forms.CharField(label=_("Where people meet"), max_length=200)
    places = forms.IntegerField(
        label=_("How many can come"), min_value=1, max_value=rules.MOST_PEOPLE, initial=rules.MOST_PEOPLE,
        help_text=_("At most twenty: more don't hear each other. Others wait in line for a place."),
    )  # fmt: skip
    stops = forms.CharField(
        label=_("Stops, one a line"),
        max_length=route.MOST_TEXT,
        required=False,
        widget=WayInput(attrs={"rows": 4}),
        help_text=_("Click on the map, or write addresses in the order in which you walk. The way is measured."),
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(code, words.CATEGORIES[code]) for code in rules.THEMES],
    )  # fmt: skip
    access = _text(
        _("Accessibility"), most=400, required=False, lines=2,
        help_text=_("Steps, slopes, ground, places to sit; whether one can follow with a wheelchair or a pram."),
    )  # fmt: skip
    leader = _name(words.PARTS["leader"])
    notes = _name(words.PARTS["notes"])
    photos = _name(words.PARTS["photos"])
    police = _name(words.PARTS["police"])
    owners = _name(words.PARTS["owners"], 200)

    def clean_stops(self) -> tuple[str, ...]:
        """The lines that say something."""
        return route.lines_of(self.cleaned_data["stops"])

    def draft(self) -> Draft:
        """What was filled in."""
        given = dict(self.cleaned_data)
        begins = datetime.combine(given.pop("day"), given.pop("at"))
        return Draft(**{**given, "themes": tuple(given["themes"])}, begins=begins)

    @staticmethod
    def wished(wish: Wish) -> dict[str, Any]:
        """What a resident asked for, as initial values."""
        return {"title": wish.where[:120], "purpose": wish.why, "access": wish.access}

    @staticmethod
    def known(walk: Walk, held: meetings.Meeting | None, parts: Parts) -> dict[str, Any]:
        """What is known, as initial values."""
        when: dict[str, Any] = {}
        if held is not None:
            local = held.local
            when = {"day": local.date(), "at": local.time(), "lasts": held.lasts, "place": held.place,
                    "places": held.places}  # fmt: skip
        same = ("title", "purpose", "themes", "access")
        return {
            **{name: getattr(walk, name) for name in same},
            "stops": "\n".join(walk.stops),
            **when,
            **vars(parts),
        }


class FilterForm(forms.Form):
    """Which walks the list shows."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *words.STATES.items()])


class FindingForm(forms.Form):
    """A finding as it is noted or corrected at the desk."""

    category = forms.ChoiceField(
        label=pgettext_lazy("finding", "What it is about"), choices=list(words.CATEGORIES.items())
    )
    point = places.PositionField(label=_("Where"), help_text=_("Click on the map, or write the nearest address."))
    feels = _text(_("What feels unsafe, or good"), help_text=_("No names of persons."))
    why = _text(_("Why"), required=False, lines=2)
    proposal = _text(_("Proposal"), required=False, lines=2)

    def noted(self) -> Noted:
        """What was filled in."""
        given = {name: self.cleaned_data[name] for name in ("category", "point", "feels", "why", "proposal")}
        return Noted(**given)


class CorrectForm(FindingForm):
    """The same, with what everybody reads."""

    shown = _text(
        _("What everybody reads of it"), required=False,
        help_text=_("In the protocol and on the public page. Empty: only what it is about, and the street."),
    )  # fmt: skip

    @staticmethod
    def known(finding: Finding) -> dict[str, Any]:
        """What is known, as initial values."""
        names = ("category", "point", "feels", "why", "proposal", "shown")
        return {name: getattr(finding, name) for name in names}


class ActForm(forms.Form):
    """The sentence for the public that goes with a step."""

    said = forms.CharField(label=_("What people are told"), max_length=400, required=False)


class AnswerForm(forms.Form):
    """What the owner of the ground answers."""

    answer = forms.ChoiceField(
        label=_("Answer"), choices=list(words.ANSWERS.items()), widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three answers.")},
    )  # fmt: skip
    until = forms.DateField(
        label=_("Done by"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        help_text=_("For what will be done."),
    )  # fmt: skip
    said = forms.CharField(
        label=_("What everybody reads"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you do, or why you don't. No names of persons."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A promise has its day, a day to come."""
        given = super().clean() or {}
        until = given.get("until")
        if given.get("answer") == "promise" and not until:
            self.add_error("until", _("Say by which day it will be done."))
        if until and until < timezone.localdate():
            self.add_error("until", _("Choose a day to come."))
        return given

    def given(self) -> dict[str, Any]:
        """What `finding.act` takes."""
        return {
            "action": self.cleaned_data["answer"],
            "said": self.cleaned_data["said"],
            "until": self.cleaned_data["until"],
        }


class AskForm(forms.Form):
    """Whom to ask."""

    holder = forms.TypedChoiceField(label=_("Owner of the ground"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *((each.id, each.name) for each in reading.holders()),
        ]


class HolderForm(forms.Form):
    """Somebody who holds ground."""

    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("A department, a company, an association.")
    )
    email = forms.EmailField(label=_("E-mail address for what is found"), max_length=254)
    own = forms.BooleanField(label=_("It is the municipality itself"), required=False)
    service = forms.CharField(
        label=_("Code in the fault-report system"), max_length=80, required=False,
        help_text=_("Empty: they are written a letter. With a code (service_code of Open311), findings are "
                    "reported there instead, each with its exact place."),
    )  # fmt: skip


class LookForm(forms.Form):
    """Somebody has looked at a photo before everybody does."""

    looked = forms.BooleanField(
        label=_("I have looked: no face, number plate or name can be made out"), required=False
    )


class ReportForm(forms.Form):
    """What somebody found in the fault-report system."""

    number = forms.CharField(
        label=_("Its number there"), max_length=80, required=False,
        help_text=_("Empty where it is not there: it is reported once more."),
    )  # fmt: skip


class JoinForm(forms.Form):
    """With which finding it is one."""

    other = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class WishForm(forms.Form):
    """What somebody is answered who asked for a walk."""

    answer = _text(_("What they are answered"), most=400)
