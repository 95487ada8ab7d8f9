"""Print a table of every address and every operation of the API as every role, and as the next municipality.

A row is an address by its name in the resolver's own list, asked as it is meant to be; a column is a role; a cell
is the status of the answer. The last column is a coordinator of the next municipality, who asks with ids of the
first. Names ask only those addresses. Ends with 1 where a cell is a leak or a failure of ours: a role that came in
where it may not, a stranger who found something, a word of somebody else's in an answer, a status of 500 and more.
"""

import logging
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg

from benchmarks import common

os.environ.setdefault("KOKONG_PROCESS", "web")  # the pages' own database role
os.environ.pop("KOKONG_BENCH_HOME", None)

STRANGER: Final = "stranger"
WIDTH: Final = 44  # of an address's name


@dataclass(frozen=True)
class Row:
    """One address, and the status that each column got; `wrong` says of which and why."""

    name: str
    method: str
    statuses: Mapping[str, int]
    wrong: Mapping[str, str]


def main() -> int:
    """Ask all of it, a row at a time; 1 with a leak or a failure."""
    began = time.monotonic()
    rows: list[Row] = []
    with common.database() as home:
        for row in _rows(home, set(sys.argv[1:])):
            print("\n".join(lines(row, head=not rows)), flush=True)
            rows.append(row)
    if not rows:
        print("No such address. Names are those of the resolver, for instance desk:today.", file=sys.stderr)
        return 2
    wrong = [f"{row.name} as {who}: {why}" for row in rows for who, why in row.wrong.items()]
    print("\n".join(wrong))
    cells = sum(len(row.statuses) for row in rows)
    print(f"{len(rows)} addresses, {cells:,} answers, {len(wrong)} wrong; {time.monotonic() - began:.0f} s")
    return 1 if wrong else 0


def lines(row: Row, *, head: bool) -> Iterator[str]:
    """A row as text, below the columns' names where it is the first; what is wrong has an exclamation mark."""
    columns = list(row.statuses)
    if head:
        yield f"{'':{WIDTH}} {'':6} " + " ".join(f"{each:>4}" for each in columns)
    cells = (f"{row.statuses[c]}{'!' if c in row.wrong else ''}".rjust(max(len(c), 4)) for c in columns)
    yield f"{row.name:{WIDTH}} {row.method:6} " + " ".join(cells)


def judge(*, may: bool, status: int, entrance: bool, foreign: bool) -> str:
    """What is wrong with an answer, if anything. `foreign`: another municipality's record was asked for.

    Whoever isn't signed in is led to the `entrance`; a role that may not is refused; what is of another
    municipality isn't there.
    """
    if status >= 500:
        return f"{status}, a failure of ours"
    if entrance:
        return ""
    if not may:
        return "" if status in {401, 403} else f"{status}, and may not"
    if foreign and status not in {403, 404}:
        return f"{status}, and is another municipality’s"
    return f"{status}, and may" if status in {401, 403} and not foreign else ""


def _rows(home: Path, named: set[str]) -> Iterator[Row]:
    from django.conf import settings
    from django.db import connections

    from kokong.install import embedded

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # theirs cost nothing
    logging.disable()  # what is refused, a thousand times
    superuser = embedded.ensure_running(home).conninfo(user="postgres", database="kokong")
    with psycopg.connect(superuser, autocommit=True) as admin:
        admin.execute("ALTER DATABASE kokong SET synchronous_commit = off")
        yield from _asked(admin, [alias for alias in connections if alias != "owner"], named)


def _asked(admin: psycopg.Connection[Any], aliases: Sequence[str], named: set[str]) -> Iterator[Row]:
    from django.db import connections
    from tests import roles
    from tests.cast import build_cast

    from benchmarks.attack import targets, world

    roles.prepare(admin)
    built = world.build_alone(build_cast, look=admin.cursor())
    connections.close_all()
    for target in targets.targets():
        if not named or target.name in named:
            yield _row(built, target, aliases)


def _row(built: Any, target: Any, aliases: Sequence[str]) -> Row:
    statuses: dict[str, int] = {}
    wrong: dict[str, str] = {}
    for column, attacker, foreign in _columns(built.attackers):
        if why := _cell(built, target, attacker, statuses, column, foreign=foreign, aliases=aliases):
            wrong[column] = why
    return Row(target.name, target.address.method, statuses, wrong)


def _columns(attackers: Iterable[Any]) -> Iterator[tuple[str, Any, bool]]:
    """Each role once, nobody, and the next municipality's coordinator with the first one's ids."""
    for attacker in attackers:
        if attacker.name == "coordinator next door":
            stranger = attacker
        elif not attacker.name.endswith("next door"):
            yield attacker.name, attacker, False
    yield STRANGER, stranger, True


def _cell(
    built: Any, target: Any, attacker: Any, statuses: dict[str, int], column: str, *, foreign: bool,
    aliases: Sequence[str],
) -> str:  # fmt: skip
    ids = built.own(attacker).ids
    parts = [part for part in target.parts if part.endswith("_id")]
    if foreign:
        ids = ids | {part: built.foreign(attacker).ids.get(part, 1) for part in parts}
    with _undone(aliases):
        answer = _ask(attacker, target, target.url(ids))
        statuses[column] = answer.status_code
        leaked = _foreign_words(built, attacker, answer)
    entrance = answer.status_code == 302 and answer.headers.get("Location", "").startswith("/account/login/")
    may = attacker.actor is not None and target.address.may_be_asked_by(attacker.actor)
    may = may or target.address.who == _anybody()
    others = foreign and bool(parts) and target.address.who != _anybody()  # there the link is the door
    fault = judge(may=may, status=answer.status_code, entrance=entrance, foreign=others)
    if attacker.secret and answer.status_code in {302, 401, 403}:  # a token opens layers, and needn't open more
        fault = ""
    return leaked or fault


def _anybody() -> str:
    from tests.addresses import ANYBODY

    return ANYBODY


def _ask(attacker: Any, target: Any, url: str) -> Any:
    import json

    from django.test.client import MULTIPART_CONTENT

    browser, body = attacker.browser(), dict(target.address.body or {})
    if target.address.method == "GET":
        return browser.get(url)
    send = getattr(browser, target.address.method.lower())
    if target.json or target.address.method != "POST":
        return send(url, json.dumps(body), content_type="application/json")
    return send(url, body, content_type=MULTIPART_CONTENT)


def _foreign_words(built: Any, attacker: Any, answer: Any) -> str:
    from benchmarks.attack import watching

    said = watching.said(answer)
    seen = [c.word for c in built.canaries if c.word in said and not c.may_be_read_by(attacker)]
    return f"{answer.status_code}, and tells {', '.join(seen)}" if seen else ""


@contextmanager
def _undone(aliases: Sequence[str]) -> Iterator[None]:
    from django.db import transaction

    with ExitStack() as all_of_them:
        for alias in aliases:
            all_of_them.enter_context(transaction.atomic(using=alias))
        yield
        for alias in aliases:
            transaction.set_rollback(True, using=alias)


if __name__ == "__main__":
    sys.exit(main())
