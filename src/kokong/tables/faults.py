"""Why a file can't be read as a table. Who reads it says so in its users' words."""

from enum import Enum, auto


class Fault(Enum):
    """What is wrong with a file."""

    EMPTY = auto()
    NO_TABLE = auto()  # neither a spreadsheet nor text
    CUT_OFF = auto()  # packed, and ends too early
    BROKEN_LINE = auto()  # stops being readable at a line
    BROKEN_WORKBOOK = auto()  # cut off or protected
    HUGE_WORKBOOK = auto()


class Unreadable(Exception):
    """The file can't be read as a table: the fault, and the line and its problem where one is to blame."""

    def __init__(self, fault: Fault, *, line: int = 0, problem: str = "") -> None:
        super().__init__(f"{fault.name} {line or ''} {problem}".strip())
        self.fault, self.line, self.problem = fault, line, problem
