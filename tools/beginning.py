"""Write down what the migrations do to an empty database (`write`), or say that what is written is out of date.

Saying so starts no database: each recorded migration must be there still, as it was. Newer ones may follow.
"""

import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from inspect import getsourcefile
from pathlib import Path
from typing import Any, Final

import django
import psycopg
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

HEAD: Final = "-- Written by tools/beginning.py, never by hand. The migrations' files had the digest "
RECORDED: Final = re.compile(r"('\w+', '\w+'), '[^']+'::timestamptz\)( RETURNING .*)?$")


def seal(done: list[tuple[str, str]]) -> str:
    """What our own recorded migrations look like; raises KeyError where one is gone."""
    known = MigrationLoader(None).disk_migrations
    seen = hashlib.sha256()
    for name in done:
        migration = known[name]
        if type(migration).__module__.startswith("kokong."):
            file = getsourcefile(import_module(type(migration).__module__))
            seen.update(Path(str(file)).read_bytes())
    return seen.hexdigest()


def problem() -> str:
    """Why the recording must be written again; nothing where it needn't."""
    from kokong.kernel import beginning

    text = beginning.FILE.read_text(encoding="utf-8")
    try:
        now = seal(beginning.names(text))
    except KeyError as gone:
        return f"The migration {'.'.join(gone.args[0])} is recorded and is there no more"
    return "" if text.startswith(HEAD + now) else "A recorded migration has changed"


@contextmanager
def listening(link: Any, said: list[str]) -> Iterator[None]:
    """Hear the statements of a connection, with their values."""
    link.ensure_connection()
    with psycopg.ClientCursor(link.connection) as writer:

        def hear(execute: Any, statement: Any, values: Any, many: bool, context: Any) -> Any:
            text = statement if isinstance(statement, str) else statement.as_string(link.connection)
            said.append((writer.mogrify(text, values) if values else text).strip())
            return execute(statement, values, many, context)

        with link.execute_wrapper(hear):
            yield


def recorded() -> list[str]:
    """All that the migrations change in an empty database. Reading changes nothing and is left out."""
    link, said = connections["owner"], list[str]()
    with listening(link, said):
        executor = MigrationExecutor(link)
        executor.migrate(executor.loader.graph.leaf_nodes())
    link.close()
    return [RECORDED.sub(r"\1, now())", text) for text in said if not text.upper().startswith("SELECT")]


def write() -> str:
    """Record anew, in a data folder that is thrown away."""
    from kokong.install import embedded
    from kokong.kernel import beginning, installation

    statements = recorded()
    text = "".join(f"{statement.removesuffix(';')};\n" for statement in statements)
    done = beginning.names(text)
    beginning.FILE.write_text(f"{HEAD}{seal(done)}\n{text}", encoding="utf-8")
    connections.close_all()
    embedded.stop(installation.current().home)
    return f"{len(done)} migrations, {len(statements)} statements"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kokong.config.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KOKONG_HOME"] = folder
        django.setup()
        if sys.argv[1:] == ["write"]:
            print(write())
        elif why := problem():
            sys.exit(f"{why}: run `python -m tools.beginning write`.")
