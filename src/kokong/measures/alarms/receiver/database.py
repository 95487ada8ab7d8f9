"""Connections to PostgreSQL that come back by themselves."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import asyncpg

from kokong.install import embedded
from kokong.kernel.installation import Installation

if TYPE_CHECKING:
    Link = asyncpg.Connection[asyncpg.Record]
else:
    Link = asyncpg.Connection

log = logging.getLogger(__name__)

SETTINGS = {"application_name": "kokong alarms", "kokong.authority": "receiver", "synchronous_commit": "on",
            "jit": "off"}  # fmt: skip
CONNECT_SECONDS = 5.0
COMMAND_SECONDS = 30.0
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0

AWAY = (
    embedded.EmbeddedError,
    OSError,
    TimeoutError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)
"""What a database that is gone, starting, full or broken raises; it is asked again."""


UNPREPARED = (asyncpg.SyntaxOrAccessError, asyncpg.InvalidCatalogNameError)
"""What a database without our tables, or with another version's, raises."""
NOT_MIGRATED = "The database is not migrated. No alarms are received. Run `kokong database migrate`."


class Database:
    """Where the database is, and how to get it back."""

    def __init__(self, here: Installation, *, address: Callable[[], dict[str, Any]] | None = None) -> None:
        self._here = here
        self._address = address or (lambda: address_of(here))
        self._reviving = asyncio.Lock()

    async def connect(self) -> Link:
        """One connection with the receiver's authority. Raises one of AWAY."""
        async with self._reviving:
            address = await asyncio.to_thread(self._address)
        return await asyncpg.connect(
            **address, server_settings=SETTINGS, timeout=CONNECT_SECONDS, command_timeout=COMMAND_SECONDS
        )

    async def insist(self) -> Link:
        """A connection, however long it takes; the embedded server is started again if it died."""
        pause = FIRST_PAUSE
        while True:
            try:
                return await self.connect()
            except AWAY as error:
                if pause == FIRST_PAUSE:
                    log.warning("database away", extra={"why": type(error).__name__})
            await self._revive()
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _revive(self) -> None:
        if not self._here.embedded:
            return
        async with self._reviving:
            with contextlib.suppress(embedded.EmbeddedError):  # recovering still; it is asked again
                await asyncio.to_thread(embedded.revive, self._here.home)


def address_of(here: Installation) -> dict[str, Any]:
    """The receiver's role and database, as arguments for asyncpg."""
    if not here.embedded:
        return {"dsn": here.database("receiver")}
    server = embedded.ensure_running(here.home)
    user = embedded.role_of("receiver")
    return {"host": str(server.socket_folder), "user": user, "database": embedded.DATABASE}
