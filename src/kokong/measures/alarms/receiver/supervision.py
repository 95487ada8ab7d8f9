"""Which panels have gone silent. What was heard is kept in memory and told to the database in bulk."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable

from .accounts import Account, Directory
from .counts import Counts
from .database import AWAY, Database, Link
from .senders import Senders
from .statements import FORGET_AT_ONCE, FORGET_SEEN, HEARD, NEVER_HEARD, SILENT, STILL_HEARD
from .unknown import Register

log = logging.getLogger(__name__)

PATIENCE = 1.1
"""A line fault is raised after the interval times this without a message."""
EARLY_SECONDS = 0.3
"""The look into the database begins this much before, so that the fault stands in time."""
TICK_SECONDS = 0.1
FLUSH_TICKS = 10
FORGET_TICKS = 3_000
MOST_ROWS = 2_000


class Deadlines:
    """Accounts in slots of a tenth of a second. Hearing an account costs nothing here: its slot comes, it is
    found to have been heard since, and moves on.
    """

    def __init__(self, now: float) -> None:
        self._slots: defaultdict[int, list[Account]] = defaultdict(list)
        self._next = int(now / TICK_SECONDS)
        self.since = now

    def restart(self, now: float) -> None:
        """Grant every account a fresh interval: for a while nobody could have been heard, or believed so."""
        self.since = now

    def watch(self, account: Account) -> None:
        """Begin to wait for an account with an interval; once is enough."""
        if account.interval and not account.slot and not account.gone:
            account.slot = max(int(self._deadline(account) / TICK_SECONDS), self._next)
            self._slots[account.slot].append(account)

    def watch_anew(self, account: Account) -> None:
        """Its interval is another one now."""
        account.slot = 0
        self.watch(account)

    def _deadline(self, account: Account) -> float:
        return max(account.heard, self.since) + (account.interval or 0) * PATIENCE - EARLY_SECONDS

    def due(self, now: float) -> list[Account]:
        """Accounts whose time is over; they are no longer waited for."""
        silent = []
        while self._next <= int(now / TICK_SECONDS):
            number = self._next
            self._next += 1
            waiting = [account for account in self._slots.pop(number, []) if account.slot == number]
            silent += [account for account in waiting if self._is_silent(account, now)]
        return silent

    def _is_silent(self, account: Account, now: float) -> bool:
        account.slot = 0
        if account.gone or not account.interval:
            return False
        if self._deadline(account) > now:
            self.watch(account)
            return False
        return True


class Supervision:
    """Hears accounts, tells the database, and has it raise line faults.

    The database decides, so that an account that another receiver hears is not silent, and a fault is one event.
    """

    def __init__(
        self, *, database: Database, directory: Directory, counts: Counts, strangers: Register, senders: Senders,
        now: float,
    ) -> None:  # fmt: skip
        self._database, self._directory, self._counts = database, directory, counts
        self._strangers, self._senders = strangers, senders
        self._dirty: list[Account] = []
        self.deadlines = Deadlines(now)

    def heard(self, account: Account, now: float) -> None:
        """Note that an account was heard; costs next to nothing."""
        account.heard = now
        if not account.dirty:
            account.dirty = True
            self._dirty.append(account)
            if not account.slot:
                self.deadlines.watch(account)

    def restart(self) -> None:
        """See `Deadlines.restart`."""
        self.deadlines.restart(asyncio.get_running_loop().time())

    async def run(self) -> None:
        """Tell and ask until cancelled, through any number of lost databases."""
        while True:
            connection = await self._database.insist()
            self.restart()
            try:
                await self._keep_on(connection)
            except AWAY as error:
                log.warning("supervision interrupted", extra={"why": type(error).__name__})
                await asyncio.sleep(TICK_SECONDS)
            finally:
                connection.terminate()

    async def _keep_on(self, connection: Link) -> None:
        loop, ticks = asyncio.get_running_loop(), 0
        await self._miss(connection)
        while True:
            await asyncio.sleep(TICK_SECONDS)
            ticks += 1
            silent = self.deadlines.due(loop.time())
            if silent:
                await self._raise(connection, silent)
            elif ticks % FLUSH_TICKS == 0:
                await self.flush(connection)
                await self._strangers.write(connection)
                await self._senders.write(connection, loop.time())
            if ticks % FORGET_TICKS == 0:
                await self._forget(connection)
                await self._miss(connection)

    async def _forget(self, connection: Link) -> None:
        """Remove digests of the day before, a few at a time."""
        while await connection.execute(FORGET_SEEN) == f"DELETE {FORGET_AT_ONCE}":
            await asyncio.sleep(TICK_SECONDS)
        await self._strangers.trim(connection)
        await self._senders.trim(connection)

    async def _miss(self, connection: Link) -> None:
        """Raise faults of panels that were enrolled and never came."""
        found = await connection.fetch(NEVER_HEARD)
        self._counts.line_faults += len(found)

    async def _raise(self, connection: Link, silent: list[Account]) -> None:
        try:
            await self.flush(connection)  # what we heard stands before what we didn't
            for start in range(0, len(silent), MOST_ROWS):
                await self._ask(connection, silent[start : start + MOST_ROWS])
        except AWAY:
            for account in silent:
                self.deadlines.watch(account)
            raise

    async def _ask(self, connection: Link, silent: list[Account]) -> None:
        now = asyncio.get_running_loop().time()
        ids = [account.id for account in silent]
        faults = await connection.fetch(SILENT, ids, PATIENCE)
        self._counts.line_faults += len(faults)
        for row in faults:
            log.info("line fault", extra={"account": row["account_id"]})
        for row in await connection.fetch(STILL_HEARD, ids):
            if account := self._directory.get(row["account_id"]):
                account.heard = max(account.heard, now - row["age"])
                self.deadlines.watch(account)

    async def flush(self, connection: Link) -> None:
        """Tell the database what was heard since the last time. Raises one of AWAY, and then keeps it."""
        if not self._dirty:
            return
        told, self._dirty = self._dirty, []
        for account in told:
            account.dirty = False
        try:
            for start in range(0, len(told), MOST_ROWS):
                await self._tell(connection, told[start : start + MOST_ROWS])
        except AWAY:
            self._keep(told)
            raise

    async def _tell(self, connection: Link, told: list[Account]) -> None:
        now = asyncio.get_running_loop().time()
        back = await connection.fetch(
            HEARD,
            [account.id for account in told],
            [account.municipality for account in told],
            [account.centre for account in told],
            [now - account.heard for account in told],
        )
        for row in back:
            log.info("heard again", extra={"account": row["account_id"]})

    def _keep(self, told: Iterable[Account]) -> None:
        for account in told:
            if not account.dirty:
                account.dirty = True
                self._dirty.append(account)
