"""Commit before acknowledgement: what arrived meanwhile is stored in one transaction, then acknowledged."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from secrets import token_bytes
from time import monotonic
from typing import Any, Protocol

import asyncpg

from kokong.kernel.errors import UserError

from ..rules import MATTERS
from .counts import Counts
from .database import AWAY, NOT_MIGRATED, UNPREPARED, Database
from .limits import Limits
from .messages import Row
from .statements import STORE

log = logging.getLogger(__name__)

MOST_ROWS = 2_000
"""Events after which a transaction is full."""
SHARE_ROWS = 16
"""Events of one account in a transaction, or one message's."""
UNPREPARED_SECONDS = 2.0
_KINDS = sorted(str(kind) for kind in MATTERS)
_BAD_DATA = (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError, asyncpg.ProgramLimitExceededError)


class Answer(Protocol):
    """What is done once a message is stored, or can't be."""

    def __call__(self, *, stored: bool) -> None:
        """`stored` is False for a message that the database will never take."""
        ...


class Waiting:
    """A message of the account `whose` on its way into the database, and whom to answer once it is there.

    `place`: what the account's sequence number stands for (`messages.place`); `said`: what was said under it.
    `mark` tells an encrypted message from every other; b"" for a plain one.
    """

    __slots__ = ("answers", "at", "mark", "place", "rows", "said", "whose")

    def __init__(
        self, whose: int, place: bytes, said: bytes, rows: list[Row], answer: Answer | None, mark: bytes = b""
    ) -> None:
        self.whose, self.place, self.said, self.mark = whose, place, said, mark
        self.rows, self.at = rows, monotonic()
        self.answers = [answer] if answer else []


class Lines:
    """What waits, a line for each account, of which one after the other gets its share of a batch.

    So one that sends thousands doesn't keep another's burglary waiting behind them.
    """

    def __init__(self) -> None:
        self._lines: dict[int, deque[Waiting]] = {}
        self._turn: deque[int] = deque()

    def __bool__(self) -> bool:
        return bool(self._turn)

    def add(self, message: Waiting) -> None:
        """Put a message at the end of its account's line."""
        line = self._lines.get(message.whose)
        if line is None:
            self._lines[message.whose] = deque([message])
            self._turn.append(message.whose)
        else:
            line.append(message)

    def take(self) -> list[Waiting]:
        """The next batch. Each account's messages stay in order; of one place there is one."""
        batch: list[Waiting] = []
        rows = 0
        for _each in range(len(self._turn)):
            if rows >= MOST_ROWS:
                break
            whose = self._turn.popleft()
            line = self._lines[whose]
            share = _share(line)
            rows += sum(len(message.rows) for message in share)
            batch += share
            if line:
                self._turn.append(whose)
            else:
                del self._lines[whose]
        return batch


def _share(line: deque[Waiting]) -> list[Waiting]:
    share: list[Waiting] = []
    places: set[bytes] = set()
    rows = 0
    while line and line[0].place not in places and (not share or rows + len(line[0].rows) <= SHARE_ROWS):
        message = line.popleft()
        share.append(message)
        places.add(message.place)
        rows += max(len(message.rows), 1)
    return share


