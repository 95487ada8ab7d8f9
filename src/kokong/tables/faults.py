"""Why a file can't be read as a table. Who reads it says so in its users' words."""

from enum import Enum, auto


class Fault(Enum):
    """What is wrong with a file."""

    EMPTY = auto()
    NO_TABLE = auto()  # neither a spreadsheet nor text
    CUT_OFF = auto()  # packed, and ends too early
    BROKEN_LINE = auto()  # stops being readable at a line
    BROKEN_WORKBOOK = auto()  # cut off or protected
    HUGE_WORKBOOK = auto()  # unpacks to more than is read
    HUGE_SHEET = auto()  # has more cells than are read; `count` says how many
    HUGE_TEXT = auto()  # holds more text than is read
    MANY_ROWS = auto()  # `count` is the most that is read, as for columns
    MANY_COLUMNS = auto()
    COSTLY = auto()  # took more memory or time than a file may
    BUSY = auto()  # other files are being read


class Unreadable(Exception):
    """The file can't be read as a table: the fault, and a line, its problem or a number where that is to blame."""

    def __init__(self, fault: Fault, *, line: int = 0, problem: str = "", count: int = 0) -> None:
        super().__init__(f"{fault.name} {line or ''} {problem} {count or ''}".strip())
        self.fault, self.line, self.problem, self.count = fault, line, problem, count
