"""Who sees which pages there are, and who shows them to everybody."""

from typing import Final

DESK: Final = frozenset({"officer", "coordinator"})
MAY: Final = {"public.see": DESK, "public.publish": frozenset({"coordinator"})}
