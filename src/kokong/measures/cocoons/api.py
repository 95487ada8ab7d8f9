"""The door to cocoons."""

from .values import (
    Cocoon,
    CocoonMissing,
    Coverage,
    DoNotVisit,
    Door,
    DoorMissing,
    DoorTaken,
    Refused,
    Revisit,
    Round,
    RoundMissing,
    RoundState,
    SilentDevice,
    Visit,
)

__all__ = [
    "Cocoon",
    "CocoonMissing",
    "Coverage",
    "DoNotVisit",
    "Door",
    "DoorMissing",
    "DoorTaken",
    "Refused",
    "Revisit",
    "Round",
    "RoundMissing",
    "RoundState",
    "SilentDevice",
    "Visit",
]
