"""Pictures as other rooms and pages see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from kokong.kernel.errors import UserError

from .rules import Region

PictureId: TypeAlias = int
About: TypeAlias = tuple[str, int]
"""What a picture is of: ("sign", 3)."""


@dataclass(frozen=True)
class Picture:
    """A picture without its bytes. `alt` says in words what it shows, "" while nobody has."""

    id: PictureId
    subject: About
    alt: str
    width: int
    height: int
    taken_at: datetime
    taken_by: int | None
    regions: tuple[Region, ...]
    replaced_by: PictureId | None
    ended: datetime | None


class PictureMissing(UserError):
    """There is no such picture here."""

    status = 404


class Refused(UserError):
    """The picture can't be taken or changed so; the message says why. Nothing was changed."""
