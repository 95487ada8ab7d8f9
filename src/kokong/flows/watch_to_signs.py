"""Signs of the neighbourhood watch are ordered only where a group is active: the signs ask before each order."""

from kokong.measures.signs import api as signs
from kokong.measures.watch import api as watch

signs.ask_before_ordering("watch", lambda point: watch.why_no_signs(point=point))
