"""What people write about meetings."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel import times

from . import drafting, kinds, rules, words
from .answering import Opened
from .values import Agreed, Draft, Meeting, Who

DAY: Final = {"type": "date"}
FOLDS: Final = [("0", _("the first: summer time")), ("1", _("the second: winter time"))]


class AnswerForm(forms.Form):
    """Whether somebody comes, and how many they are; nothing is chosen for them."""

    answer = forms.ChoiceField(
        label=_("Do you come?"),
        choices=[(code, words.ANSWERS[code]) for code in rules.ANSWERS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes, maybe or no.")},
    )
    people = forms.IntegerField(
        label=_("How many are you?"), required=False, min_value=1, max_value=rules.MOST_PEOPLE,
        help_text=_("Count yourself. It matters only where you come."),
    )  # fmt: skip

    def __init__(self, *args: Any, answered: Opened, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].initial = answered.answer or None
        self.fields["people"].initial = answered.people

    def clean_people(self) -> int:
        """One, where nothing is said."""
        return self.cleaned_data["people"] or 1


class WhenForm(forms.Form):
    """A day and a time by the clock there; which of two, where the clock shows it twice that night."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    at = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    fold = forms.ChoiceField(label=_("Which of the two times"), choices=FOLDS, widget=forms.RadioSelect)
    lasts = forms.IntegerField(
        label=_("How long, in minutes"), min_value=rules.SHORTEST_MIN, max_value=rules.LONGEST_MIN
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self._is_twice():
            del self.fields["fold"]

    def _is_twice(self) -> bool:
        if not self.is_bound:
            return bool(self.initial.get("fold"))
        try:
            day, at = (self.fields[name].clean(self.data.get(self.add_prefix(name))) for name in ("day", "at"))
            times.moment(datetime.combine(day, at), drafting.zone())
        except times.TwoTimes:
            return True
        except (times.NoSuchTime, forms.ValidationError):
            pass  # said when the form is read
        return False

    def when(self) -> dict[str, Any]:
        """The wall time and what else says when, as `Draft` and `move` have it."""
        given = self.cleaned_data
        fold = given.get("fold")
        return {
            "begins": datetime.combine(given["day"], given["at"]), "lasts": given["lasts"],
            "fold": int(fold) if fold else None,
        }  # fmt: skip

    @staticmethod
    def known_when(meeting: Meeting) -> dict[str, Any]:
        """When a meeting is, as initial values."""
        local = meeting.local
        return {"day": local.date(), "at": local.time(), "lasts": meeting.lasts, "fold": str(local.fold or "")}


class MeetingForm(WhenForm):
    """A meeting as it is planned."""

    title = forms.CharField(label=_("Title"), max_length=rules.LONGEST["title"])
    place = forms.CharField(label=_("Where"), required=False, max_length=rules.LONGEST["place"])
    places = forms.IntegerField(
        label=_("How many there is room for"), required=False, min_value=1, max_value=100_000,
        help_text=_("Leave it empty where there is room for everybody."),
    )  # fmt: skip
    audience = forms.CharField(label=_("For whom"), required=False, max_length=rules.LONGEST["audience"])
    host = forms.CharField(label=_("Host"), required=False, max_length=rules.LONGEST["host"])
    description = forms.CharField(
        label=_("What it is about"), required=False, widget=forms.Textarea(attrs={"rows": 6}),
        max_length=rules.LONGEST["description"], help_text=_("Everybody who is invited reads this."),
    )  # fmt: skip
    field_order = ("title", "day", "at", "fold", "lasts", "place", "places", "audience", "host", "description")

    def draft(self, known: Meeting | None = None) -> Draft:
        """What was filled in; a spot on the map stays as it was."""
        rest = {name: self.cleaned_data[name] for name in ("title", "place", "places", "audience", "host")}
        point = known.point if known else None
        return Draft(**rest, **self.when(), description=self.cleaned_data["description"], point=point)

    @staticmethod
    def known(meeting: Meeting) -> dict[str, Any]:
        """What is known, as initial values."""
        names = ("title", "place", "places", "audience", "host", "description")
        return {name: getattr(meeting, name) for name in names} | WhenForm.known_when(meeting)


class MoveForm(WhenForm):
    """Another time or place, with the sentence that people are told."""

    place = forms.CharField(label=_("Where"), required=False, max_length=rules.LONGEST["place"])
    said = forms.CharField(label=_("What people are told"), max_length=rules.LONGEST["said"])
    field_order = ("day", "at", "fold", "lasts", "place", "said")


class SaidForm(forms.Form):
    """A sentence that people are told."""

    said = forms.CharField(label=_("What people are told"), max_length=rules.LONGEST["said"])


class InviteForm(forms.Form):
    """Whom to invite: one on each line."""

    guests = forms.CharField(
        label=_("Names and addresses"), widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        max_length=60_000,
        help_text=_("One on each line: Eva Ek, eva@example.se. A name alone gets the invitation on paper."),
    )  # fmt: skip

    def who(self) -> list[Who]:
        """Each line: what has an @ is an address, the rest is a name."""
        return [_who(line) for line in self.cleaned_data["guests"].splitlines() if line.strip()]


def _who(line: str) -> Who:
    words_ = line.replace("<", " ").replace(">", " ").replace(";", " ").replace(",", " ").split()
    email = next((each for each in words_ if "@" in each), "")
    return Who(name=" ".join(each for each in words_ if each != email), email=email)


class CameForm(forms.Form):
    """How many came of one invitation; nothing takes back what was said."""

    came = forms.IntegerField(required=False, min_value=0, max_value=rules.MOST_PEOPLE)


class WalkInForm(forms.Form):
    """Somebody who came without being invited."""

    name = forms.CharField(label=_("Name"), required=False, max_length=rules.LONGEST["name"],
                           widget=forms.TextInput(attrs={"autocomplete": "off"}))  # fmt: skip
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=rules.MOST_PEOPLE, initial=1)