class Storing:
    """The queue before the database and the one writer behind it.

    One writer keeps each account's events in order; while it commits, the next batch gathers.
    """

    def __init__(self, database: Database, counts: Counts, limits: Limits) -> None:
        self._database, self._counts, self._limits = database, counts, limits
        self._lines = Lines()
        self._count = 0
        self._last: dict[bytes, Waiting] = {}
        self._marked: dict[bytes, Waiting] = {}
        self._news = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()
        self.away = True
        self.begun = asyncio.Event()
        self._link: object = None
        self.on_room: Callable[[], None] = lambda: None
        self.on_back: Callable[[], None] = lambda: None

    def __len__(self) -> int:
        return self._count

    @property
    def full(self) -> bool:
        """Whether nothing more shall be read until the database has caught up."""
        return self._count >= self._limits.waiting

    def put(self, message: Waiting) -> None:
        """Store a message and then answer. A retry of one that waits, or its ciphertext, is answered with it."""
        last = self._last.get(message.place)
        same = last if last and last.said == message.said else self._marked.get(message.mark)
        if same is None:
            self._add(message)
            return
        same.answers += message.answers
        self._counts.retries += 1
        if message.mark and message.mark not in self._marked:
            # its ciphertext, too, shall be known when it comes again
            self._add(Waiting(message.whose, message.mark, b"", [], None, message.mark))

    def note(self, whose: int, row_for: Callable[[bytes], Row]) -> None:
        """Store an event of the receiver's own about an account, which nobody waits for."""
        place = token_bytes(16)
        self._add(Waiting(whose, place, b"", [row_for(place)], None))

    def waits(self, place: bytes, said: bytes) -> bool:
        """Whether this message waits already."""
        last = self._last.get(place)
        return last is not None and last.said == said

    def _add(self, message: Waiting) -> None:
        self._count += 1
        self._last[message.place] = message
        if message.mark:
            self._marked[message.mark] = message
        self._lines.add(message)
        self._news.set()
        self._empty.clear()

    async def drained(self) -> None:
        """Return when nothing waits."""
        await self._empty.wait()

    async def run(self) -> None:
        """Write until cancelled, through any number of lost databases.

        Raises UserError where the database has no tables for it from the start.
        """
        batch: list[Waiting] = []
        while True:
            connection = await self._database.insist()
            try:
                store = await connection.prepare(STORE)
                self._link = connection
                connection.add_termination_listener(self._lost)
                self._back()
                await self._write(store, batch)
            except UNPREPARED as error:
                if not self.begun.is_set():
                    raise UserError(NOT_MIGRATED) from error
                self.away = True
                log.error("database not prepared", extra={"why": NOT_MIGRATED, "waiting": len(self)})
                await asyncio.sleep(UNPREPARED_SECONDS)
            except AWAY as error:
                self.away = True
                log.warning("storing interrupted", extra={"why": type(error).__name__, "waiting": len(self)})
                await asyncio.sleep(0.05)
            finally:
                self._link = None
                connection.terminate()

    def _back(self) -> None:
        self.away = False
        self.begun.set()
        log.info("storing", extra={"waiting": len(self)})
        self.on_back()

    def _lost(self, connection: object) -> None:
        """The connection ended, perhaps while nothing was to be stored: polls go unanswered, too."""
        if connection is self._link:
            self.away = True
            self._news.set()

    async def _write(self, store: "asyncpg.prepared_stmt.PreparedStatement[Any]", batch: list[Waiting]) -> None:
        """Take batch after batch. `batch` is the caller's, so that one cut off is written again."""
        while True:
            while not batch:
                await self._news.wait()
                if self.away:
                    raise ConnectionResetError
                self._take(batch)
            await self._store(store, batch)
            batch.clear()
            if not self._count:
                self._empty.set()
            self.on_room()

    def _take(self, batch: list[Waiting]) -> None:
        batch += self._lines.take()
        if not self._lines:
            self._news.clear()

    async def _store(self, store: "asyncpg.prepared_stmt.PreparedStatement[Any]", batch: list[Waiting]) -> None:
        try:
            await self._commit(store, batch)
        except _BAD_DATA as error:
            if len(batch) == 1:
                log.error("not storable", extra={"why": type(error).__name__})
                self._answer(batch, stored=False)
                return
            for message in batch:
                await self._store(store, [message])

    async def _commit(self, store: "asyncpg.prepared_stmt.PreparedStatement[Any]", batch: list[Waiting]) -> None:
        began = monotonic()
        columns = list(zip(*(row for message in batch for row in message.rows), strict=True)) or [()] * 4
        places, ages = [message.place for message in batch], [began - message.at for message in batch]
        marks = [message.mark if message.rows else b"" for message in batch]
        told = [message.said for message in batch]
        (counted,) = await store.fetch(places, ages, *columns, _KINDS, marks, told)
        counts = self._counts
        counts.batches += 1
        counts.storing_seconds += monotonic() - began
        counts.stored += counted[0]
        counts.events += counted[1]
        counts.retries += sum(bool(message.rows) for message in batch) - counted[0]
        self._answer(batch, stored=True)

    def _answer(self, batch: list[Waiting], *, stored: bool) -> None:
        now, waits = monotonic(), self._counts.waits
        for message in batch:
            self._count -= 1
            self._marked.pop(message.mark, None)
            if self._last.get(message.place) is message:
                del self._last[message.place]
            waits.add(now - message.at)
            for answer in message.answers:
                answer(stored=stored)
