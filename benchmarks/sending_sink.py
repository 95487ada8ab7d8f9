"""A mail server that takes everything and keeps only when and for whom: cheap, so that it is not what is measured.

Run as `python -m benchmarks.sending_sink FILE [PORT]`; prints its port. Each letter it has taken becomes a line of
FILE: seconds of the machine's monotonic clock, and the reader. A letter counts once its text has ended, before the
answer is given, as for any mail server.
"""

import asyncio
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

FLUSHED_S = 0.1
GREETING = b"220 sink\r\n"
ANSWERS = {b"EHLO": b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n", b"HELO": b"250 sink\r\n",
           b"DATA": b"354 Go on\r\n", b"QUIT": b"221 Bye\r\n"}  # fmt: skip


class Taker(asyncio.Protocol):
    """One connection."""

    def __init__(self, take: Callable[[bytes], None]) -> None:
        self._take = take
        self._held = bytearray()
        self._reader = b""
        self._in_text = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(GREETING)

    def data_received(self, data: bytes) -> None:
        """Answer whatever is complete."""
        self._held += data
        while answer := self._text() if self._in_text else self._command():
            self._transport.write(answer)

    def _text(self) -> bytes:
        end = self._held.find(b"\r\n.\r\n")
        if end < 0:
            return b""
        del self._held[: end + 5]
        self._in_text = False
        self._take(self._reader)
        return b"250 Taken\r\n"

    def _command(self) -> bytes:
        line, ended, rest = self._held.partition(b"\r\n")
        if not ended:
            return b""
        self._held = rest
        verb = bytes(line[:4]).upper()
        if verb == b"RCPT":
            self._reader = bytes(line[line.index(b"<") + 1 : line.index(b">")])
        self._in_text = verb == b"DATA"
        return ANSWERS.get(verb, b"250 OK\r\n")


async def serve(out: TextIO, port: int) -> None:
    """Until SIGTERM."""
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, over.set)

    def take(reader: bytes) -> None:
        out.write(f"{time.monotonic():.6f} {reader.decode()}\n")

    server = await loop.create_server(lambda: Taker(take), "127.0.0.1", port)
    print(server.sockets[0].getsockname()[1], flush=True)
    while not over.is_set():
        out.flush()
        try:
            await asyncio.wait_for(over.wait(), FLUSHED_S)
        except TimeoutError:
            continue


if __name__ == "__main__":
    with Path(sys.argv[1]).open("a", encoding="ascii") as kept:
        asyncio.run(serve(kept, int(sys.argv[2]) if len(sys.argv) > 2 else 0))
