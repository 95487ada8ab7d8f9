"""Where the next few signs cover most: the maximal covering location problem (Church and ReVelle 1974).

`greedy` takes one spot after the other, each adding most; `exact` finds the best set, and says how sure that is.
"""

from .exact import exact
from .greedy import greedy
from .problem import Covering, Sited

__all__ = ["Covering", "Sited", "exact", "greedy"]
