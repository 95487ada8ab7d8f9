"""A line between browser and server that can be cut in mid-sentence, and that hears how long uploads are."""

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass
class Relay:
    """Connections passed on to `target`, a local port; `port` is where browsers come.

    `cuts` are what is still to go wrong, each the share of an upload to `watched` after which the line breaks (1:
    all was sent, and only the answer is lost), and is away for `away_s`. `bodies`: the bytes of each upload begun.
    """

    target: int
    watched: bytes = b""
    away_s: float = 1.0
    port: int = 0
    cuts: list[float] = field(default_factory=list)
    bodies: list[int] = field(default_factory=list)
    whole: bool = True
    broken: int = 0
    _open: set[socket.socket] = field(default_factory=set)

    def cut(self) -> None:
        """Break every connection, with what is on its way, and let none come about."""
        self.whole = False
        for each in list(self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Let them come again."""
        self.whole = True

    def _break(self) -> None:
        self.broken += 1
        self.cut()
        time.sleep(self.away_s)
        self.mend()

    def serve(self, listener: socket.socket) -> None:
        """Take connections until the listener is closed."""
        with suppress(OSError):
            while True:
                near, _from = listener.accept()
                if not self.whole:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self.target), 10)
                far.settimeout(None)
                self._open |= {near, far}
                for one, other, heard in ((near, far, self._heard()), (far, near, lambda _part: False)):
                    threading.Thread(target=self._pass_on, args=(one, other, heard), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket, heard: Callable[[bytes], bool]) -> None:
        with suppress(OSError):
            while part := one.recv(16_384):
                other.sendall(part)
                if heard(part):
                    self._break()
        for each in (one, other):
            self._open.discard(each)
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _heard(self) -> Callable[[bytes], bool]:
        """What listens to one connection: True when the line is to break after this part."""
        left = 0.0

        def heard(part: bytes) -> bool:
            nonlocal left
            if self.watched and part.startswith(self.watched) and (length := _LENGTH.search(part)):
                self.bodies.append(int(length[1]))
                left = self.cuts[0] * self.bodies[-1] if self.cuts else 0.0
                part = part.partition(b"\r\n\r\n")[2]
            if not left:
                return False
            left -= len(part)
            if left > 0:
                return False
            left = 0.0
            self.cuts.pop(0)
            return True

        return heard


@contextmanager
def relayed(target: int, watched: bytes = b"", away_s: float = 1.0) -> Iterator[Relay]:
    """A line to a local port, until the end."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        relay = Relay(target, watched, away_s, int(listener.getsockname()[1]))
        threading.Thread(target=relay.serve, args=(listener,), daemon=True).start()
        yield relay
        relay.cut()
        listener.shutdown(socket.SHUT_RDWR)
