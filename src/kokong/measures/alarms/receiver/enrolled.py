"""Keeps the directory of accounts as the database has it: all at the start, one by one when told."""

import asyncio
import gc
import logging
from typing import Any

from .accounts import Directory
from .database import AWAY, Database, Link
from .statements import ACCOUNTS
from .supervision import Deadlines

log = logging.getLogger(__name__)

CHANNEL = "kokong_alarm_accounts"
ALIVE_SECONDS = 15.0
"""The listening connection is asked this often whether it is still there."""


class Enrolled:
    """Loads accounts and listens for changes. After a lost connection everything is read again."""

    def __init__(self, *, database: Database, directory: Directory, deadlines: Deadlines) -> None:
        self._database, self._directory, self._deadlines = database, directory, deadlines
        self._changed: set[int] = set()
        self._news = asyncio.Event()
        self.loaded = asyncio.Event()

    async def run(self) -> None:
        """Listen until cancelled."""
        while True:
            connection = await self._database.insist()
            try:
                await self._listen(connection)
            except AWAY as error:
                log.warning("listening interrupted", extra={"why": type(error).__name__})
                await asyncio.sleep(0.1)
            finally:
                connection.terminate()

    async def _listen(self, connection: Link) -> None:
        connection.add_termination_listener(lambda _: self._news.set())
        await connection.add_listener(CHANNEL, self._told)  # before reading, so that no change falls between
        await self._load(connection, None)
        log.info("accounts loaded", extra={"accounts": len(self._directory)})
        self.loaded.set()
        gc.freeze()  # a hundred thousand accounts need not be looked through at each collection
        while True:
            await self._some_news(connection)
            asked, self._changed = sorted(self._changed), set()
            if asked:
                await self._load(connection, asked)

    async def _some_news(self, connection: Link) -> None:
        try:
            async with asyncio.timeout(ALIVE_SECONDS):
                await self._news.wait()
        except TimeoutError:
            await connection.execute("SELECT 1")
        self._news.clear()
        if connection.is_closed():
            raise ConnectionResetError

    def _told(self, _connection: Any, _pid: int, _channel: str, payload: object) -> None:
        if str(payload).isdigit():
            self._changed.add(int(str(payload)))
            self._news.set()

    async def _load(self, connection: Link, asked: list[int] | None) -> None:
        rows = await connection.fetch(ACCOUNTS, asked)
        before = {row["id"]: account.interval for row in rows if (account := self._directory.get(row["id"]))}
        now = asyncio.get_running_loop().time()
        accounts = self._directory.load(rows, asked=asked, now=now)
        for account, row in zip(accounts, rows, strict=True):
            if row["watched"]:
                self._deadlines.watch(account)
            if before.get(account.id, account.interval) != account.interval:
                self._deadlines.watch_anew(account)
