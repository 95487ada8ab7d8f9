"""Commit before acknowledgement: what arrived meanwhile is stored in one transaction, then acknowledged."""

import asyncio
import logging
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
"""Events of one transaction."""
UNPREPARED_SECONDS = 2.0
_KINDS = sorted(str(kind) for kind in MATTERS)
_BAD_DATA = (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError, asyncpg.ProgramLimitExceededError)


class Answer(Protocol):
    """What is done once a message is stored, or can't be."""

    def __call__(self, *, stored: bool) -> None:
        """`stored` is False for a message that the database will never take."""
        ...


class Waiting:
    """A message on its way into the database, and whom to answer once it is there."""

    __slots__ = ("answers", "at", "digest", "mark", "rows")

    def __init__(self, digest: bytes, rows: list[Row], answer: Answer | None, mark: bytes = b"") -> None:
        self.digest, self.mark, self.rows, self.at = digest, mark, rows, monotonic()
        self.answers = [answer] if answer else []


class Storing:
    """The queue before the database and the one writer behind it.

    One writer keeps each account's events in order; while it commits, the next batch gathers.
    """

    def __init__(self, database: Database, counts: Counts, limits: Limits) -> None:
        self._database, self._counts, self._limits = database, counts, limits
        self._queue: list[Waiting] = []
        self._open: dict[bytes, Waiting] = {}
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
        return len(self._open)

    @property
    def full(self) -> bool:
        """Whether nothing more shall be read until the database has caught up."""
        return len(self._open) >= self._limits.waiting

    def put(
        self, digest: bytes, rows: list[Row], answer: Answer, *, mark: bytes = b"", plainly: bytes = b""
    ) -> None:
        """Store a message and then answer. A retry of one that waits, or its ciphertext, is answered with it.

        `mark` tells an encrypted message from every other; b"" for a plain one. `plainly`: the digest of what was
        said alone, where `digest` holds more (`Account.stored_as`): a retry after a restart comes under that.
        """
        same = self._open.get(digest) or self._marked.get(mark)
        if same is None:
            self._add(Waiting(digest, rows, answer, mark))
            if plainly and plainly != digest and plainly not in self._open:
                self._add(Waiting(plainly, [], None))
            return
        same.answers.append(answer)
        self._counts.retries += 1
        if mark and mark not in self._marked:
            self._add(Waiting(mark, [], None, mark))  # its ciphertext, too, shall be known when it comes again

    def note(self, row_for: Callable[[bytes], Row]) -> None:
        """Store an event of the receiver's own, which nobody waits for."""
        digest = token_bytes(16)
        self._add(Waiting(digest, [row_for(digest)], None))

    def waits(self, digest: bytes) -> bool:
        """Whether a message with this digest waits already."""
        return digest in self._open

    def _add(self, message: Waiting) -> None:
        self._open[message.digest] = message
        if message.mark:
            self._marked[message.mark] = message
        self._queue.append(message)
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
            if not self._open:
                self._empty.set()
            self.on_room()

    def _take(self, batch: list[Waiting]) -> None:
        count = rows = 0
        for message in self._queue:
            rows += len(message.rows)
            if rows > MOST_ROWS and count:
                break
            count += 1
        batch += self._queue[:count]
        del self._queue[:count]
        if not self._queue:
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
        digests, ages = [message.digest for message in batch], [began - message.at for message in batch]
        marks = [message.mark if message.rows else b"" for message in batch]
        (counted,) = await store.fetch(digests, ages, *columns, _KINDS, marks)
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
            self._marked.pop(message.mark, None)
            if self._open.pop(message.digest, None):
                waits.add(now - message.at)
                for answer in message.answers:
                    answer(stored=stored)
