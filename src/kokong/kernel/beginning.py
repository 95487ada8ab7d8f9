"""A fresh database begins with what its first migrations would do to it, recorded once (decision 147).

Most of the time of a migration goes into Django's drawing of all models as they were then. On an empty database
each does the same every time, so `tools/beginning.py` writes down the statements. Newer migrations follow as ever.
"""

import re
from pathlib import Path
from typing import Final

import psycopg

FILE: Final = Path(__file__).with_name("beginning.sql")
_DONE: Final = re.compile(
    r"""^INSERT INTO "django_migrations" .* VALUES \('(\w+)', '(\w+)', now\(\)\);$""", re.MULTILINE
)
Connection = psycopg.Connection[tuple[object, ...]]


def names(text: str) -> list[tuple[str, str]]:
    """The migrations that a recording holds, by room and name, in the order in which they ran."""
    return _DONE.findall(text)


def lay(owner: Connection) -> bool:
    """Lay down what is recorded where there is no table yet, whole or not at all; whether it was done.

    `owner` is an autocommit connection of the tables' owner. Statements without parameters that are sent together
    are one transaction. PostgreSQL before 17 takes no new value of an enumeration in the transaction that made it:
    there every migration runs.
    """
    row = owner.execute("SELECT to_regclass('public.django_migrations')").fetchone()
    if row != (None,):
        return False
    try:
        owner.execute(FILE.read_bytes())
    except psycopg.errors.UnsafeNewEnumValueUsage:
        return False
    return True
