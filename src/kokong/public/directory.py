"""Which address leads to which municipality's site, and the stamp of each, as far as this process knows.

One query for all municipalities, at most twice a second, however many ask: their names, hosts and stamps are a few
hundred short rows that everybody may read.
"""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.db import connection

FRESH_S = 0.5  # how old what is known may be; tests ask each time

_ASK: Final = """
SELECT 'name', name, municipality_id, current::int FROM public_sitename
UNION ALL SELECT 'host', host, municipality_id, 0 FROM public_sitehost
UNION ALL SELECT 'stamp', '', municipality_id, stamp FROM public_sitestamp
UNION ALL SELECT 'code', code, id, 0 FROM kernel_municipality
"""


@dataclass(frozen=True)
class Directory:
    """`names` are current and earlier ones, `current` only those that are; `codes` always lead there."""

    names: Mapping[str, int] = field(default_factory=dict)
    current: Mapping[int, str] = field(default_factory=dict)
    hosts: Mapping[str, int] = field(default_factory=dict)
    host_of: Mapping[int, str] = field(default_factory=dict)
    codes: Mapping[str, int] = field(default_factory=dict)
    code_of: Mapping[int, str] = field(default_factory=dict)
    stamps: Mapping[int, int] = field(default_factory=dict)

    def whose(self, key: str) -> int | None:
        """The municipality that a name or a code leads to."""
        return self.names.get(key) or self.codes.get(key)

    def key(self, municipality_id: int) -> str:
        """What its address ends with: its current name, or its code while it has none."""
        return self.current.get(municipality_id) or self.code_of[municipality_id]


_lock: Final = threading.Lock()
_known = Directory()
_asked = 0.0


def known() -> Directory:
    """What this process knows. While one thread asks anew, the others go on with what was known before."""
    global _known, _asked
    if _asked and time.monotonic() - _asked < FRESH_S:
        return _known
    if _lock.acquire(blocking=FRESH_S == 0 or not _asked):
        try:
            _known, _asked = _read(), time.monotonic()
        finally:
            _lock.release()
    return _known


def _read() -> Directory:
    with connection.cursor() as cursor:
        cursor.execute(_ASK)
        rows = cursor.fetchall()
    by_kind: dict[str, list[tuple[str, int, int]]] = {kind: [] for kind in ("name", "host", "stamp", "code")}
    for kind, *row in rows:
        by_kind[kind].append((row[0], row[1], row[2]))
    return Directory(
        names={word: whose for word, whose, _ in by_kind["name"]},
        current={whose: word for word, whose, current in by_kind["name"] if current},
        hosts={word: whose for word, whose, _ in by_kind["host"]},
        host_of={whose: word for word, whose, _ in by_kind["host"]},
        codes={word: whose for word, whose, _ in by_kind["code"]},
        code_of={whose: word for word, whose, _ in by_kind["code"]},
        stamps={whose: stamp for _, whose, stamp in by_kind["stamp"]},
    )
