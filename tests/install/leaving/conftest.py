"""Two installations: one where every room is filled under numbers that can't be mistaken, and an empty one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from psycopg import sql

from kokong.install import embedded
from kokong.install.leaving import schema
from kokong.kernel import audit, tenancy
from tests import template
from tests.cast import Cast
from tests.everything import Everything, build_everything

MARKED = 7_000_000_000  # numbers from here on are numbers of rows, wherever they are read


@dataclass(frozen=True)
class Two:
    """Where the municipality is, and where it goes."""

    here: str
    there: str
    everything: Everything


@pytest.fixture
def here(test_server: embedded.Server, committed_cast: Cast) -> str:
    return test_server.conninfo(user="postgres", database=connections["default"].settings_dict["NAME"])


@pytest.fixture
def there(test_server: embedded.Server, here: str) -> Iterator[str]:
    """A migrated database without municipalities."""
    name = f"{psycopg.conninfo.conninfo_to_dict(here)['dbname']}_there"
    with psycopg.connect(test_server.conninfo(user="postgres", database="postgres"), autocommit=True) as admin:
        template.copy_migrated(admin, into=name)
        yield test_server.conninfo(user="postgres", database=name)
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def two(here: str, there: str, committed_cast: Cast) -> Two:
    """Every room filled here; a neighbour with rows of its own there."""
    count_from(here, MARKED)
    everything = build_everything(committed_cast)
    return Two(here, there, everything)


def count_from(conninfo: str, number: int) -> None:
    """Have every table of a municipality give numbers from here on."""
    with psycopg.connect(conninfo, autocommit=True) as link:
        for place, table in enumerate(schema.tables(link).values()):
            row = link.execute("SELECT pg_get_serial_sequence(%s, %s)", [table.name, table.key]).fetchone()
            if row and row[0]:
                link.execute("SELECT setval(%s::regclass, %s)", [row[0], number + place * 1_000_000])


def written_down(cast: Cast, digest: str, part: str) -> None:
    """As the command does."""
    with tenancy.scope(municipality_id=cast.home.pk):
        audit.record(action="municipality.exported", detail={"digest": digest, "part": part})


@pytest.fixture
def parts(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "havsvik.zip", tmp_path / "havsvik-police.zip"
