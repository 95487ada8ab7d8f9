"""How many parts a text message is sent as, which is what it costs. Pure; 3GPP TS 23.038 and 23.040."""

from dataclasses import dataclass
from typing import Final

GSM7: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED: Final = frozenset("^{}\\[~]|€\f")
"""Of two septets each."""
ONE_GSM7, PART_GSM7 = 160, 153
ONE_UCS2, PART_UCS2 = 70, 67


@dataclass(frozen=True)
class SmsParts:
    """`units` are septets, or 16-bit units in UCS-2; `outside` are the signs that made it UCS-2, in order."""

    parts: int
    units: int
    encoding: str
    outside: str

    @property
    def dear(self) -> bool:
        """Whether a sign outside of the plain alphabet makes it hold less than half as much."""
        return bool(self.outside)


def sms_parts(text: str) -> SmsParts:
    """In how many parts a text message goes: GSM-7 160 or 153 each, UCS-2 70 or 67. Nothing is no part.

    A sign that takes two units is never cut in two, so that parts may hold one unit less.
    """
    outside = "".join(dict.fromkeys(sign for sign in text if sign not in GSM7 and sign not in EXTENDED))
    if outside:
        sizes = [len(sign.encode("utf-16-be")) // 2 for sign in text]
        return SmsParts(_parts(sizes, ONE_UCS2, PART_UCS2), sum(sizes), "UCS-2", outside)
    sizes = [2 if sign in EXTENDED else 1 for sign in text]
    return SmsParts(_parts(sizes, ONE_GSM7, PART_GSM7), sum(sizes), "GSM-7", "")


def _parts(sizes: list[int], one: int, part: int) -> int:
    if sum(sizes) <= one:
        return int(bool(sizes))
    parts, room = 1, part
    for size in sizes:
        if size > room:
            parts, room = parts + 1, part
        room -= size
    return parts
