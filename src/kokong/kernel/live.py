"""What tells open pages that something has changed: a listening connection for each channel of each web process.

A stream carries no news, only the word that there are some; the page then asks for them as for any page, under
the same policies. So nothing can leak through it, news that come in a burst are one word, and a page that has been
away misses nothing: whoever joins is first told to look.
"""

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any, Final, Literal, Protocol

import psycopg
from django.contrib.sessions.models import Session
from django.db import connections
from django.db.utils import DatabaseError
from django.http import StreamingHttpResponse
from django.utils import timezone
from psycopg import sql

NEWS: Final = "kokong_news"
"""The channel of what people are told; what is said there names the person."""
BEAT_S: Final = 5.0  # a page that hears nothing for two beats says so
LIFE_S: Final = 600.0
RIGHTS_S: Final = 15.0
READY_S: Final = 5.0
RETRY_S: Final = 0.5

Word = Literal["hello", "change", "beat", "bye", "full", "lost"]
log = logging.getLogger(__name__)


class Interest(Protocol):
    """What somebody listens for."""

    def covers(self, news: dict[str, Any]) -> bool:
        """Whether news are for this person."""


class Subscription:
    """One open stream's letter box: it holds at most one word, however much happens."""

    def __init__(self, interest: Interest) -> None:
        self.interest = interest
        self._changed = threading.Condition()
        self._word: Word | None = None

    def put(self, word: Word) -> None:
        """Leave a word; that the listening connection is lost outweighs any other."""
        with self._changed:
            if self._word != "lost":
                self._word = word
            self._changed.notify()

    def wait(self, seconds: float) -> Word | None:
        """The next word, or None when none came in time."""
        with self._changed:
            self._changed.wait_for(lambda: self._word is not None, timeout=seconds)
            word, self._word = self._word, None
            return word


class Hub:
    """Listens to a channel of the database while anybody listens here, and passes the word on to whom it concerns.

    `ceiling` is how many streams one process has at most: each holds one of its threads (install/supervisor.py).
    """

    def __init__(self, channel: str, *, ceiling: int, alias: str = "default") -> None:
        self._channel = channel
        self._alias = alias
        self._ceiling = ceiling
        self._lock = threading.Lock()
        self._members: set[Subscription] = set()
        self._listening = threading.Event()
        self._thread: threading.Thread | None = None

    @contextmanager
    def join(self, interest: Interest) -> Iterator[Subscription | None]:
        """A letter box that fills from now on; None where all places are taken."""
        member = self._add(Subscription(interest))
        try:
            yield member
        finally:
            with self._lock:
                self._members -= {member}

    def ready(self) -> bool:
        """Wait until the database is listened to; False when that takes too long."""
        return self._listening.wait(READY_S)

    def _add(self, member: Subscription) -> Subscription | None:
        with self._lock:
            if len(self._members) >= self._ceiling:
                return None
            self._members.add(member)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=f"{self._channel}-stream", daemon=True)
                self._thread.start()
            return member

    def _run(self) -> None:
        while self._go_on():
            try:
                self._listen()
            except (DatabaseError, psycopg.Error) as error:
                log.warning("The stream %s lost its database connection: %s", self._channel, str(error).strip())
                self._listening.clear()
                self._tell("lost", lambda _: True)
                time.sleep(RETRY_S)

    def _go_on(self) -> bool:
        with self._lock:
            if not self._members:
                self._thread = None
            return bool(self._members)

    def _anybody(self) -> bool:
        # Under the lock, so that whoever joins from now on waits for the next connection.
        with self._lock:
            if not self._members:
                self._listening.clear()
            return bool(self._members)

    def _listen(self) -> None:
        with closing(connections.create_connection(self._alias)) as wrapper:
            wrapper.ensure_connection()
            connection: psycopg.Connection[Any] = wrapper.connection
            connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(self._channel)))
            self._listening.set()
            while self._anybody():
                for note in connection.notifies(timeout=1):
                    self._pass_on(note.payload)

    def _pass_on(self, payload: str) -> None:
        try:
            news = json.loads(payload)
        except ValueError:
            log.warning("News on %s could not be read.", self._channel)
            return
        if isinstance(news, dict):
            self._tell("change", lambda member: member.interest.covers(news))

    def _tell(self, word: Word, fits: Callable[[Subscription], bool]) -> None:
        with self._lock:
            members = [member for member in self._members if fits(member)]
        for member in members:
            member.put(word)


def frames(
    interest: Interest,
    *,
    allowed: Callable[[], bool],
    hub: Hub,
    now_ms: Callable[[], int] = lambda: round(time.time() * 1000),
    beat_s: float = BEAT_S,
    life_s: float = LIFE_S,
    rights_s: float = RIGHTS_S,
) -> Iterator[bytes]:
    """Server-sent events until the stream's life is over, the rights are gone, or the database is.

    Events: `hello` (look now), `change` (look again), `beat`, and as the last one `bye` (come again),
    `full` or `lost` (ask each second meanwhile). Each carries the server's time in milliseconds.
    """
    with hub.join(interest) as member:
        if member is None or not hub.ready():
            yield event("full" if member is None else "lost", now_ms())
            return
        yield event("hello", now_ms())
        began = asked = time.monotonic()
        while time.monotonic() - began < life_s:
            word = member.wait(beat_s) or "beat"
            if time.monotonic() - asked >= rights_s:
                asked = time.monotonic()
                if not allowed():
                    break
            yield event(word, now_ms())
            if word == "lost":
                return
        yield event("bye", now_ms())


def event(word: Word, now_ms: int) -> bytes:
    """One server-sent event."""
    return f'event: {word}\ndata: {{"now": {now_ms}}}\n\n'.encode()


def said(news: dict[str, Any]) -> str:
    """News as they are told on a channel: `SELECT pg_notify(channel, said(…))`."""
    return json.dumps(news)


def answer(interest: Interest, *, hub: Hub, allowed: Callable[[], bool]) -> StreamingHttpResponse:
    """The stream as a page's script hears it. `allowed` is asked while it is open."""
    spoken = StreamingHttpResponse(_spoken(interest, hub, allowed), content_type="text/event-stream")
    spoken["Cache-Control"] = "no-store"
    spoken["Content-Encoding"] = "identity"  # compressing would hold words back
    spoken["X-Accel-Buffering"] = "no"  # and so would nginx
    return spoken


def _spoken(interest: Interest, hub: Hub, allowed: Callable[[], bool]) -> Iterator[bytes]:
    connections.close_all()  # the request is over; an open stream holds no connection of its own
    yield from frames(interest, hub=hub, allowed=lambda: _asked(allowed), beat_s=BEAT_S)


def _asked(allowed: Callable[[], bool]) -> bool:
    try:
        return allowed()
    finally:
        connections.close_all()


def signed_in(session_key: str) -> bool:
    """Whether a sign-in still holds."""
    return Session.objects.filter(session_key=session_key, expire_date__gt=timezone.now()).exists()
