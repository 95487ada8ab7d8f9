"""Burglaries as lines of a page or a file: with their addresses, in one query more."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final, overload

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokong.kernel.lists import Asked, Column, List
from kokong.places import api as places

from . import models, reading, values, words
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


@dataclass(frozen=True)
class Filed(Line):
    """The same in a file of the police that asks for their part."""

    part: values.PolicePart


def of(*, authority: str) -> List[Line]:
    """The list, as those see it who work under an authority."""
    return BURGLARIES if authority == "municipality" else replace(BURGLARIES, columns=(*COLUMNS, *POLICE))


def find(asked: Asked, *, authority: str) -> "Found":
    """What a list asks for, page by page."""
    rows = reading.matching(**FilterForm.arguments(asked.filters))
    column = SORTED.get(asked.sort, asked.sort) or "latest"
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
            yield from self._filed(batch) if self.police else lines(batch)

    def _filed(self, batch: Sequence[models.Burglary]) -> Iterator[Filed]:
        numbers = [row.pk for row in batch]
        parts = reading.police_parts(burglary_ids=numbers, purpose=values.Purpose("export"))
        return (Filed(**vars(line), part=parts.get(line.burglary.id, NOTHING)) for line in lines(batch))


def lines(found: Iterable[models.Burglary]) -> list[Line]:
    """The lines of some rows."""
    burglaries = [values.of(row) for row in found]
    homes = places.dwellings(ids={burglary.dwelling_id for burglary in burglaries})
    return [_line(burglary, homes.get(burglary.dwelling_id)) for burglary in burglaries]


def line(burglary_id: int) -> Line | None:
    """The line of one burglary."""
    burglary = reading.burglary(burglary_id=burglary_id)
    return _line(burglary, places.dwelling(dwelling_id=burglary.dwelling_id)) if burglary else None


def _line(burglary: values.Burglary, home: places.Dwelling | None) -> Line:
    return Line(
        burglary=burglary,
        address=home.full_address if home else "–",
        state=words.STATES[burglary.state],
        kind=words.KINDS[burglary.dwelling_kind],
        completed=words.COMPLETED[burglary.completed],
        entry_point=words.ENTRY_POINTS[burglary.entry_point],
    )


def _page(row: Line) -> str:
    return reverse("desk:burglary", args=[row.burglary.id])


# The headers are among those that `importing.columns` knows, in both languages: a file comes back in.
COLUMNS: Final[tuple[Column[Line], ...]] = (
    Column("address", _("Address"), lambda row: row.address, link=_page, personal=True, sorts=False),
    Column("id", _("Kokong number"), lambda row: row.burglary.id, where="file"),
    Column("earliest", _("Earliest"), lambda row: row.burglary.earliest, spare=True),
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
    searches=False,
    empty=(_("No burglaries yet"), _("Report the first one, or import earlier ones from a file.")),
    icon="house",
)
