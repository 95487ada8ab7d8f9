"""gunicorn's threads for those who have said what they want: nobody holds one by being slow.

gunicorn's own threaded worker gives each new connection to a thread, which then waits for the rest of what is
said: forty people who send half a line stop every page. Here the loop that watches all connections waits. A thread
gets a request once its head has come, and its body too where that is short; long bodies come only from
people who are signed in (`kernel.bodies`), and within a time. Probes have a thread of their own.
"""

import errno
import re
import selectors
import socket
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any, Final

from gunicorn.workers.gthread import TConn, ThreadWorker

from kokong.kernel.bodies import ORDINARY

SAYS_IN_S: Final = 15.0  # for a head and a short body
READS_IN_S: Final = 300.0  # for a long body: 20 MB at half a megabit a second
STALLS_S: Final = 15.0  # without a byte of it
TAKES_IN_S: Final = 60.0  # for each part of an answer
LEAVES_IN_S: Final = 5.0  # to read an answer to its end
MOST_LEAVING: Final = 500
LONGEST_HEAD: Final = 32 * 1024
UNREAD: Final = 64 * 1024 * 1024  # of a refused body is thrown away, so that its sender hears the answer
PROBES: Final = (b"GET /healthz ", b"GET /readyz ", b"HEAD /healthz ")

_LENGTH: Final = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,18})[ \t]*\r\n", re.IGNORECASE)
_CONTINUE: Final = b"HTTP/1.1 100 Continue\r\n\r\n"
_TOO_LONG: Final = b"HTTP/1.1 431 Header Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_NOBODY: Final = (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK)


class Caller(TConn):  # type: ignore[misc]
    """A connection, and since when the present request is awaited."""

    def __init__(self, worker: "PatientWorker", *given: Any) -> None:
        super().__init__(worker.cfg, *given)
        self.worker = worker
        self.since: float | None = None
        self.invited = False
        self.unread = UNREAD

    def close(self, graceful: bool = False) -> None:
        """Hang up; gracefully, the worker sees that the answer is heard first, and nobody waits for it."""
        if graceful:
            self.worker.see_off(self)
        else:
            super().close()

    def said(self) -> tuple[bytes, bool]:
        """What has been said and not been answered, left where it is; and whether that is all that will come."""
        held = self.parser.unreader.buf.getvalue() if self.parser else b""
        self.sock.setblocking(False)
        try:
            more = self.sock.recv(LONGEST_HEAD + ORDINARY, socket.MSG_PEEK)
        except BlockingIOError:
            return held, False
        except OSError:
            return b"", True
        return held + more, not more

    def wake_after(self, count: int) -> None:
        """Let the socket become readable with so many bytes more than the parser holds."""
        held = len(self.parser.unreader.buf.getvalue()) if self.parser else 0
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, max(1, count - held))


def missing(said: bytes) -> int:
    """How many bytes of a request are still to come before a thread gets it; 0 if none are."""
    end = said.find(b"\r\n\r\n") + 4
    if end < 4:
        return 1
    told = _LENGTH.search(said, 0, end)
    length = int(told[1]) if told else 0
    return max(0, end + length - len(said)) if length <= ORDINARY else 0


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """A threaded worker whose threads wait for nobody who isn't signed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.probes = ThreadPoolExecutor(1)
        self.leaving: deque[Caller] = deque()

    def accept(self, listener: socket.socket) -> None:
        """A new connection."""
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno not in _NOBODY:
                raise
            return
        self.nr_conns += 1
        self.enqueue_req(Caller(self, client, address, listener.getsockname()))

    def enqueue_req(self, conn: Caller) -> None:
        """Give a connection to a thread if all that is wanted is there; else wait for more without one."""
        conn.since = conn.since or time.monotonic()
        said, over = conn.said()
        more = missing(said)
        if not more:
            self._hand_over(conn, self.probes if said.startswith(PROBES) else self.tpool)
        elif over or time.monotonic() > conn.since + SAYS_IN_S:
            self._drop(conn)
        elif len(said) >= LONGEST_HEAD and b"\r\n\r\n" not in said:
            _tell(conn, _TOO_LONG)
            self._drop(conn, graceful=True)
        else:
            self._wait(conn, said, more)

    def _hand_over(self, conn: Caller, pool: ThreadPoolExecutor) -> None:
        conn.since, conn.invited, conn.data_ready = None, False, True
        conn.wake_after(0)
        done = pool.submit(self.handle, conn)
        done.add_done_callback(lambda ended: self.method_queue.defer(self.finish_request, conn, ended))

    def _wait(self, conn: Caller, said: bytes, more: int) -> None:
        if more > 1 and not conn.invited and b"100-continue" in said.lower():
            _tell(conn, _CONTINUE)
            conn.invited = True
        conn.wake_after(len(said) + more)
        conn.timeout = (conn.since or 0.0) + SAYS_IN_S
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def _drop(self, conn: Caller, *, graceful: bool = False) -> None:
        self.nr_conns -= 1
        conn.close(graceful=graceful)

    def murder_pending(self) -> None:
        """Close those who have not said what they want in time, and those who have had time to leave."""
        now = time.monotonic()
        for conn in [each for each in self.pending_conns if each.timeout < now]:
            self.pending_conns.remove(conn)
            self.poller.unregister(conn.sock)
            self._drop(conn)
        while self.leaving and self.leaving[0].timeout < now:
            self._gone(self.leaving[0])

    def handle_request(self, req: Any, conn: Caller) -> Any:
        """Answer one request; what is long in coming or in being taken ends it."""
        conn.sock.settimeout(TAKES_IN_S)
        conn.parser.unreader.sock = _Listening(conn.sock)
        try:
            return super().handle_request(req, conn)
        except TimeoutError as error:
            raise StopIteration from error  # as gunicorn says that a connection ends
        finally:
            conn.parser.unreader.sock = conn.sock

    def _keepalive_after(self, conn: Caller, keepalive: Any) -> bool:
        """Whether the connection serves for another request: what is left of a body is there already, or not."""
        return bool(keepalive) and bool(conn.parser.finish_body(deadline=time.monotonic() + 0.05))

    def see_off(self, conn: Caller) -> None:
        """End our half of a connection, and close it when the other half has ended."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            conn.close()
            return
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + LEAVES_IN_S
        self.leaving.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._hear_out, conn))
        if len(self.leaving) > MOST_LEAVING:
            self._gone(self.leaving[0])

    def _hear_out(self, conn: Caller, client: socket.socket) -> None:
        try:
            count = len(client.recv(1 << 16))
        except BlockingIOError:
            return
        except OSError:
            count = 0
        conn.unread -= count
        if not count or conn.unread < 0:
            self._gone(conn)

    def _gone(self, conn: Caller) -> None:
        self.leaving.remove(conn)
        with suppress(OSError, KeyError, ValueError):
            self.poller.unregister(conn.sock)
        conn.close()


def _tell(conn: Caller, words: bytes) -> None:
    with suppress(OSError):
        conn.sock.send(words)


class _Listening:
    """A socket that a long body is read from: for so long, and not without a byte for long."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock, self._until = sock, time.monotonic() + READS_IN_S

    def recv(self, size: int) -> bytes:
        """Some bytes. Raises TimeoutError."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(min(left, STALLS_S))
        try:
            return self._sock.recv(size)
        finally:
            self._sock.settimeout(TAKES_IN_S)
