"""The demonstration's public site: a crest of our own, colours and an office that answers."""

from datetime import datetime
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

from kokong.kernel.scene import Cast
from kokong.public import api as public

from .cast import SITE

CONTACT: Final = public.Contact(
    address="Havsviks kommun, Torget 1, 384 31 Havsvik",
    telephone="0480-45 00 00",
    email="trygg@havsvik.example",
    hours="Vardagar 8–16.30",
)
BLUE, WHITE, GOLD = "#12476b", "#ffffff", "#e2b13c"


def dress(cast: Cast, *, now: datetime) -> None:
    """Give the site crest, colours and contact, once."""
    with cast.acting("coordinator"):
        if public.decided():
            return
        wanted = public.Settings(
            name="Havsviks kommun", main=BLUE, second="#8a5a00", contact=CONTACT, languages=("sv", "en")
        )
        public.change(wanted=wanted, name=SITE, crest=crest(), file="vapen.png", now=now)


def crest() -> bytes:
    """A shield with a beacon over three waves, as PNG. Belongs to no municipality."""
    picture = Image.new("RGB", (960, 1120), WHITE)
    draw = ImageDraw.Draw(picture)
    shield = [
        (80, 60),
        (880, 60),
        (880, 640),
        (790, 840),
        (640, 980),
        (480, 1070),
        (320, 980),
        (170, 840),
        (80, 640),
    ]
    draw.polygon(shield, fill=BLUE)
    draw.polygon([(400, 560), (430, 260), (530, 260), (560, 560)], fill=GOLD)
    draw.rectangle((410, 200, 550, 250), fill=GOLD)
    draw.pieslice((420, 120, 540, 280), 180, 360, fill=GOLD)
    for row in range(3):
        _wave(draw, 620 + 130 * row, inset=60 + 110 * row)
    small = BytesIO()
    picture.resize((480, 560), Image.Resampling.LANCZOS).save(small, "PNG")
    return small.getvalue()


def _wave(draw: ImageDraw.ImageDraw, top: int, *, inset: int) -> None:
    left, right = 80 + inset, 880 - inset
    wide = (right - left) / 4
    for at in range(4):
        box = (left + at * wide, top, left + (at + 1) * wide, top + 90)
        draw.arc(box, *((180, 360) if at % 2 == 0 else (0, 180)), fill=WHITE, width=36)
