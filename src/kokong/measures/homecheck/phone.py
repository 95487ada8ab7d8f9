"""The home check on a visitor's phone, together with who lives there: asked offline, and kept by nobody."""

from datetime import datetime, time, timedelta
from typing import Any, Final, Literal

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong import questions
from kokong.field import api as field
from kokong.field.api import Taken, Taking

from . import together
from .sheet import language, sheet

ONLY: Final = 1
"""Everybody has the same list, and on it stands one sheet."""
STAYS: Final = timedelta(days=30)


class TogetherRecord(field.Record):
    """One record as the phone wrote it: that a check was gone through, and in which area."""

    kind: Literal["together"]
    home_check: field.Id
    area: field.Id | None = None


def take(event: TogetherRecord, by: Taking) -> Taken:
    """Tell of one check; told again it is the same. See `field.api.Subject`."""
    together.done(record=event.id, area_id=event.area, at=by.at, now=by.now)
    return Taken("stored")


def lists(*, user_id: int, now: datetime) -> list[field.Work]:  # noqa: ARG001 the same for everybody
    """The sheet, where the municipality offers the home check and has areas to count in."""
    asked = len(sheet().questions)
    listed = field.Work(
        key=f"home-checks/{ONLY}", title=_("Home check together"), where=_("At a door, or at a meeting"),
        left=_("{n} questions").format(n=asked), due=_until(now), total=asked, tried=0, done=0,
    )  # fmt: skip
    return [listed] if together.offered() else []


def listing(*, number: int, user_id: int, now: datetime) -> field.Listing | None:  # noqa: ARG001
    """The sheet as the phone gets it, and the areas; None for any other number."""
    found = together.areas()
    if number != ONLY or not together.offered():
        return None
    subject: dict[str, Any] = {
        "id": ONLY, "sheet": questions.said(sheet(), language()),
        "areas": [{"id": each, "name": name} for each, name in found],
    }  # fmt: skip
    return field.Listing(_("Home check together"), _until(now), _until(now), [subject])


def _until(now: datetime) -> datetime:
    """The end of a day some weeks ahead: the same all day, so that a phone isn't told anew each time it asks."""
    return timezone.make_aware(datetime.combine(timezone.localdate(now + STAYS), time()))


WORDS: Final[dict[str, str | Promise | dict[str, str | Promise]]] = {
    "together_saved": gettext_lazy("Saved on this phone {time}. Answers are not saved."),
    "together_asks": field.counted(gettext_lazy("{n} question"), gettext_lazy("{n} questions")),
    "together_left": field.counted(gettext_lazy("{n} question left"), gettext_lazy("{n} questions left")),
    "together_done": gettext_lazy("Every question is answered"),
    "together_lead": gettext_lazy(
        "Go through the home together. Answers stay on this page and are gone when you leave it."
    ),
    "together_steps": gettext_lazy("The next three steps"),
    "together_nothing": gettext_lazy("Nothing left of what we asked about. Look again in a year."),
    "together_link": gettext_lazy(
        "On their own phone they find it on the municipality’s site, under The home check."
    ),
    "together_area": gettext_lazy("In which area?"),
    "together_choose": gettext_lazy("Choose an area"),
    "together_finish": gettext_lazy("Done together"),
    "together_finished": gettext_lazy("It is counted. The answers are gone."),
}

TOGETHER: Final = field.Subject(
    kind="home_check", record=TogetherRecord, take=take, work=lists, words=WORDS, lists=listing,
    path="home-checks", may="homecheck.phone",
)  # fmt: skip
