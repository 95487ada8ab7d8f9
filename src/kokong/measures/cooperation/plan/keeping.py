"""How long what this part holds is kept."""

from typing import Final

from kokong.kernel.retention import Keep

RULES: Final[tuple[Keep, ...]] = ()


def declare_what_stays() -> None:
    """Columns without a period."""
