"""Burglaries as lines of a page or a file: with their addresses and what measures say of them, in a query each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from typing import Any, Final, overload

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokong.kernel import measure
from kokong.kernel.lists import Asked, Column, List
from kokong.places import api as places

from . import models, reading, searching, values, words
from .forms import FilterForm

BATCH: Final = 1000
NOTHING: Final = values.PolicePart("", "")
SORTED: Final = {"kind": "dwelling_kind"}  # where a column of the list is called otherwise than that of the table


@dataclass(frozen=True)
class Line:
    """A burglary in people's words."""

    burglary: values.Burglary
    address: str
    state: Promise
    kind: Promise
    completed: Promise
    entry_point: Promise
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Filed(Line):
    """The same in a file of the police that asks for their part."""

    part: values.PolicePart


@cache
def of(*, authority: str) -> List[Line]:
    """The list, as those see it who work under an authority, with what measures say of a burglary."""
    *columns, state = COLUMNS
    police = () if authority == "municipality" else POLICE
    return replace(BURGLARIES, columns=(*columns, *_beside(), state, *police))


def _beside() -> Iterator[Column[Any]]:
    for _measure, beside in measure.each("of_burglaries"):
        for name, label, cell in beside.columns:
            yield Column(name, label, lambda row: row.more, cell=cell, where="page", sorts=False)


def find(asked: Asked, *, authority: str) -> "Found":
    """What a list asks for, page by page."""
    rows = reading.matching(**FilterForm.arguments(asked.filters))
    column = SORTED.get(asked.sort, asked.sort) or "latest"
    if asked.text:
        rows = searching.sought(rows, asked.text)
    rows = rows.order_by(f"{'-' if asked.down else ''}{column}", "-latest", "-pk")
    return Found(rows, police=asked.personal and authority != "municipality")


class Found(Sequence[Line]):
    """The lines of a query, read as they are asked for; with `police`, their police parts too (logged)."""

    def __init__(self, rows: QuerySet[models.Burglary], *, police: bool) -> None:
        self.rows = rows
        self.police = police

    def __len__(self) -> int:
        return self.rows.count()

    @overload
    def __getitem__(self, index: int) -> Line: ...

    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...

    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        return list(self._read(self.rows[index])) if isinstance(index, slice) else self[index : index + 1][0]

    def _read(self, rows: QuerySet[models.Burglary]) -> Iterator[Line]:
        found = rows.iterator(chunk_size=BATCH)
        while batch := list(islice(found, BATCH)):
            yield from self._filed(batch) if self.police else lines(batch, more=True)

    def _filed(self, batch: Sequence[models.Burglary]) -> Iterator[Filed]:
        numbers = [row.pk for row in batch]
        parts = reading.police_parts(burglary_ids=numbers, purpose=values.Purpose("export"))
        return (Filed(**vars(line), part=parts.get(line.burglary.id, NOTHING)) for line in lines(batch))


def lines(found: Iterable[models.Burglary], *, more: bool = False) -> list[Line]:
    """The lines of some rows; with `more`, also what measures say of them."""
    burglaries = [values.of(row) for row in found]
    homes = places.dwellings(ids={burglary.dwelling_id for burglary in burglaries})
    said = _said([burglary.id for burglary in burglaries]) if more else {}
    return [_line(each, homes.get(each.dwelling_id), said.get(each.id)) for each in burglaries]


def _said(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for _measure, beside in measure.each("of_burglaries"):
        for number, more in beside.find(ids).items():
            found[number] |= more
    return found


def line(burglary_id: int) -> Line | None:
    """The line of one burglary."""
    burglary = reading.burglary(burglary_id=burglary_id)
    return _line(burglary, places.dwelling(dwelling_id=burglary.dwelling_id)) if burglary else None


def _line(burglary: values.Burglary, home: places.Dwelling | None, more: Mapping[str, Any] | None = None) -> Line:
    return Line(
        burglary=burglary,
        address=home.full_address if home else "–",
        state=words.STATES[burglary.state],
        kind=words.KINDS[burglary.dwelling_kind],
        completed=words.COMPLETED[burglary.completed],
        entry_point=words.ENTRY_POINTS[burglary.entry_point],
        more=more or {},
    )


def _page(row: Line) -> str:
    return reverse("desk:burglary", args=[row.burglary.id])


# The headers are among those that `importing.columns` knows, in both languages: a file comes back in.
COLUMNS: Final[tuple[Column[Line], ...]] = (
    Column("address", _("Address"), lambda row: row.address, link=_page, personal=True, sorts=False),
    Column("id", _("Kokong number"), lambda row: row.burglary.id, where="file"),
    Column("earliest", _("Earliest"), lambda row: row.burglary.earliest, where="file"),
    Column("latest", _("Latest"), lambda row: row.burglary.latest),
    Column("completed", _("Completed or attempted"), lambda row: row.completed),
    Column("kind", _("Kind of dwelling"), lambda row: row.kind),
    Column("entry_point", _("Way in"), lambda row: row.entry_point, where="file"),
    Column("state", _("State"), lambda row: row.state, cell="incidents/state_cell.html"),
)
POLICE: Final[tuple[Column[Any], ...]] = (
    Column("case_number", _("Case number"), lambda row: row.part.case_number, where="file", personal=True),
    Column("contact", _("Contact with the victim"), lambda row: row.part.contact, where="file", personal=True),
)
BURGLARIES: Final = List[Line](
    name="incidents:list",
    title=_("Burglaries"),
    columns=COLUMNS,
    action="burglary.exported",
    subject="burglary",
    key=lambda row: row.burglary.id,
    called=lambda row: row.address,
    filters=FilterForm,
    sort="-latest",
    per_page=25,
    by_source=True,
    empty=(_("No burglaries yet"), _("Report the first one, or import earlier ones from a file.")),
    icon="house",
)
