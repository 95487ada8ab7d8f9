"""Known departures from the format, allowed account by account."""

from enum import IntFlag


class Quirk(IntFlag):
    """What a panel does differently."""

    NONE = 0
    CR_COUNTED = 1
    """Checksum and length include the closing CR (seen on Eldes panels)."""
    BINARY_CRC = 2
    """The checksum is two raw bytes instead of four digits (Lupus, Egardia); replies carry it the same way."""
