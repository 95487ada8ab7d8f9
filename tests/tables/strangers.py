"""What a reading process may be made to do; run in one, by its name."""

import os
from collections.abc import Iterator
from typing import BinaryIO


def spin(_file: BinaryIO) -> Iterator[int]:
    """A reading that never ends."""
    yield 1
    while True:
        pass


def swell(_file: BinaryIO) -> Iterator[int]:
    """A reading that takes all the memory there is."""
    yield len(bytearray(4 << 30))


def chatter(_file: BinaryIO) -> Iterator[str]:
    """A reading that never stops talking."""
    while True:
        yield "kokong" * 1000


def secrets(_file: BinaryIO) -> Iterator[list[str]]:
    """What the process was told by its environment."""
    yield sorted(os.environ)
