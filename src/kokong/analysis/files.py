"""Why a file can't be read, in the words of those who analyse."""

from pathlib import Path
from typing import Final

from kokong.tables import Fault, Unreadable

from .words import gettext, gettext_noop

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
}


def why(error: Unreadable | OSError, path: Path) -> str:
    """What keeps `path` from being read, and what to do."""
    if isinstance(error, OSError):
        return gettext("%(path)s can't be read: %(why)s.") % {"path": path, "why": error.strerror or error}
    said = {"file": path.name, "line": error.line, "problem": error.problem}
    return gettext(_WHY[error.fault]) % said
