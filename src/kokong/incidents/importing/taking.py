"""Taking understood rows in: each row wholly or not at all, nothing twice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import isfinite
from typing import Final, Literal

from django.db import transaction
from django.utils.translation import gettext as _
from pyproj import Transformer

from kokong.kernel import audit, events, tenancy
from kokong.kernel.errors import UserError
from kokong.kernel.fields import Point
from kokong.kernel.models import Municipality
from kokong.places import api as places

from .. import checks, intake, locks, models, rules, values
from . import columns
from .columns import ColumnMap
from .tables import Row, Table, Unreadable
from .understanding import Reader, Told, Where

Status = Literal["taken", "already", "refused"]
WITHIN_M: Final = 50.0


@audit.police
@dataclass(frozen=True)
class RowResult:
    """What became of a row. `message` says why it was not taken, or whether it waits for the police."""

    number: int
    status: Status
    message: str = ""
    burglary_id: int | None = None
    cells: tuple[str, ...] = ()


def check_mapping(table: Table, mapping: ColumnMap | None) -> dict[str, str]:
    """The mapping to use: the given one, or the guess. Raises Unreadable where it can't serve."""
    chosen = dict(mapping) if mapping else columns.guess(table.header)
    fields, headers = columns.unknown(chosen, table.header)
    if fields:
        said = {"fields": ", ".join(fields), "known": ", ".join(columns.FIELDS)}
        raise Unreadable(_("The mapping names unknown fields: %(fields)s. Known: %(known)s.") % said)
    if headers:
        raise Unreadable(_("The file has no column called: %s.") % ", ".join(headers))
    place, when = columns.missing(chosen)
    if place or when:
        what = _("an address or coordinates") if place else _("a time")
        said = {"what": what, "columns": ", ".join(table.header)[:400]}
        raise Unreadable(_("No column gives %(what)s. The file's columns: %(columns)s.") % said)
    if {"case_number", "contact"} & chosen.keys() and tenancy.current().authority == "municipality":
        raise Unreadable(
            _("Case numbers and contacts can only be imported by the police. Leave those columns out.")
        )
    return chosen


class Taker:
    """Takes rows of one file, in the municipality and under the authority in scope."""

    def __init__(self, table: Table, mapping: ColumnMap, *, now: datetime) -> None:
        self.reader = Reader(table.header, mapping, now)
        self.now = now
        self.may_confirm = tenancy.current().authority != "municipality"
        locks.hold("import of burglaries")  # two imports at once would wait for each other's dwellings for ever
        self.events: list[events.Event] = []

    def take(self, row: Row) -> RowResult:
        """Take one row, wholly or not at all."""
        said = tuple(rules.clean(str(cell)) for cell in row.cells)
        try:
            told = self.reader.told(row)
            if told.state == "withdrawn":
                return RowResult(row.number, "already", _("Withdrawn, and so left out."), None, said)
            with transaction.atomic():
                burglary, message = self._keep(told)
        except values.Duplicate as error:
            return RowResult(row.number, "already", error.message, error.burglary_id, said)
        except UserError as error:
            return RowResult(row.number, "refused", error.message, None, said)
        return RowResult(row.number, "taken", message, burglary.id)

    def _keep(self, told: Told) -> tuple[values.Burglary, str]:
        self._known(told)
        checks.known_case(told.case_number)
        home = dwelling_at(told.where)
        draft = intake.report(
            dwelling_id=home.id, earliest=told.earliest, latest=told.latest, completed=told.completed,
            dwelling_kind=told.dwelling_kind, entry_point=told.entry_point, source="import",
            case_number=told.case_number, contact=told.contact, even_withdrawn=True, now=self.now,
        )  # fmt: skip
        return self._confirmed(draft, told)

    def _known(self, told: Told) -> None:
        """An export carries our own ids: such a row is here already, if its times still agree."""
        row = models.Burglary.objects.filter(pk=told.known_id).first() if told.known_id else None
        if row is not None and (row.earliest, row.latest) == (told.earliest, told.latest):
            message = _("Already there: %s.") % checks.sentence(row)
            raise values.Duplicate(message, burglary_id=row.pk, certain=True)

    def _confirmed(self, draft: values.Burglary, told: Told) -> tuple[values.Burglary, str]:
        become = rules.on_import(latest=draft.latest, now=self.now, may_confirm=self.may_confirm)
        if told.state == "draft" or become == "draft":
            return draft, _("Waits for the police to confirm it.")
        done, event = intake.confirm(burglary_id=draft.id, now=self.now, quietly=become == "confirmed quietly")
        if event:
            self.events.append(event)
        return done, ""


def dwelling_at(where: Where) -> places.Dwelling:
    """The dwelling that a row means. Raises UserError: unknown, ambiguous, or outside the municipality."""
    if where.address:
        return places.find_address(text=where.address)
    point = Point(*where.metres) if where.metres else _from_degrees(*(where.degrees or (0.0, 0.0)))
    if not (isfinite(point.x) and isfinite(point.y)):
        raise Unreadable(_("The coordinates lie outside the municipality."))
    home = places.nearest_dwelling(point=point, within_m=WITHIN_M)
    if home is not None:
        return home
    if places.contains(point=point):
        raise Unreadable(_("No dwelling stands within 50 m of the coordinates."))
    swapped = _from_degrees(where.degrees[1], where.degrees[0]) if where.degrees else None
    if swapped and isfinite(swapped.x) and places.contains(point=swapped):
        raise Unreadable(
            _("The coordinates lie outside the municipality; latitude and longitude seem to be swapped.")
        )
    raise Unreadable(_("The coordinates lie outside the municipality."))


def _from_degrees(lon: float, lat: float) -> Point:
    return Point(*_transformer(tenancy.municipality_id()).transform(lon, lat))


@lru_cache(maxsize=64)
def _transformer(municipality_id: int) -> Transformer:
    crs = Municipality.objects.get(pk=municipality_id).crs
    return Transformer.from_crs(4326, crs, always_xy=True)


def count(results: Iterable[RowResult]) -> dict[str, int]:
    """How many rows were taken, were there already, were refused; and how many of the taken wait as drafts."""
    counts = {"taken": 0, "already": 0, "refused": 0, "drafts": 0}
    for result in results:
        counts[result.status] += 1
        counts["drafts"] += result.status == "taken" and bool(result.message)
    return counts


def log(counts: Mapping[str, int]) -> None:
    """A line in the audit log; the file's name is left out, since people put anything into names."""
    audit.record(action="burglary.imported", subject="import", detail=dict(counts))
