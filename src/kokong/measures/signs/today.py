"""What of the signs waits today, and what stands near a home."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel.fields import Point
from kokong.kernel.measure import Figure
from kokong.kernel.today import Day, Line, Section, section
from kokong.kernel.year import Item
from kokong.people import api as people
from kokong.places import api as places

from . import reading, rules, words
from .values import Sign

NEAR_M: Final = 150.0


def day(*, actor: people.Actor, now: datetime) -> Day:
    """Signs to replace, to take down, to put up and to look at."""
    if not actor.may("sign.do"):
        return Day()
    found = reading.signs(states=(*rules.STANDING, "ordered"))
    week = timezone.localdate(now) + timedelta(days=7)
    up = [each for each in found if each.state == "up" and not _to_mend(each)]
    due = [each for each in up if each.next_check and each.next_check <= week]
    return Day(
        sections=(
            _section("worn_signs", _("Signs to replace"), (s for s in found if s.state == "worn"), "worn"),
            _section("signs_to_mend", _("Signs to clean or straighten"), filter(_to_mend, found), "up"),
            _section("unwanted_signs", _("Signs to take down"), filter(_unwanted, found)),
            _section("refused_signs", _("Signs whose owner says no"), _refused()),
            _section("ordered_signs", _("Signs to put up"), (s for s in found if s.state == "ordered"), "ordered"),
            _section("due_signs", _("Signs to look at"), due, "up"),
        )
    )


def year(*, actor: people.Actor, since: date, until: date) -> tuple[Item, ...]:
    """When signs are to be looked at, warnings have said what they say, and permits run out."""
    if not actor.may("sign.see"):
        return ()
    page = f"{reverse('signs:list')}?state="
    return tuple(
        Item(by, title, count, page + state)
        for title, state, days in (
            (_("Signs to look at"), "up", reading.days_to_check(since=since, until=until)),
            (_("Warning signs to take down"), "", reading.days_outlived(since=since, until=until)),
            (_("Permits of signs that run out"), "", reading.days_of_permits(since=since, until=until)),
        )
        for by, count in days
    )


def figure(*, actor: people.Actor, now: datetime) -> Figure:
    """How many signs stand, and how many wait for somebody."""
    up, waits = reading.standing(now=now)
    url = reverse("signs:list") if actor.may("sign.see") else ""
    return Figure(str(up), _("signs stand in the streets"), waits, url)


def at_home(*, dwelling_id: int, actor: people.Actor, now: datetime) -> tuple[Line, ...]:  # noqa: ARG001
    """Signs that stand near a home."""
    home = places.dwelling(dwelling_id=dwelling_id) if actor.may("sign.see") else None
    found = reading.near(point=Point(home.x, home.y), within_m=NEAR_M) if home else ()
    return tuple(
        Line(_("Sign: %s") % words.KINDS[each.kind], _("%(m)d m away") % {"m": metres}, _page(each))
        for metres, each in found
    )


def _to_mend(sign: Sign) -> bool:
    """Somebody found it dirty or crooked, and nobody has seen it in order since."""
    return sign.state == "up" and sign.condition in rules.TO_MEND


def _refused() -> tuple[Sign, ...]:
    """They don't stand yet, and whoever has the ground doesn't want them there."""
    waiting = reading.signs(states=("planned", "ordered"))
    no = reading.refused(ids=[each.id for each in waiting])
    return tuple(each for each in waiting if each.id in no)


def _unwanted(sign: Sign) -> bool:
    """It stands although nobody agrees any more, or says what is over."""
    return sign.state in rules.STANDING and (sign.outlived or not sign.consent)


def _section(key: str, title: str, found: Iterable[Sign], state: str = "") -> Section:
    lines = [Line(each.place, _said(each), _page(each)) for each in found]
    return section(key, title, lines, url=f"{reverse('signs:list')}?state={state}", column="second")


def _said(sign: Sign) -> str:
    """Its kind, and its condition where that is why it is there."""
    kind = str(words.KINDS[sign.kind])
    wrong = sign.condition in rules.WORN | rules.TO_MEND
    return f"{words.CONDITIONS[sign.condition]} · {kind}" if wrong else kind


def _page(sign: Sign) -> str:
    return reverse("signs:sign", args=[sign.id])
