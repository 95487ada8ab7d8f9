"""Why a file can't be read as a table, said to whoever chose it."""

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong import tables
from kokong.tables import Bounds, Fault


def said(error: tables.Unreadable, *, bounds: Bounds = tables.UPLOADED) -> str:
    """What is wrong with a file that was read within `bounds`, and what to do."""
    told = {
        "line": error.line,
        "problem": error.problem,
        "limit": error.count,
        "count": number_format(error.count, force_grouping=True),
        "most": number_format(bounds.sheet, force_grouping=True),
    }
    return _WHY[error.fault]() % told


MISREAD: Final[dict[str, Promise]] = {
    "date": gettext_lazy(
        "%(column)s: the cell holds a date (%(cell)s). A spreadsheet has probably made it of %(probably)s."
    ),
    "time": gettext_lazy("%(column)s: the cell holds a time of day (%(cell)s), no part of an address."),
    "truth": gettext_lazy("%(column)s: the cell holds a truth value (%(cell)s), no part of an address."),
    "error": gettext_lazy(
        "%(column)s: the cell holds an error of the spreadsheet (%(cell)s), no part of an address."
    ),
    "fraction": gettext_lazy("%(column)s: the cell holds a fraction (%(cell)s). It was probably %(probably)s."),
}
"""What a cell of an address is where it is no text, with its `column`, the `cell` and what it `probably` was."""

_WHY: Final[Mapping[Fault, Callable[[], str]]] = {
    Fault.EMPTY: lambda: _("The file is empty."),
    Fault.NO_TABLE: lambda: _(
        "The file is neither a spreadsheet nor readable text. Save it as XLSX or as CSV in UTF-8."
    ),
    Fault.CUT_OFF: lambda: _("The file ends too early. Nothing was imported. Copy it anew."),
    Fault.BROKEN_LINE: lambda: _("The file stops making sense as CSV at line %(line)d: %(problem)s"),
    Fault.BROKEN_WORKBOOK: lambda: _(
        "The workbook can't be read; it may be cut off or protected. Save it again, or as CSV."
    ),
    Fault.HUGE_WORKBOOK: lambda: _("The workbook is too large. Save the sheet as CSV and import that."),
    Fault.HUGE_SHEET: lambda: _(
        "The sheet reaches over %(count)s cells; at most %(most)s can be read. Nothing was imported. Often a "
        "single cell stands far outside the table: copy the rows to a new sheet, or save as CSV."
    ),
    Fault.HUGE_TEXT: lambda: _(
        "The file holds more than can be read at once. Nothing was imported. Divide it and import the parts."
    ),
    Fault.MANY_ROWS: lambda: _(
        "The file has more than %(limit)d rows. Nothing was imported. Divide it and import the parts."
    ),
    Fault.MANY_COLUMNS: lambda: _("The file has more than %(limit)d columns."),
    Fault.COSTLY: lambda: _(
        "Opening the file took more memory or time than a file may, so it was stopped. Nothing was imported. "
        "Copy the rows to a new sheet, or save it as CSV, and import that."
    ),
    Fault.BUSY: lambda: _("Other files are being read just now. Nothing was imported. Try again in a minute."),
}
