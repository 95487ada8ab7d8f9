"""The condition round on the phone: the signs that somebody should look at this week."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final, Literal

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kokong.field import api as field
from kokong.field.api import Taken, Taking
from kokong.kernel.fields import Point
from kokong.kernel.tenancy import municipality_id
from kokong.places import api as places

from . import reading, rules, words, work
from .models import Check
from .models import Sign as Row
from .values import Sign

Condition = Literal["good", "dirty", "crooked", "faded", "damaged", "missing"]
SOON: Final = timedelta(days=14)
BESIDE_M: Final = 40.0


class SignRecord(field.Record):
    """One record as the phone wrote it."""

    kind: Literal["checked"]
    sign: field.Id
    condition: Condition


def take(event: SignRecord, by: Taking) -> Taken:
    """Store one record; see `field.api.Subject`."""
    fresh = work.check(
        sign_id=event.sign, condition=event.condition, at=by.at, user_id=by.user_id,
        client_id=event.id,
    )  # fmt: skip
    return Taken("stored" if fresh else "already")


def photo_of(photo: field.Photo, by: Taking) -> tuple[str, int] | None:
    """A photo belongs to the look that it was taken with; None until that is here."""
    looks = Check.objects.filter(client_id=photo.record, sign_id=photo.subject_id, user_id=by.user_id)
    return ("sign", photo.subject_id) if looks.exists() else None


def week_of(number: int) -> tuple[datetime, datetime] | None:
    """When the week 202648 begins and ends; None where there is no such week."""
    try:
        first = date.fromisocalendar(number // 100, number % 100, 1)
        return _midnight(first), _midnight(first + timedelta(days=7))
    except (ValueError, OverflowError):
        return None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def this_week(now: datetime) -> int:
    """The week that a moment lies in, as the year and the week's number."""
    year, week, _day = timezone.localdate(now).isocalendar()
    return year * 100 + week


def to_look_at(*, begin: datetime) -> list[tuple[Sign, str]]:
    """Signs due within two weeks of a week's begin, and those looked at since, with what was seen."""
    seen = dict(Check.objects.filter(at__gte=begin).order_by("at", "pk").values_list("sign_id", "condition"))
    due = {each.id: each for each in reading.to_check(by=timezone.localdate(begin + SOON))}
    more = reading.values(Row.objects.filter(pk__in=seen.keys() - due.keys()))
    found = [*due.values(), *(each for each in more if each.state in rules.STANDING)]
    return [(each, seen.get(each.id, "")) for each in sorted(found, key=lambda s: s.id)]


@lru_cache(maxsize=64)  # a phone asks again and again, and the round of a week hardly changes
def _walked(_municipality_id: int | None, points: tuple[Point, ...]) -> tuple[int, ...]:
    return places.order_to_walk(points=points)


def in_walking_order(found: Sequence[tuple[Sign, str]]) -> list[tuple[Sign, str]]:
    """The signs of a round as somebody walks to them, from the first of the list, over the streets."""
    return [found[n] for n in _walked(municipality_id(), tuple(each.point for each, _seen in found))]


def rounds(*, user_id: int, now: datetime) -> list[field.Work]:  # noqa: ARG001 the same for everybody
    """This week's round, where there is any sign to look at."""
    number = this_week(now)
    begin, end = week_of(number) or (now, now)
    found = to_look_at(begin=begin)
    done = sum(1 for _sign, seen in found if seen)
    left = ngettext("%d sign left", "%d signs left", len(found) - done) % (len(found) - done)
    work_of = field.Work(
        key=f"signs/{number}", title=title(number), where=_("Signs due for a look"), left=left, due=end,
        total=len(found), tried=done, done=done,
    )  # fmt: skip
    return [work_of] if found else []


def title(number: int) -> str:
    """What the round is called."""
    return _("Condition round, week %d") % (number % 100)


def listing(*, number: int, user_id: int, now: datetime) -> field.Listing | None:  # noqa: ARG001
    """A week's round as the phone gets it; None where the week is not this one, or has no signs."""
    week = week_of(number)
    found = to_look_at(begin=week[0]) if week and week[0] <= now < week[1] else []
    if not week or not found:
        return None
    found = in_walking_order(found)
    quiet = places.quiet_beside(points=[each.point for each, _seen in found], within_m=BESIDE_M, now=now)
    subjects = [_subject(each, seen, nobody) for (each, seen), nobody in zip(found, quiet, strict=True)]
    return field.Listing(title(number), week[1], week[1], subjects)


def _subject(sign: Sign, seen: str, quiet: bool) -> dict[str, Any]:
    what = str(words.KINDS[sign.kind])
    return {
        "id": sign.id,
        "place": sign.place,
        "lon": sign.lon,
        "lat": sign.lat,
        "what": what,
        "seen": seen,
        "before": sign.condition,
        "quiet": quiet,
    }


WORDS: Final[dict[str, str | Promise | dict[str, str | Promise]]] = {
    "signs_saved": field.counted(
        gettext_lazy("Saved on this phone {time}, {n} sign"), gettext_lazy("Saved on this phone {time}, {n} signs")
    ),
    "signs_left": field.counted(gettext_lazy("{n} sign left"), gettext_lazy("{n} signs left")),
    "signs_done": gettext_lazy("Every sign has been looked at"),
    "signs_quiet": gettext_lazy("A home beside it is on the do-not-visit list: don't knock there."),
    "signs_ask": gettext_lazy("In which condition is it?"),
    "signs_before": gettext_lazy("Last time: {condition}"),
    "signs_seen": gettext_lazy("Seen: {condition}"),
}


def codes() -> Mapping[str, Mapping[str, str]]:
    """Conditions in words."""
    return {"conditions": {code: str(said) for code, said in words.CONDITIONS.items()}}


SIGN: Final = field.Subject(
    kind="sign", record=SignRecord, take=take, work=rounds, words=WORDS, codes=codes,
    lists=listing, path="signs", may="sign.check", photo=photo_of,
)  # fmt: skip
