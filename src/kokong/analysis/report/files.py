"""Why a file can't be read, in the words of those who analyse."""

from pathlib import Path
from typing import Final

from kokong.tables import Fault, Unreadable

from ..words import gettext, gettext_noop

TOO_MUCH: Final = gettext_noop("%(file)s holds more than can be read at once. Divide it.")
_WHY: Final = {
    Fault.EMPTY: gettext_noop("%(file)s is empty."),
    Fault.NO_TABLE: gettext_noop("%(file)s is not text. Save it as CSV, packed with gzip or not at all."),
    Fault.CUT_OFF: gettext_noop("%(file)s is damaged or ends too early; copy it anew."),
    Fault.BROKEN_LINE: gettext_noop(
        "%(file)s can't be read at line %(line)d (%(problem)s). Is a quotation mark missing?"
    ),
    Fault.BROKEN_WORKBOOK: gettext_noop(
        "%(file)s is not text, nor a workbook that can be read. Save it as CSV, packed with gzip or not at all."
    ),
    Fault.HUGE_WORKBOOK: gettext_noop("%(file)s is too large for a workbook. Save the sheet as CSV."),
    Fault.HUGE_SHEET: gettext_noop(
        "The sheet of %(file)s reaches over %(count)d cells; perhaps one stands far outside the table. Copy the "
        "rows to a new sheet, or save it as CSV."
    ),
    Fault.HUGE_TEXT: TOO_MUCH,
    Fault.MANY_ROWS: TOO_MUCH,
    Fault.MANY_COLUMNS: gettext_noop("%(file)s has more than %(count)d columns."),
    Fault.COSTLY: TOO_MUCH,
    Fault.BUSY: gettext_noop("Other files are being read just now. Try again in a minute."),
}


def why(error: Unreadable | OSError, path: Path) -> str:
    """What keeps `path` from being read, and what to do."""
    if isinstance(error, OSError):
        return gettext("%(path)s can't be read: %(why)s.") % {"path": path, "why": error.strerror or error}
    said = {"file": path.name, "line": error.line, "problem": error.problem, "count": error.count}
    return gettext(_WHY[error.fault]) % said
