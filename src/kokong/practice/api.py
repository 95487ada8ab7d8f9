"""The door to drills. `begin`, `end` work in a real municipality, `clear` in none, the rest in one of practice."""

from .beginning import begin, clear, end
from .kinds import KINDS
from .reading import drill, play, said, steps
from .values import Drill, Refused, Step

__all__ = ["KINDS", "Drill", "Refused", "Step", "begin", "clear", "drill", "end", "play", "said", "steps"]
