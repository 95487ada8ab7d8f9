"""What of the owners waits today, and who has the building of a home."""

from datetime import date, datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokong.kernel.measure import Figure
from kokong.kernel.today import Day, Line, section
from kokong.kernel.year import Item
from kokong.people import api as people

from . import reading, rules, words
from .breakfast import work
from .values import Building


def day(*, actor: people.Actor, now: datetime) -> Day:  # noqa: ARG001 a dispute has no day
    """Buildings that several claim."""
    if not actor.may("owner.do"):
        return Day()
    lines = [Line(each.address, " · ".join(each.owners), _page(each)) for each in reading.disputed()]
    url = f"{reverse('owners:list')}?show=disputed"
    return Day(
        sections=(
            section("disputed_buildings", _("Buildings that several claim"), lines, url=url, column="second"),
        )
    )


def at_home(*, dwelling_id: int, actor: people.Actor, now: datetime) -> tuple[Line, ...]:  # noqa: ARG001
    """Who owns and manages the building in which a home lies."""
    found = reading.at_home(dwelling_id=dwelling_id) if actor.may("owner.see") else ()
    return tuple(
        Line(
            _("%(part)s the building: %(owner)s") % {"part": words.PARTS[claim.part], "owner": claim.owner},
            _("Disputed") if building.disputed and claim.part == "owns" else "",
            reverse("owners:owner", args=[claim.owner_id]),
        )
        for building, claim in found
    )


def year(*, actor: people.Actor, since: date, until: date) -> tuple[Item, ...]:
    """When owners are asked to breakfast, where there are some who want to be."""
    if not actor.may("owner.do") or not work.reached():
        return ()
    next_one = work.proposed(now=timezone.now())
    if not since <= next_one < until:
        return ()
    return (Item(next_one, _("Breakfast with property owners"), 1, reverse("owners:breakfast")),)


def start(request: HttpRequest) -> str:
    """Representatives of owners, without a desk, begin at their own pages."""
    actor: people.Actor | None = getattr(request, "actor", None)
    if actor is None:
        return ""
    return "" if rules.OWN.isdisjoint({*actor.roles, *(on.role for on in actor.on)}) else "owners:mine"


def figure(*, actor: people.Actor, now: datetime) -> Figure:  # noqa: ARG001
    """How many owners are known, and how many buildings several claim."""
    count, homes = reading.counts()
    said = ngettext("owners, with %d home", "owners, with %d homes", homes) % homes
    url = reverse("owners:list") if actor.may("owner.see") else ""
    return Figure(str(count), said, len(reading.disputed_ids()), url)


def _page(building: Building) -> str:
    return reverse("owners:building", args=[building.id])
