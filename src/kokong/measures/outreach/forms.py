"""What people fill in about campaigns."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kokong import tables
from kokong.kernel import times
from kokong.places import api as places

from . import costs, reading, rules, words
from .channels import CHANNELS
from .channels.values import Channel
from .values import Audience, Campaign, Plan
from .wording import Words

_PLAIN: Final = ("name", "goal", "season", "ends", "budget", "both", "language")
DAY: Final = {"type": "date"}
WALL: Final = "%Y-%m-%dT%H:%M"


def _wall(text: str) -> datetime:
    """A day and a time of day, as a browser sends them or a person types them; a zone is none of them."""
    day, _between, clock = text.replace("T", " ", 1).partition(" ")
    return datetime.combine(tables.day(day), tables.clock(clock).replace(second=0, microsecond=0))


class LocalTimeField(forms.Field):
    """A time as the clock on the wall shows it; clear about the night on which the clock is put forward."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WALL)

    def to_python(self, value: Any) -> datetime | None:
        """The moment; of an hour that comes twice, the first. Raises ValidationError."""
        if value in self.empty_values:
            return None
        try:
            wall = _wall(str(value).strip())
        except ValueError as error:
            raise ValidationError(_("Write a day and a time: 2026-11-02 08:00.")) from error
        try:
            return times.moment(wall, reading.zone().key, fold=0)
        except times.NoSuchTime as error:
            raise ValidationError(
                _("There is no %(time)s that night: the clock is put forward. Choose another time.")
                % {"time": f"{wall:%H:%M}"}
            ) from error
        except OverflowError as error:
            raise ValidationError(_("Write a day and a time: 2026-11-02 08:00.")) from error


