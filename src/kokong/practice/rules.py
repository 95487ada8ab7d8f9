"""Who may practise, how long a drill lasts, and how much of the town it takes along. Pure."""

from typing import Final, Literal

Kind = Literal["burglary", "alarm", "alert", "walk"]

DESK: Final = frozenset({"officer", "coordinator"})
ALARMS: Final = "alarm_operator"
TAKE_PART: Final = DESK | {"visitor", ALARMS}
MAY: Final = {"practice.begin": DESK, "practice.see": TAKE_PART}

RADIUS_M: Final = 800.0
HOMES: Final = 1000
"""At most so many homes, the nearest to the place, so that a drill begins within seconds in a city, too."""

DAYS: Final = 14
"""After so many days the drill ends for everybody, and nothing of it is left."""
