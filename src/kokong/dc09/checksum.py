"""CRC-16/ARC: polynomial 0x8005 reflected, start 0, no final xor; check value 0xBB3D for b"123456789"."""

from fastcrc.crc16 import arc


def crc16(data: bytes, start: int = 0) -> int:
    """Return the checksum, 0 to 0xFFFF. With `start`, go on from the checksum of the bytes before."""
    return arc(data, start)
