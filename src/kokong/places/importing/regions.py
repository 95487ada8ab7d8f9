"""Where in Sweden a municipality lies, as far as its code tells: the box around its county. Pure.

Boxes in degrees (west, south, east, north), rounded outwards to a tenth: enough to tell one local zone from the
next in most counties, and never to draw.
"""

from typing import Final

Box = tuple[float, float, float, float]

_COUNTIES: Final[dict[str, Box]] = {
    "01": (17.2, 58.7, 19.6, 60.3), "03": (16.6, 59.4, 18.8, 60.8), "04": (15.5, 58.5, 17.8, 59.6),
    "05": (14.4, 57.6, 17.1, 59.1), "06": (13.0, 56.8, 15.7, 58.3), "07": (13.2, 56.3, 15.9, 57.3),
    "08": (15.2, 56.1, 17.3, 58.2), "09": (17.9, 56.8, 19.5, 58.5), "10": (14.4, 55.9, 16.1, 56.6),
    "12": (12.4, 55.2, 14.7, 56.6), "13": (11.8, 56.3, 13.7, 57.7), "14": (10.9, 57.1, 14.8, 59.3),
    "17": (11.6, 58.7, 14.5, 61.1), "18": (14.2, 58.6, 15.9, 60.2), "19": (15.4, 59.2, 17.3, 60.3),
    "20": (12.0, 59.8, 17.0, 62.4), "21": (14.4, 60.1, 17.7, 62.5), "22": (14.7, 62.0, 19.4, 64.1),
    "23": (11.9, 61.5, 17.1, 65.2), "24": (14.2, 63.3, 21.8, 66.4), "25": (15.3, 65.0, 24.3, 69.2),
}  # fmt: skip


def is_swedish(code: str) -> bool:
    """Whether this may be the code of a Swedish municipality."""
    return len(code) == 4 and code.isdigit() and code[:2] in _COUNTIES


def boxes(code: str) -> tuple[Box, ...]:
    """The county's box; all of Sweden's counties for a code that tells none."""
    return (_COUNTIES[code[:2]],) if is_swedish(code) else tuple(_COUNTIES.values())
