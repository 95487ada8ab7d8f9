"""What the page of the week's stretches shows: where the homes with the highest risk lie."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokong.kernel.fields import Point
from kokong.places import api as places

from . import api, maps, reading, telling
from .telling import Figures, number, percent

WITHIN_M: Final = 1.0  # the ends are homes; one that is gone has its neighbours still


@dataclass(frozen=True)
class Stretch:
    """A stretch as the list shows it. `why` says what happened near by."""

    rank: int
    name: str
    homes: int
    times: str
    why: str


@dataclass(frozen=True)
class Share:
    """What a share of the homes held, in order of risk and of distance, and the difference."""

    share: str
    homes: int
    by_risk: str
    by_distance: str
    interval: str


@dataclass(frozen=True)
class Page:
    """The week's stretches, and how good such lists were."""

    run: api.Run
    week: str
    over: bool
    lead: str
    more: int
    stretches: tuple[Stretch, ...]
    sentence: str
    against: str
    shares: tuple[Share, ...]


def page(*, now: datetime) -> Page | None:
    """The page of stretches; None before there is one."""
    found = reading.newest_result(kind="homes")
    if found is None:
        return None
    figures = found.figures
    week = date.fromisoformat(figures["week"])
    return Page(
        run=found.run,
        week=telling.week(week),
        over=not week <= timezone.localdate(now) < week + maps.WEEK,
        lead=_lead(figures),
        more=figures["joined"] - len(figures["stretches"]),
        stretches=tuple(_named(figures["stretches"])),
        sentence=_sentence(figures),
        against=_against(figures["shares"][0]),
        shares=tuple(map(_share, figures["shares"])),
    )


def _lead(figures: Figures) -> str:
    first = figures["shares"][0]
    return _("Where the %(homes)s homes with the highest risk lie, %(share)s of all.") % {
        "homes": number(first["homes"], 0),
        "share": percent(first["share"]),
    }


def _named(rows: Sequence[Figures]) -> Iterator[Stretch]:
    """Each with the addresses at its ends. One query for all."""
    ends = [Point(*row[end]) for row in rows for end in ("from", "to")]
    homes = places.nearest_dwellings(points=ends, within_m=WITHIN_M)
    for place, row in enumerate(rows):
        yield Stretch(
            rank=place + 1,
            name=_between(homes[2 * place], homes[2 * place + 1]),
            homes=row["homes"],
            times=number(row["times"]),
            why=_recently(row["recent"]),
        )


def _between(first: places.Dwelling | None, last: places.Dwelling | None) -> str:
    """ "Storgatan 3–15", from house to house; one of them where the stretch is one house."""
    known = [each for each in (first, last) if each]
    if not known:
        return _("A stretch whose homes are no longer known")
    houses = list(dict.fromkeys(f"{each.street} {each.number}".strip() for each in known))
    if len(houses) == 1:
        return houses[0]
    if known[0].street and known[0].street == known[1].street:
        return f"{houses[0]}–{known[1].number}"
    return _("%(first)s to %(last)s") % {"first": houses[0], "last": houses[1]}


def _recently(recent: int) -> str:
    if not recent:
        return _("No burglary near by in the last four weeks; many over the years")
    return ngettext(
        "%(count)s burglary near by in the last four weeks",
        "%(count)s burglaries near by in the last four weeks",
        recent,
    ) % {"count": recent}


def _sentence(figures: Figures) -> str:
    first = figures["shares"][0]
    said = {
        "weeks": figures["weeks"],
        "events": figures["events"],
        "share": percent(first["share"]),
        "risk": percent(first["by_risk"]),
        "distance": percent(first["by_distance"]),
    }
    return (
        _(
            "In the last %(weeks)s weeks there were %(events)s burglaries. The first %(share)s of homes held "
            "%(risk)s of them when put in order by risk, and %(distance)s when put in order by distance from the "
            "last burglaries."
        )
        % said
    )


def _against(row: Figures) -> str:
    if row["low"] is not None and row["low"] > 0:
        return _("The order by risk held significantly more.")
    if row["high"] is not None and row["high"] < 0:
        return _("The order by distance held significantly more: go by that.")
    return _("No difference can be shown. With few burglaries that is usual.")


def _share(row: Figures) -> Share:
    return Share(
        share=percent(row["share"]),
        homes=row["homes"],
        by_risk=percent(row["by_risk"]),
        by_distance=percent(row["by_distance"]),
        interval=f"{_points(row['low'])} – {_points(row['high'])}",
    )


def _points(difference: float | None) -> str:
    return number(None if difference is None else 100 * difference)
