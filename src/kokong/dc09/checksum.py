"""CRC-16/ARC: polynomial 0x8005 reflected, start 0, no final xor; check value 0xBB3D for b"123456789"."""


def _entry(value: int) -> int:
    for _ in range(8):
        value = (value >> 1) ^ 0xA001 if value & 1 else value >> 1
    return value


_TABLE = tuple(_entry(byte) for byte in range(256))


def crc16(data: bytes, start: int = 0) -> int:
    """Return the checksum, 0 to 0xFFFF. With `start`, go on from the checksum of the bytes before."""
    table, crc = _TABLE, start
    for byte in data:
        crc = (crc >> 8) ^ table[(crc ^ byte) & 0xFF]
    return crc
