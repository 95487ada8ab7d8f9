"""Who may look at imports. What each kind of file asks for is its importer's `may`."""

from typing import Final

MAY: Final = {"import.see": frozenset({"officer", "coordinator"})}
