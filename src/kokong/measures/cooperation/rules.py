"""Who may work on what both authorities do together. Plain Python."""

from collections.abc import Mapping
from typing import Final

DESK: Final = frozenset({"officer", "coordinator"})
MAY: Final[Mapping[str, frozenset[str]]] = {"cooperation.see": DESK, "cooperation.do": DESK}
