"""Who may practise, how long a drill lasts, and how much of the town it takes along. Pure."""

from typing import Final, Literal

Kind = Literal["burglary", "alarm", "alert", "walk"]

DESK: Final = frozenset({"officer", "coordinator"})
WALKERS: Final = DESK | {"visitor"}
MAY: Final = {"practice.begin": DESK, "practice.see": WALKERS}

RADIUS_M: Final = 800.0
HOMES: Final = 1000
"""At most so many homes, the nearest to the place, so that a drill begins within seconds in a city, too."""

DAYS: Final = 14
"""After so many days the drill ends for everybody, and nothing of it is left."""