class MinutesForm(forms.Form):
    """What was said; `based_on` is the wording that was opened."""

    body = forms.CharField(label=_("What was said"), widget=forms.Textarea(attrs={"rows": 14}),
                           max_length=rules.LONGEST["body"])  # fmt: skip
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AgreedForm(forms.Form):
    """A decision, or what somebody does until a day."""

    text = forms.CharField(label=_("What was decided"), max_length=rules.LONGEST["text"])
    who = forms.CharField(label=_("Who does it"), required=False, max_length=rules.LONGEST["name"],
                          help_text=_("Leave it empty for a decision that nobody has to carry out."))  # fmt: skip
    due = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))

    def what(self) -> Agreed:
        """What was filled in: where somebody is named it is a task."""
        given = self.cleaned_data
        return Agreed(given["text"], task=bool(given["who"].strip()), who=given["who"], due=given["due"])


class MaterialForm(forms.Form):
    """Something to read."""

    title = forms.CharField(label=_("Title"), max_length=rules.LONGEST["title"])
    url = forms.CharField(label=_("Address"), max_length=500, help_text=_("Begins with https://"))


class OfferForm(WhenForm):
    """A time at which one can come and speak."""

    topic = forms.CharField(label=_("What about"), max_length=rules.LONGEST["title"])
    field_order = ("topic", "day", "at", "fold", "lasts")


class FilterForm(forms.Form):
    """Which meetings the list shows."""

    which = forms.ChoiceField(
        label=_("Which"), required=False,
        choices=[
            ("", _("Coming")),
            ("open", _("Held, without minutes")),
            ("past", pgettext_lazy("meetings", "Held")),
            ("cancelled", pgettext_lazy("meetings", "Cancelled")),
            ("all", _("All")),
        ],
    )  # fmt: skip
    whose = forms.ChoiceField(
        label=_("Whose"), required=False, choices=[("", _("Everybody’s")), ("mine", _("Mine"))]
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All")), *((kind.code, kind.name) for kind in kinds.everyone())]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
