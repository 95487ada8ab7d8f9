"""The ring of eight doors as arcs, in a square of 100 by 100."""

from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final, Literal

DOORS: Final = 8
RADIUS: Final = 42.0
GAP: Final = 0.11  # of a door's share of the circle, at each end

Kind = Literal["talked", "visited", "left"]


@dataclass(frozen=True)
class Arc:
    """A stroke of the ring: what it means and its path."""

    kind: Kind
    path: str


def ring(*, eligible: int, visited: int, talked: int) -> list[Arc]:
    """The arcs of a coverage ring, clockwise from the top.

    Each of the eight doors stands for an eighth of the `eligible` ones. The shares are drawn as
    lengths, so nine doors and ninety use the same mark. Counts outside 0..eligible are clipped.
    """
    reach = max(eligible, 1)
    talked_to = DOORS * min(max(talked, 0), eligible) / reach
    visited_to = max(DOORS * min(max(visited, 0), eligible) / reach, talked_to)
    return [arc for door in range(DOORS) for arc in _door(door, talked_to, visited_to)]


def _door(door: int, talked_to: float, visited_to: float) -> list[Arc]:
    """The strokes of one door: the part talked to, the part visited, the rest."""
    first, second = (min(max(reach - door, 0.0), 1.0) for reach in (talked_to, visited_to))
    parts: list[tuple[Kind, float, float]] = [
        ("talked", 0.0, first),
        ("visited", first, second),
        ("left", second, 1.0),
    ]
    return [Arc(kind, _arc(door, start, end)) for kind, start, end in parts if end - start > 1e-9]


def _arc(door: int, start: float, end: float) -> str:
    first, width = door - 0.5 + GAP, 1 - 2 * GAP
    return f"M{_point(first + width * start)}A{RADIUS:g} {RADIUS:g} 0 0 1 {_point(first + width * end)}"


def _point(doors: float) -> str:
    angle = 2 * pi * doors / DOORS
    return f"{50 + RADIUS * sin(angle):.2f} {50 - RADIUS * cos(angle):.2f}"
