"""The rows that were not taken, as a file that can be mended and imported again."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kokong.tables import as_csv

from .values import RowResult

OUTCOMES: Final[Mapping[str, Callable[[], str]]] = {
    "taken": lambda: pgettext("import", "taken"),
    "already": lambda: pgettext("import", "already there"),
    "aside": lambda: pgettext("import", "left out"),
    "refused": lambda: pgettext("import", "refused"),
}


def rows(header: Sequence[str], left: Iterable[RowResult]) -> Iterator[Sequence[object]]:
    """The rows as they were, headers first, with what became of each in front."""
    yield (_("Row"), pgettext("import", "Outcome"), _("Explanation"), *header)
    for row in left:
        yield (row.number, OUTCOMES[row.status](), row.message, *row.cells)


def report_csv(header: Sequence[str], left: Iterable[RowResult]) -> str:
    """The same as CSV."""
    return as_csv(rows(header, left))
