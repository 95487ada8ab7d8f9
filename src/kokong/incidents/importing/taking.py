"""Taking an understood row in: nothing twice."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache, partial
from typing import Final, TypeAlias, cast

from django.utils.translation import gettext as _
from pyproj import Transformer

from kokong.intake.api import Already, CellProblem, Row, Taken
from kokong.kernel import tenancy
from kokong.kernel.errors import UserError
from kokong.kernel.fields import Point
from kokong.kernel.models import Municipality
from kokong.places import api as places

from .. import checks, intake, models, rules, values, words
from .understanding import Told, Where, told, where

Home: TypeAlias = Callable[[], places.Dwelling]
WITHIN_M: Final = 50.0
FARTHEST_M: Final = 1e8  # no system's coordinates go so far; a database can't tell distances between larger ones


def take(row: Row, *, now: datetime) -> Taken:
    """Report the burglary that a row tells, and confirm it where that may be. Raises Already, UserError."""
    burglary = told(row, now=now)
    if burglary.state == "withdrawn":
        raise Already(_("Withdrawn, and so left out."))
    try:
        return _kept(burglary, cast(Home | None, row.ahead), now=now)
    except values.Duplicate as error:
        if error.other_case:  # two reports: somebody has to say
            raise CellProblem(_asked(error)) from error
        raise Already(error.message, subject_id=error.burglary_id) from error


def _asked(error: values.Duplicate) -> str:
    return _("%(message)s If it is another burglary, write yes in a column “%(column)s”.") % {
        "message": error.message, "column": str(words.COLUMNS["another"])
    }  # fmt: skip


def ahead(rows: Sequence[Row]) -> Mapping[int, Home]:
    """How the home of each row that tells an address is had: all of them are looked up in a few queries."""
    addresses = {row.line: address for row in rows if (address := _address(row))}
    together = places.told_together(texts=list(addresses.values()))
    return {line: partial(together.home_told, text=address) for line, address in addresses.items()}


def _address(row: Row) -> str:
    try:
        return where(row).address
    except UserError:  # the row is refused when it is taken
        return ""


def _kept(told: Told, ahead: Home | None, *, now: datetime) -> Taken:
    _known(told)
    checks.known_case(told.case_number)
    home = ahead() if ahead is not None else dwelling_at(told.where)
    kind = _kind(told.dwelling_kind, home)
    draft = intake.report(
        dwelling_id=home.id, earliest=told.earliest, latest=told.latest, completed=told.completed,
        dwelling_kind=kind, entry_point=told.entry_point, source="import",
        case_number=told.case_number, contact=told.contact, another=told.another, even_withdrawn=True,
        now=now,
    )  # fmt: skip
    return _confirmed(draft, told, now=now)


def _kind(said: str, home: places.Dwelling) -> str:
    """The statistics know houses and row houses together; the address register may tell them apart."""
    if said != "house_or_row":
        return said
    return "row" if rules.kind_for(home.kind) == "row" else "house"


def _known(told: Told) -> None:
    """An export carries our own ids: such a row is here already, if its times still agree."""
    row = models.Burglary.objects.filter(pk=told.known_id).first() if told.known_id else None
    if row is not None and (row.earliest, row.latest) == (told.earliest, told.latest):
        raise Already(_("Already there: %s.") % checks.sentence(row), subject_id=row.pk)


def _confirmed(draft: values.Burglary, told: Told, *, now: datetime) -> Taken:
    may_confirm = tenancy.current().authority != "municipality"
    become = rules.on_import(latest=draft.latest, now=now, may_confirm=may_confirm)
    if told.state == "draft" or become == "draft":
        return Taken(draft.id, _("Waits for the police to confirm it."), waits=True)
    done, event = intake.confirm(burglary_id=draft.id, now=now, quietly=become == "confirmed quietly")
    return Taken(done.id, events=(event,) if event else ())


def dwelling_at(where: Where) -> places.Dwelling:
    """The dwelling that a row means. Raises UserError: unknown, ambiguous, or outside the municipality."""
    if where.address:
        return places.home_told(text=where.address)
    point = point_of(where)
    if point is None:
        raise CellProblem(_("The coordinates lie outside the municipality."))
    home = places.nearest_dwelling(point=point, within_m=WITHIN_M)
    if home is not None:
        return home
    if places.contains(point=point):
        raise CellProblem(_("No dwelling stands within 50 m of the coordinates."))
    swapped = from_degrees(where.degrees[1], where.degrees[0]) if where.degrees else None
    if swapped and _on_earth(swapped) and places.contains(point=swapped):
        raise CellProblem(
            _("The coordinates lie outside the municipality; latitude and longitude seem to be swapped.")
        )
    raise CellProblem(_("The coordinates lie outside the municipality."))


def point_of(where: Where) -> Point | None:
    """Where a row's coordinates lie; None where that is nowhere on earth."""
    point = Point(*where.metres) if where.metres else from_degrees(*(where.degrees or (0.0, 0.0)))
    return point if _on_earth(point) else None


def _on_earth(point: Point) -> bool:
    return all(abs(each) < FARTHEST_M for each in point)


def from_degrees(lon: float, lat: float) -> Point:
    """A point in the municipality's metres; infinite where it has no place there."""
    return Point(*_transformer(tenancy.municipality_id()).transform(lon, lat))


@lru_cache(maxsize=64)
def _transformer(municipality_id: int) -> Transformer:
    crs = Municipality.objects.get(pk=municipality_id).crs
    return Transformer.from_crs(4326, crs, always_xy=True)
