"""A kind of subject that has pictures, and pictures as phones take them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageDraw

from kokong.kernel import retention
from kokong.people.api import Actor
from kokong.pictures import api, subjects
from tests.cast import Cast

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
RED, GREEN = (220, 40, 40), (30, 80, 70)
CAMERA = "Hemlig Telefon 9"


def photo(
    width: int = 64, height: int = 48, *, kind: str = "JPEG", where: bool = True, turned: int = 1, **more: Any
) -> bytes:
    """A picture, red to the left and green to the right, which tells the camera and where it was taken."""
    picture = Image.new("RGB", (width, height), GREEN)
    ImageDraw.Draw(picture).rectangle((0, 0, max(width // 2 - 1, 0), height), fill=RED)
    told = Image.Exif()
    if where:
        told[0x010F], told[0x0112] = CAMERA, turned
        place = told.get_ifd(0x8825)
        place[1], place[2], place[3], place[4] = "N", (56.0, 39.0, 41.0), "E", (16.0, 21.0, 47.0)
    out = BytesIO()
    picture.save(out, kind, exif=told.tobytes(), **more)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    """A picture as it came out."""
    return Image.open(BytesIO(content))


@dataclass(frozen=True)
class Album:
    """The cast, and boxes: a kind of subject whose even numbers visitors see, and the desk all up to 99."""

    cast: Cast

    def take(self, content: bytes = b"", *, of: int = 4, **more: Any) -> int:
        """Keep a picture of a box, as the coordinator."""
        with self.cast.acting(self.cast.coordinator):
            given: dict[str, Any] = {"name": "IMG_1.JPG", "subject": ("box", of), "alt": "A box", "now": NOW}
            return api.take(content=content or photo(), **given | more)

    def content(self, picture_id: int, size: api.Size = "large") -> bytes:
        """A picture's bytes, as the coordinator reads them."""
        with self.cast.acting(self.cast.coordinator):
            return api.content(picture_id, size)


def _sees(actor: Actor, box: int) -> bool:
    return box < 100 and (actor.may("desk.see") or box % 2 == 0)


BOX = api.Subject(
    kind="box",
    may_see=_sees,
    may_change=lambda actor, box: box < 100 and actor.may("desk.see"),
    said=lambda box: f"Box {box}",
    page=lambda _box: "/",
    days=30,
    purpose="A test's.",
    most=3,
)
SAFE = api.Subject(
    kind="safe", may_see=lambda *_: True, may_change=lambda *_: True, said=str, page=lambda _: "/", days=30,
    purpose="A test's.", police=True,
)  # fmt: skip


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures may be taken of boxes, and of what only the police see."""
    monkeypatch.setattr(subjects, "_SUBJECTS", dict(subjects._SUBJECTS))
    monkeypatch.setattr(retention, "_rules", dict(retention._rules))
    api.register(BOX)
    api.register(SAFE)


@pytest.fixture
def album(cast: Cast, boxes: None) -> Album:
    """No pictures yet."""
    return Album(cast)
