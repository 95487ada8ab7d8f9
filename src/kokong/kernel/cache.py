"""What processes share for a while: counted attempts, and answers that may be kept. JSON in one PostgreSQL table.

Django's own database cache pickles: whoever can write its table runs code in every web process. Here a value is
JSON, and each operation is one statement, so that counting together loses nothing. The table lies with what signs
people in, outside of the request's transaction: an attempt stays counted when the page fails.
"""

import json
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connections, router
from django.utils import timezone

SWEPT: Final = 20  # rows whose time is over that go with each write

_SWEEP = """
WITH swept AS (
    DELETE FROM kernel_cache WHERE cache_key IN (
        SELECT cache_key FROM kernel_cache WHERE expires <= %(now)s AND cache_key <> %(key)s
        LIMIT %(swept)s FOR UPDATE SKIP LOCKED))
"""
_WRITE = """
INSERT INTO kernel_cache AS kept (cache_key, value, expires) VALUES (%(key)s, %(value)s, %(expires)s)
ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires
"""


class JsonCache(BaseCache):
    """Django's cache interface for values that JSON knows; TypeError for others."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The value, or `default` where there is none or its time is over."""
        rows = self._run("SELECT value FROM kernel_cache WHERE cache_key = %(key)s AND expires > %(now)s",
                         key=self._key(key, version))  # fmt: skip
        return json.loads(rows[0][0]) if rows else default

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep a value for `timeout` seconds; None: for good."""
        self._write(_SWEEP + _WRITE, key, value, timeout, version)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """As `set`, where there is no value; False where there is."""
        only = _SWEEP + _WRITE + " WHERE kept.expires <= %(now)s RETURNING 1"
        return bool(self._write(only, key, value, timeout, version))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number at once for everybody; ValueError where there is none."""
        rows = self._run(
            "UPDATE kernel_cache SET value = to_jsonb(value::bigint + %(delta)s)"
            " WHERE cache_key = %(key)s AND expires > %(now)s RETURNING value::bigint",
            key=self._key(key, version),
            delta=delta,
        )
        if not rows:
            raise ValueError(f"Key {key!r} not found")
        return int(rows[0][0])

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep what is there for `timeout` seconds from now; False where there is nothing."""
        return bool(
            self._run(
                "UPDATE kernel_cache SET expires = %(expires)s WHERE cache_key = %(key)s AND expires > %(now)s"
                " RETURNING 1",
                key=self._key(key, version),
                expires=self._until(timeout),
            )
        )

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a value; False where there was none."""
        return bool(
            self._run(
                "DELETE FROM kernel_cache WHERE cache_key = %(key)s RETURNING 1", key=self._key(key, version)
            )
        )

    def clear(self) -> None:
        """Forget everything."""
        self._run("DELETE FROM kernel_cache")

    def _write(self, statement: str, key: str, value: Any, timeout: Any, version: int | None) -> list[Any]:
        kept = json.dumps(value)
        return self._run(
            statement, key=self._key(key, version), value=kept, expires=self._until(timeout), swept=SWEPT
        )

    def _key(self, key: str, version: int | None) -> str:
        return str(self.make_and_validate_key(key, version=version))

    def _until(self, timeout: Any) -> datetime | str:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return "infinity" if seconds is None else timezone.now() + timedelta(seconds=seconds)

    def _run(self, statement: str, **values: Any) -> list[Any]:
        with connections[router.db_for_write(get_user_model())].cursor() as cursor:
            cursor.execute(statement, {"now": timezone.now(), **values})
            return list(cursor.fetchall()) if cursor.description else []
