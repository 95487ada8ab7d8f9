"""Fuzz target: any bytes give frames, messages or this package's own errors. Not part of the tests.

pip install atheris && python -m tests.dc09.fuzz -max_total_time=60
"""

import sys

import atheris

with atheris.instrument_imports(include=["kokong.dc09"]):
    from kokong.dc09 import MAX_FRAME, Dc09Error, Framer, acknowledge, open_frame, read_frame
    from kokong.dc09.framing import wrap

from . import vectors as v


def one_input(data: bytes) -> None:
    """Feed the bytes as a stream, and as the body of a frame whose checksum is right."""
    framer = Framer()
    half = len(data) // 2
    frames = framer.feed(data[:half]) + framer.feed(data[half:])
    assert framer.waiting < MAX_FRAME
    for raw in (*frames, wrap(data), wrap(b'"SIA-DCS"0001L0#1234[' + data), _sealed(data)):
        for key in (None, v.AES128):
            try:
                frame = read_frame(raw)
                message = open_frame(frame, key=key, now=v.AT)
            except Dc09Error:
                continue
            assert message.events or message.poll or message.reply
            read_frame(acknowledge(frame, key=key, now=v.AT))


def _sealed(data: bytes) -> bytes:
    whole = b"|" + data + b"]" * (-(len(data) + 1) % 16)
    return wrap(b'"*SIA-DCS"0001L0#1234[' + v.AES128.encrypt(whole).hex().encode())


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
