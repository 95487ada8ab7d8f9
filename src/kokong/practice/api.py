"""The door to drills. `drill` and `steps` work within a practice municipality, the rest in a real one."""

from .beginning import begin, clear, end
from .reading import drill, steps
from .values import Drill, Refused, Step

__all__ = ["Drill", "Refused", "Step", "begin", "clear", "drill", "end", "steps"]
