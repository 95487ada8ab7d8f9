"""What people fill in about texts."""

from datetime import datetime, timedelta, timezone
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone as django_timezone
from django.utils.translation import gettext_lazy as _

from kokong.kernel import times
from kokong.kernel.errors import UserError
from kokong.pictures import api as pictures

from . import kinds, library, rules, words
from .values import LeadsElsewhere, Words
from .widgets import CommonMarkField, Editor

_TIME: Final = {"type": "datetime-local"}
_WALL: Final = timezone(timedelta(0), "wall")


class WallTime(forms.DateTimeField):
    """A day and a time as the clock on the wall shows it; of an hour that comes twice the first, or the `last`."""

    widget = forms.DateTimeInput(attrs=_TIME, format="%Y-%m-%dT%H:%M")

    def __init__(self, *, last: bool = False, **given: Any) -> None:
        super().__init__(**given)
        self.last = last

    def to_python(self, value: Any) -> datetime | None:
        """The moment. Raises ValidationError, in words of its own where the clock is put forward over it."""
        with django_timezone.override(_WALL):
            wall = super().to_python(value)
        if wall is None or wall.tzinfo is not _WALL:
            return wall
        try:
            return times.moment(wall, django_timezone.get_current_timezone_name(), fold=int(self.last))
        except times.NoSuchTime as error:
            said = _("There is no %(time)s that night: the clock is put forward. Choose another time.")
            raise ValidationError(said % {"time": f"{wall:%H:%M}"}) from error


class Asking(forms.Form):
    """Asks whether an address shall be taken that leads elsewhere, where it does and only then."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "again" in self.data:
            self._ask()

    def _ask(self) -> None:
        self.fields["again"] = forms.BooleanField(
            label=_("Take this address all the same"), required=False,
            help_text=_("Who follows an earlier link to it then finds this text instead."),
        )  # fmt: skip

    def refuse(self, error: UserError) -> None:
        """Say an error beside its field, and ask where that is what it is about."""
        if isinstance(error, LeadsElsewhere) and "again" not in self.fields:
            self._ask()
        field = getattr(error, "field", None)
        self.add_error(field if field in self.fields else None, error.message)


class WordsForm(forms.Form):
    """What a text says, and the revision that its writer had opened."""

    title = forms.CharField(label=_("Title"), max_length=rules.LONGEST["title"])
    lead = forms.CharField(
        label=_("In one or two sentences"), required=False, max_length=rules.LONGEST["lead"],
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    body = CommonMarkField(
        label=_("Text"),
        widget=Editor(pictures=True),
        help_text=_("## before a heading, * before each point of a list, **bold**, [words](https://…) a link."),
    )
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def words(self) -> Words:
        """What was filled in."""
        data = self.cleaned_data
        return Words(data["title"], data["lead"], data["body"])

    @staticmethod
    def known(found: Words, *, based_on: int) -> dict[str, Any]:
        """What stands, as the form's initial values."""
        return {"title": found.title, "lead": found.lead, "body": found.body, "based_on": based_on}


def _articles() -> list[tuple[str, object]]:
    own = _("No article: it stands by itself")
    return [("", own), *((each.slug, each.words.title) for each in library.articles(library.reader()))]


class NewForm(Asking, WordsForm):
    """A new text."""

    kind = forms.ChoiceField(label=_("Kind"), choices=kinds.begun_here)
    language = forms.ChoiceField(label=_("Language"), choices=list(words.LANGUAGES.items()))
    instead = forms.ChoiceField(
        label=_("In the place of an article"), required=False, choices=_articles,
        help_text=_("Only for advice. The article is not shown while your text is."),
    )  # fmt: skip
    both = forms.BooleanField(
        label=_("It speaks for the municipality and the police"), required=False,
        help_text=_("Then the other authority approves it before it is published."),
    )  # fmt: skip
    field_order = ("kind", "language", "instead", "title", "lead", "body", "both")

    def slug(self) -> str:
        """The end of its address where it stands in an article's place; empty for one of its own."""
        return str(self.cleaned_data["instead"]) if self.cleaned_data["kind"] == "advice" else ""


class SeenForm(forms.Form):
    """The newest revision when the person looked."""

    based_on = forms.IntegerField(min_value=1)


class AddressForm(Asking):
    """Another end of a text's address."""

    slug = forms.CharField(
        label=_("End of the address"), max_length=rules.LONGEST_SLUG,
        help_text=_("Letters a to z, numbers and hyphens. The earlier address leads here from then on."),
    )  # fmt: skip
    said = forms.CharField(
        label=_("Why, in a sentence"), max_length=rules.LONGEST_SAID,
        help_text=_("It stays with the text. Name no person."),
    )  # fmt: skip

    def asked(self) -> dict[str, Any]:
        """What was filled in, as `moving.readdress` takes it."""
        return dict(self.cleaned_data)


class PictureForm(forms.Form):
    """A picture for a text."""

    picture = pictures.PictureField(
        help_text=_("JPEG, PNG, WebP or HEIC, at most 25 MB. Place and time are removed.")
    )
    alt = forms.CharField(
        label=_("What the picture shows"), max_length=300,
        help_text=_("In a sentence, for those who don't see it."),
        error_messages={"required": _("Say in a sentence what the picture shows. Nothing was saved.")},
    )  # fmt: skip


class MoveForm(forms.Form):
    """Why a text is moved, and from and until when it is shown where it is published."""

    said = forms.CharField(
        label=_("Why, in a sentence"), max_length=rules.LONGEST_SAID,
        help_text=_("It stays with the text. Name no person."),
    )  # fmt: skip
    at = WallTime(label=_("Publish at"), required=False, help_text=_("Only where it is published later."))
    expires = WallTime(
        label=_("Show until"), required=False, last=True, help_text=_("Empty: until somebody takes it back.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, times: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not times:
            del self.fields["at"], self.fields["expires"]

    def asked(self) -> dict[str, Any]:
        """What was filled in, as `work.move` takes it."""
        data = self.cleaned_data
        times: dict[str, datetime | None] = {"at": data["at"], "expires": data["expires"]}
        return {"said": data["said"], "revision": data["revision"], **times}
