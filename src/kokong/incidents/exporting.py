"""The list as CSV, in columns that the import takes back."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import Any, Final

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokong.kernel import audit, tenancy
from kokong.tables import as_csv

from . import lists, reading, values

BATCH: Final = 1000
NOTHING: Final = values.PolicePart("", "")


@dataclass(frozen=True)
class Exported:
    """One row of the file."""

    line: lists.Line
    part: values.PolicePart


Columns = tuple[tuple[str | Promise, Callable[[Exported], object]], ...]

# The headers are among those that `importing.columns` knows, in both languages.
OPEN: Final[Columns] = (
    (_("Kokong number"), lambda row: row.line.burglary.id),
    (_("Earliest"), lambda row: _local(row.line.burglary.earliest)),
    (_("Latest"), lambda row: _local(row.line.burglary.latest)),
    (_("Completed or attempted"), lambda row: row.line.completed),
    (_("Kind of dwelling"), lambda row: row.line.kind),
    (_("Way in"), lambda row: row.line.entry_point),
    (_("State"), lambda row: row.line.state),
)
PERSONAL: Final[Columns] = ((_("Address"), lambda row: row.line.address),)
POLICE: Final[Columns] = (
    (_("Case number"), lambda row: row.part.case_number),
    (_("Contact with the victim"), lambda row: row.part.contact),
)


def response(wanted: Mapping[str, Any], *, personal: bool) -> HttpResponse:
    """The file. With `personal`, addresses too, and for the police case numbers and contacts."""
    police = personal and tenancy.current().authority != "municipality"
    columns = OPEN + (PERSONAL if personal else ()) + (POLICE if police else ())
    rows = list(_rows(wanted, police=police))
    lines = ([value(row) for _header, value in columns] for row in rows)
    content = as_csv(chain([[header for header, _value in columns]], lines))
    audit.read(
        action="burglary.exported",
        subject="burglary",
        rows=[row.line.burglary.id for row in rows],
        said={row.line.burglary.id: row.line.address for row in rows} if personal else None,
        detail={"rows": len(rows), "personal": personal},
    )
    return download(content, f"{_('burglaries')}-{timezone.localdate():%Y-%m-%d}.csv")


def _rows(wanted: Mapping[str, Any], *, police: bool) -> Iterator[Exported]:
    found = lists.rows(wanted).iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        numbers = [row.pk for row in batch] if police else []
        parts = reading.police_parts(burglary_ids=numbers, purpose=values.Purpose("export"))
        for line in lists.lines(batch):
            yield Exported(line, parts.get(line.burglary.id, NOTHING))


def download(content: str, name: str) -> HttpResponse:
    """With a byte order mark, so that spreadsheets read it as UTF-8."""
    answer = HttpResponse(content.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _local(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(sep=" ", timespec="minutes")
