"""The building check on the phone: one question open at a time, offline, with a photo as evidence."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from pydantic import Field

from kokong import questions
from kokong.field import api as field
from kokong.field.api import Taken, Taking

from .. import reading as buildings
from .. import rules
from . import reading, work
from .models import Answer, Check
from .sheet import language, sheet
from .values import Checked

GOES_ON: Final = timedelta(days=30)
"""So long after it was begun a check is among the work of the phone."""

Code = Annotated[str, Field(max_length=40)]


class CheckRecord(field.Record):
    """One record as the phone wrote it: an answer, or that all is answered."""

    kind: Literal["answered", "finished"]
    building_check: field.Id
    question: Code = ""
    given: Code = ""


def take(event: CheckRecord, by: Taking) -> Taken:
    """Store one record; see `field.api.Subject`."""
    if event.kind == "finished":
        if Check.objects.filter(pk=event.building_check, state="done").exists():
            return Taken("already")
        work.finish(check_id=event.building_check, now=by.at, roles=rules.FIELD)
        return Taken("stored")
    fresh = work.answer(
        check_id=event.building_check, question=event.question, given=event.given, at=by.at, user_id=by.user_id,
        client_id=event.id,
    )  # fmt: skip
    return Taken("stored" if fresh else "already")


def photo_of(photo: field.Photo, by: Taking) -> tuple[str, int] | None:
    """A photo belongs to the answer that it was taken with; None until that is here."""
    found = Answer.objects.filter(client_id=photo.record, within_id=photo.subject_id, user_id=by.user_id)
    return ("building_check", photo.subject_id) if found.exists() else None


def lists(*, user_id: int, now: datetime) -> list[field.Work]:  # noqa: ARG001 the same for everybody
    """The checks that go on."""
    found = [each for each in reading.checks(states=("begun",)) if now - each.begun <= GOES_ON]
    address = {each.id: each.address for each in buildings.buildings(ids=[each.building_id for each in found])}
    return [_work(each, address.get(each.building_id, "")) for each in found]


def _work(found: Checked, address: str) -> field.Work:
    done, total = len(found.answers), len(found.answers) + found.open
    left = ngettext("%d question left", "%d questions left", found.open) % found.open
    return field.Work(
        key=f"checks/{found.id}", title=_("Building check"), where=address, left=left, due=found.begun + GOES_ON,
        total=total, tried=done, done=done,
    )  # fmt: skip


def listing(*, number: int, user_id: int, now: datetime) -> field.Listing | None:  # noqa: ARG001
    """A check as the phone gets it; None where it doesn't go on."""
    row = Check.objects.filter(pk=number, state="begun").first()
    if row is None or now - row.begun > GOES_ON:
        return None
    found, until = reading.check(check_id=number), row.begun + GOES_ON
    building = buildings.building(building_id=found.building_id)
    subject: dict[str, Any] = {
        "id": found.id, "place": building.address, "lon": building.lon, "lat": building.lat,
        "sheet": questions.said(sheet(), language()), "answers": dict(found.answers),
    }  # fmt: skip
    return field.Listing(_("Building check"), until, until, [subject])


WORDS: Final[dict[str, str | Promise | dict[str, str | Promise]]] = {
    "checks_saved": field.counted(
        gettext_lazy("Saved on this phone {time}, {n} question"),
        gettext_lazy("Saved on this phone {time}, {n} questions"),
    ),
    "checks_left": field.counted(gettext_lazy("{n} question left"), gettext_lazy("{n} questions left")),
    "checks_done": gettext_lazy("Every question is answered"),
    "checks_must": gettext_lazy("Must be answered"),
    "checks_evidence": gettext_lazy("Take a photo before you answer, if you can."),
    "checks_finish": gettext_lazy("End the check"),
    "checks_missing": field.counted(
        gettext_lazy("{n} compulsory question left"), gettext_lazy("{n} compulsory questions left")
    ),
    "checks_finished": gettext_lazy("The check is ended. Its result is on the desk."),
}

CHECK: Final = field.Subject(
    kind="building_check", record=CheckRecord, take=take, work=lists, words=WORDS, lists=listing, path="checks",
    may="owner.check", photo=photo_of,
)  # fmt: skip
