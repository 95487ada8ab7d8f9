"""What to do where under a budget of hours: how sure each effect is, what it would prevent, and the best choice.

`pooled` puts findings together on the log scale, with a sceptic's prior; `prevented` says what that comes to where
so many burglaries are expected; `exact` finds the best options under a budget of hours, `greedy` the obvious ones.
"""

from .effects import Effect, Finding, level, pooled, prevented, spread_of
from .exact import exact, worth_of_more
from .greedy import greedy
from .problem import Chosen, More, Options

__all__ = [
    "Chosen", "Effect", "Finding", "More", "Options",
    "exact", "greedy", "level", "pooled", "prevented", "spread_of", "worth_of_more",
]  # fmt: skip
