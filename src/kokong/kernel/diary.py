"""The authority's register of its public documents: each room says which it made, nothing else lists them.

In Sweden everybody may ask an authority for its public documents, and it keeps a register of them (offentlighets-
och sekretesslagen 5 kap.). A document that may hold what is secret is listed and its paper left out: it is tested
when somebody asks for it. The register is given out, also by an officer: a source reads nothing that only the
police see.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from kokong import tables

from . import measure
from .errors import UserError

MOST_PAPERS: Final = 60
"""That one file holds: each is set while somebody waits."""


@dataclass(frozen=True)
class Record:
    """A document. `number` is its own in the municipality and begins with a letter ("plan-3"); `kind` and `title`
    are in words; `paper` makes it, a file that ends with `.ending`, or is None where it is tested first."""

    at: datetime
    number: str
    kind: str
    title: str
    paper: Callable[[], bytes] | None = None
    ending: str = "pdf"

    @property
    def file(self) -> str:
        """What its paper is called; empty without one."""
        return f"{self.number}.{self.ending}" if self.paper else ""


Source = Callable[[datetime, datetime], Iterable[Record]]
_OFFERED: Final[list[Source]] = []


def offer(source: Source) -> None:
    """Have a room that is no measure asked too; measures name theirs in `Measure.diary`."""
    if source not in _OFFERED:
        _OFFERED.append(source)


def records(*, since: datetime, until: datetime) -> tuple[Record, ...]:
    """The documents of the municipality in scope, made from `since` up to `until`, the oldest first."""
    sources = [*(source for _room, source in measure.each("diary")), *_OFFERED]
    found = [each for source in sources for each in source(since, until) if since <= each.at < until]
    return tuple(sorted(found, key=lambda each: (each.at, each.number)))


def packed(found: Sequence[Record]) -> bytes:
    """A ZIP of the register as CSV and the papers. Raises UserError for more papers than one file holds."""
    if sum(each.paper is not None for each in found) > MOST_PAPERS:
        raise UserError(
            _("There are too many papers for one file. Choose a shorter time, or take the list alone.")
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        kept.writestr("diary.csv", tables.as_csv(rows(found)).encode("utf-8-sig"))
        for each in found:
            if each.paper:
                kept.writestr(f"papers/{each.file}", each.paper())
    return out.getvalue()


def rows(found: Iterable[Record]) -> Iterable[Sequence[str]]:
    """The register as a table, its headers first."""
    yield [_("Date"), _("Number"), _("Kind of document"), _("Title"), _("File"), _("Giving it out")]
    for each in found:
        day = timezone.localtime(each.at).date().isoformat()
        yield [day, each.number, each.kind, each.title, each.file, given_out(each)]


def given_out(record: Record) -> str:
    """Whether everybody may have it, in words."""
    return _("Public") if record.paper else _("Tested for secrecy when asked for")
