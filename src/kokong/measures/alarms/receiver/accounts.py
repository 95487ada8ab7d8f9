"""The accounts that may report here, by whom their frames say they are from."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

import asyncpg

from kokong.dc09 import Context, Key

from ..panels.sealing import SealBroken, Sealer
from .limits import Bucket

Columns = Mapping[str, Any] | asyncpg.Record


MOST_TRIES = 8


class Account:
    """One enrolled panel, and when it was last heard (seconds of the event loop's clock).

    `dirty`: heard, and the database not yet told. `slot`: when its deadline is looked at, 0 for none. `gone`:
    retired. `told`: when operators were last told of what, None for never. `clock_off`: since when its clock is
    off, where that is later than `heard`. `prefixed`: its line is its municipality's own number.
    `offset`: by how many seconds the time of its last plain message was off. `tries`: see `tried`.
    """

    __slots__ = (
        "_key",
        "_sealed",
        "bucket",
        "centre",
        "clock_off",
        "context",
        "dirty",
        "gone",
        "heard",
        "id",
        "interval",
        "municipality",
        "offset",
        "prefixed",
        "slot",
        "told",
        "tolerance",
        "transport",
        "tries",
    )  # fmt: skip

    def __init__(self, row: Columns, now: float) -> None:
        self.id: int = row["id"]
        self.heard = now
        self.told: dict[str, float] | None = None
        self.clock_off = float("-inf")
        self.offset: float | None = None
        self.tries: tuple[bytes, set[bytes]] = (b"", set())
        self.dirty = self.gone = False
        self.slot = 0
        self.bucket: Bucket | None = None
        self._key: Key | None = None
        self._sealed: bytes | None = None
        self.update(row)

    def update(self, row: Columns) -> None:
        """Take over what the database says now; what is running goes on."""
        self.context = Context(row["account"], row["receiver"], row["line"])
        self.prefixed: bool = row["prefixed"]
        self.municipality: int = row["municipality_id"]
        self.centre: int | None = row["centre_id"]
        self.transport: str = row["transport"]
        self.interval: int | None = row["interval_s"]
        self.tolerance = timedelta(seconds=row["clock_s"])
        if row["key_sealed"] != self._sealed:
            self._sealed, self._key = row["key_sealed"], None

    def tried(self, said: bytes, mark: bytes) -> int:
        """How often it has sent the same with a clock that is off, each time anew; a recorded one counts once."""
        if self.tries[0] != said:
            self.tries = said, set()
        if len(self.tries[1]) < MOST_TRIES:
            self.tries[1].add(mark)
        return len(self.tries[1])

    @property
    def keyed(self) -> bool:
        """Whether it has a key."""
        return self._sealed is not None

    def key(self, sealer: Sealer) -> Key | None:
        """The panel's key, None for a panel without one; opened at first use. Raises SealBroken."""
        if self._key is None and self._sealed is not None:
            self._key = _opened(sealer, self._sealed)
        return self._key


def _opened(sealer: Sealer, sealed: bytes) -> Key:
    try:
        return Key(sealer.unseal(sealed))
    except ValueError:
        raise SealBroken("What is sealed as a panel's key is none.") from None


class Directory:
    """Every live account, by whom frames may say that they are from, and by id."""

    def __init__(self) -> None:
        self._by_context: dict[Context, tuple[Account, ...]] = {}
        self._by_id: dict[int, Account] = {}
        self._lines: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Account]:
        return iter(self._by_id.values())

    def find(self, context: Context) -> tuple[Account, ...]:
        """Whose frames may say `context`, in the order in which they are asked whether it is theirs.

        First those enrolled with just these numbers, of them first whose municipality has the line for its own.
        Then, for a frame without a prefix (line 0), those enrolled with one; who enrolled the number first, first.
        """
        return self._by_context.get(context, ())

    def whose_line(self, line: str) -> int | None:
        """The municipality whose own line number this is, as far as a panel of it is enrolled; None for others."""
        return self._lines.get(line)

    def get(self, account_id: int) -> Account | None:
        """The account with this id."""
        return self._by_id.get(account_id)

    def load(self, rows: Iterable[Columns], *, asked: Iterable[int] | None, now: float) -> list[Account]:
        """Take over rows as the database has them; returns their accounts.

        `asked`: the ids that were read anew, None for all. Of these, those without a row are retired.
        """
        kept = [self._take(row, now) for row in rows]
        ids = {account.id for account in kept}
        for account_id in list(self._by_id if asked is None else asked):
            if account_id not in ids:
                self._drop(account_id)
        return kept

    def _take(self, row: Columns, now: float) -> Account:
        account = self._by_id.get(row["id"])
        if account is None:
            account = self._by_id[row["id"]] = Account(row, now)
        else:
            self._unlist(account)
            account.update(row)
        if account.prefixed:
            self._lines[account.context.line] = account.municipality
        for context in _contexts(account):
            listed = {*self._by_context.get(context, ()), account}
            self._by_context[context] = tuple(sorted(listed, key=partial(_rank, context)))
        return account

    def _drop(self, account_id: int) -> None:
        account = self._by_id.pop(account_id, None)
        if account is not None:
            account.gone = True
            self._unlist(account)

    def _unlist(self, account: Account) -> None:
        for context in _contexts(account):
            rest = tuple(other for other in self._by_context.pop(context, ()) if other is not account)
            if rest:
                self._by_context[context] = rest


def _contexts(account: Account) -> tuple[Context, ...]:
    """What its frames may say: its numbers as enrolled, and of a prefixed one the same without the prefix."""
    exact = account.context
    return (exact, Context(exact.account, exact.receiver)) if account.prefixed else (exact,)


def _rank(context: Context, account: Account) -> tuple[bool, bool, int]:
    return account.context != context, not account.prefixed, account.id
