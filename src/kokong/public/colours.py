"""Colours of a site: whether they can be read on paper and under white letters, and the nearest that can. Pure.

Contrast as WCAG 2.1 defines it (relative luminance; 4.5 for text, success criterion 1.4.3).
"""

import colorsys
import re
from typing import Final

MAIN: Final = "#1f4d45"
SECOND: Final = "#8a5a00"
PAPER: Final = "#fbfaf6"
LEAST: Final = 4.5
_HEX: Final = re.compile(r"#[0-9a-f]{6}")


def is_colour(colour: str) -> bool:
    """Whether it is written as `#1f4d45`."""
    return _HEX.fullmatch(colour) is not None


def contrast(one: str, other: str) -> float:
    """From 1 to 21, whichever of the two is the lighter."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def can_be_read(colour: str) -> bool:
    """As letters on paper, and under white ones. Paper is a little darker than white, so it decides."""
    return contrast(colour, PAPER) >= LEAST


def nearest(colour: str) -> str:
    """The lightest shade of the same hue that can be read; the colour itself where it can."""
    red, green, blue = _parts(colour)
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    found = colour
    while not can_be_read(found):
        light -= 1 / 255
        found = _hex(colorsys.hls_to_rgb(hue, max(0.0, light), saturation))
    return found


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = map(_linear, _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _hex(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def darker(colour: str, part: float) -> str:
    """The same hue with this part of its lightness."""
    hue, light, saturation = colorsys.rgb_to_hls(*_parts(colour))
    return _hex(colorsys.hls_to_rgb(hue, light * part, saturation))