class PlanForm(forms.Form):
    """What a campaign is for, and for whom."""

    name = forms.CharField(
        label=_("What you call it"),
        max_length=rules.LONGEST["name"],
        help_text=_("For yourselves: “Dark months 2026”."),
    )
    goal = forms.CharField(
        label=_("What it shall lead to"), max_length=rules.LONGEST["goal"],
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("So that it can be followed up: “200 homes more with a timer”."),
    )  # fmt: skip
    season = forms.ChoiceField(label=_("Season"), choices=list(words.SEASONS.items()))
    ends = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        help_text=_("After it, what can be taken down is."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), choices=list(words.LANGUAGES.items()))
    areas = forms.TypedMultipleChoiceField(
        label=_("Areas"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("None: the whole municipality."),
    )  # fmt: skip
    homes = forms.MultipleChoiceField(
        label=_("Kinds of home"), required=False, choices=list(words.HOMES.items()),
        widget=forms.CheckboxSelectMultiple, help_text=_("None: all kinds."),
    )  # fmt: skip
    budget = forms.IntegerField(
        label=_("Budget, kr"), required=False, min_value=0, max_value=rules.MOST_BUDGET,
    )  # fmt: skip
    both = forms.BooleanField(
        label=_("It speaks for the municipality and the police"), required=False,
        help_text=_("Then the other authority approves it, once for all channels."),
    )  # fmt: skip
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas: Any = self.fields["areas"]
        areas.choices = [(area.id, area.name) for area in places.areas()]
        if not areas.choices:
            del self.fields["areas"]

    def plan(self) -> Plan:
        """What was filled in."""
        data = self.cleaned_data
        whom = Audience(tuple(data.get("areas", ())), tuple(data["homes"]))
        return Plan(
            name=data["name"], goal=data["goal"], season=data["season"], ends=data["ends"], budget=data["budget"],
            both=data["both"], language=data["language"], audience=whom,
        )  # fmt: skip

    @staticmethod
    def known(found: Plan, *, based_on: int) -> dict[str, Any]:
        """What stands, as the form's initial values."""
        return {
            **{name: getattr(found, name) for name in _PLAIN},
            "areas": found.audience.areas, "homes": found.audience.homes, "based_on": based_on,
        }  # fmt: skip


@dataclass(frozen=True)
class Offered:
    """A channel in the form: whether it is used, and its own words."""

    channel: Channel
    on: BoundField
    own: BoundField


class WordsForm(forms.Form):
    """One text, the channels that it goes by, and what some of them say otherwise."""

    title = forms.CharField(label=_("Title"), max_length=rules.LONGEST["title"])
    lead = forms.CharField(
        label=_("In one or two sentences"), required=False, max_length=rules.LONGEST["lead"],
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    body = forms.CharField(
        label=_("Text"), required=False, max_length=rules.LONGEST["body"], strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("## before a heading, * before each point of a list, **bold**, [words](https://…) a link."),
    )  # fmt: skip
    link = forms.CharField(
        label=_("Where its links lead"), required=False, max_length=rules.LONGEST["link"],
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text=_("Empty: to the news on the site, where that is among the channels."),
    )  # fmt: skip
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, channel in CHANNELS.items():
            self.fields[f"on_{name}"] = forms.BooleanField(
                label=str(channel.title), required=False, help_text=str(channel.says)
            )
            self.fields[f"own_{name}"] = forms.CharField(
                label=_("Its own words"), required=False, max_length=rules.LONGEST["own"], strip=False,
                help_text=_("Empty: what the main text makes of itself. {link} is where the link stands."),
                widget=forms.Textarea(attrs={"rows": 4}),
            )  # fmt: skip

    def main(self) -> list[BoundField]:
        """The fields of the main text, those that the page doesn't show among them."""
        return [self[name] for name in ("title", "lead", "body", "link", "based_on")]

    def channels(self) -> Iterator[Offered]:
        """The channels as the form offers them."""
        for name, channel in CHANNELS.items():
            yield Offered(channel, self[f"on_{name}"], self[f"own_{name}"])

    @cached_property
    def at_hand(self) -> list[Offered]:
        """Those that can be used, or are chosen all the same."""
        return [each for each in self.channels() if each.on.value() or not each.channel.why_not]

    @cached_property
    def not_connected(self) -> list[Offered]:
        """The others: folded together, so that they stand in nobody's way."""
        return [each for each in self.channels() if each not in self.at_hand]

    def words(self) -> Words:
        """What was filled in; of a form that is not valid, as far as it can be read."""
        data = self.cleaned_data
        chosen = tuple(name for name in CHANNELS if data.get(f"on_{name}"))
        own = {name: text for name in CHANNELS if (text := data.get(f"own_{name}", ""))}
        return Words(
            data.get("title", ""), data.get("lead", ""), data.get("body", ""), data.get("link", ""), chosen, own
        )

    @staticmethod
    def known(found: Words, *, based_on: int) -> dict[str, Any]:
        """What stands, as the form's initial values."""
        main = {"title": found.title, "lead": found.lead, "body": found.body, "link": found.link}
        chosen = {f"on_{name}": name in found.channels for name in CHANNELS}
        own = {f"own_{name}": found.own.get(name, "") for name in CHANNELS}
        return {**main, **chosen, **own, "based_on": based_on}


class StartForm(PlanForm):
    """A new campaign: its plan, and the title of its text."""

    title = forms.CharField(
        label=_("Title of its text"), max_length=rules.LONGEST["title"], help_text=_("As everybody reads it.")
    )
    field_order = ("name", "title", "goal", "season", "ends")


class MoveForm(forms.Form):
    """Why a campaign is led on, and when it goes out."""

    why = forms.CharField(
        label=_("Why, in a sentence"), max_length=rules.SENTENCE,
        help_text=_("It stays with the campaign. Name no person."),
    )  # fmt: skip
    at = LocalTimeField(label=_("Goes out at"), required=False, help_text=_("Empty: at once."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, times: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not times:
            del self.fields["at"]

    def asked(self) -> dict[str, Any]:
        """What was filled in, as `moving.act` takes it."""
        data = self.cleaned_data
        return {"why": data["why"], "version": data["version"], "at": data.get("at")}


class PostedForm(forms.Form):
    """Where a text was posted, how many sheets were handed out, and how long it took."""

    where = forms.CharField(
        label=_("Its address, where it has one"), required=False, max_length=rules.LONGEST["link"],
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )  # fmt: skip
    copies = forms.IntegerField(
        label=_("How many were printed and handed out"), required=False, min_value=0, max_value=costs.MOST_COPIES,
    )  # fmt: skip
    hours = forms.DecimalField(
        label=_("Hours of work"), required=False, min_value=0, max_value=costs.MOST_HOURS, decimal_places=2,
        localize=True,
    )  # fmt: skip

    def __init__(self, *args: Any, paper: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["where" if paper else "copies"]

    def told(self) -> dict[str, Any]:
        """What was filled in, as `deciding.decide` takes it."""
        return dict(self.cleaned_data)


class PricesForm(forms.Form):
    """What a sheet and an hour cost."""

    sheet = forms.DecimalField(
        label=_("A printed sheet, kr"),
        required=False,
        min_value=0,
        max_value=10_000,
        decimal_places=2,
        localize=True,
    )
    hour = forms.DecimalField(
        label=_("An hour of work, kr"),
        required=False,
        min_value=0,
        max_value=10_000,
        decimal_places=2,
        localize=True,
    )

    def told(self) -> costs.Prices:
        """What was filled in."""
        return costs.Prices(self.cleaned_data["sheet"], self.cleaned_data["hour"])


def words_form(found: Campaign) -> dict[str, Any]:
    """What stands of a campaign's words, as initial values."""
    return WordsForm.known(found.words, based_on=found.revision)
