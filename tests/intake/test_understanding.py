"""How a file is read: what its own rows show, then what was said."""

from dataclasses import replace
from datetime import date

from kokong.intake import understanding
from kokong.intake.api import Decisions, Field
from kokong.intake.files import Line, Table

from .lanterns import LANTERNS

TODAY = date(2026, 11, 29)
DAYS = replace(LANTERNS, fields=(Field("day", "Day", tells="time"),))


def table(*cells: str) -> Table:
    """A file with one column of days."""
    return Table(("Day",), tuple(Line(number, (cell,)) for number, cell in enumerate(cells, 2)), len(cells))


def test_rows_that_show_their_order_are_not_read_in_an_earlier_files() -> None:
    def order(*cells: str) -> str:
        how = understanding.reading(
            DAYS, table(*cells), {"day": "Day"}, Decisions(order="dmy", short="dmy"), today=TODAY
        )
        return how.written.order

    assert order("11/20/2026", "05/06/2026") == "mdy"
    assert order("05/06/2026") == "dmy"
