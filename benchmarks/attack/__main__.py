"""Run the attack on databases of its own, made for it and thrown away; names of patterns attack only those.

Each address meets some of what is hostile in turn; with `--everything` it meets all of it. With `--today` only the
addresses whose turn it is today are attacked, a quarter of them; four days meet all.
Two processes share the addresses, each with a database of its own.
"""

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import django
import psycopg

from benchmarks import common
from benchmarks.attack.promises import Found

os.environ.setdefault("KOKONG_PROCESS", "web")  # the pages' own database role
os.environ.pop("KOKONG_BENCH_HOME", None)

# Sees every write to a row of another municipality, but to one's own membership there. A sequence keeps its number
# when the rest is undone.
_GUARD = """
CREATE SEQUENCE attack_across;
CREATE FUNCTION attack_look() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  IF coalesce(NEW.municipality_id, OLD.municipality_id)::text <> current_setting('attack.municipality')
    AND coalesce(to_jsonb(coalesce(NEW, OLD)) ->> 'user_id', '-') <> current_setting('attack.user')
    AND NOT EXISTS (  -- it is where the attacker's own practise
      SELECT FROM kernel_municipality m WHERE m.id = coalesce(NEW.municipality_id, OLD.municipality_id)
        AND m.practice_of_id::text = current_setting('attack.municipality')) THEN
    PERFORM nextval('attack_across');
  END IF;
  RETURN NULL;
END $$;
"""
_GUARDED = """
SELECT attrelid::regclass::text FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
WHERE attname = 'municipality_id' AND NOT attisdropped AND relkind = 'r' AND relname <> 'kernel_auditentry'
  AND relnamespace = 'public'::regnamespace
"""


PROCESSES, PART = 2, "--part"
TODAY = "--today"


def main() -> int:
    """Attack in two processes and print what both found; 1 with leaks, or where one of them failed."""
    if PART in sys.argv:
        _part(int(sys.argv[sys.argv.index(PART) + 1]))
        return 0
    began = time.monotonic()
    if unknown := _unknown():
        print(f"No such address: {', '.join(unknown)}. Names are those of tests/addresses.", file=sys.stderr)
        return 2
    command = [sys.executable, "-m", "benchmarks.attack", *sys.argv[1:], PART]
    parts = [subprocess.Popen([*command, str(n)], stdout=subprocess.PIPE, text=True) for n in range(PROCESSES)]
    said = [part.communicate()[0] for part in parts]
    if any(part.returncode for part in parts):
        return 1
    found = Found.together(json.loads(one.splitlines()[-1]) for one in said)
    print("\n".join(found.table()))
    print(f"{time.monotonic() - began:.0f} s; answers by status: {dict(sorted(found.statuses.items()))}")
    print(found.line())
    return 1 if found.leaks.total() else 0


def _unknown() -> list[str]:
    """What was asked for and is no address."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kokong.config.settings")
    django.setup()
    from tests.addresses import ADDRESSES

    from . import hostile

    return sorted({*sys.argv[1:]} - {hostile.EVERYTHING, TODAY} - set(ADDRESSES))


def _part(number: int) -> None:
    """Build, attack a share of the addresses, and say as JSON what was found."""
    with common.database() as home:
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
            admin.execute("ALTER DATABASE kokong SET lock_timeout = '5s'")
            found = _attack(admin, [alias for alias in connections if alias != "owner"], number)
    print(found.whole())


def _attack(admin: psycopg.Connection[Any], aliases: list[str], number: int) -> Any:
    from django.db import connections
    from tests import roles
    from tests.cast import build_cast

    from . import attacking, hostile, targets, world

    roles.prepare(admin)
    built = world.build_alone(build_cast, look=admin.cursor())
    connections.close_all()
    with _guarded(admin) as crossed:

        def guard(attacker: world.Attacker) -> Callable[[], bool]:
            own = str(built.own(attacker).cast.home.pk if attacker.actor else "")
            user, before = str(attacker.actor.user_id if attacker.actor else ""), crossed()
            with connections["default"].cursor() as cursor:
                cursor.execute(
                    "SELECT set_config('attack.municipality', %s, true), set_config('attack.user', %s, true)",
                    [own, user],
                )
            return lambda: crossed() > before

        named = {*sys.argv[1 : sys.argv.index(PART)]} - {hostile.EVERYTHING, TODAY}
        today = datetime.now(tz=UTC).date() if TODAY in sys.argv else None
        which = targets.chosen(targets.targets(), named=named, today=today)[number::PROCESSES]
        return attacking.Attack(built, aliases=aliases, guard=guard, say=_say).run(which)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


@contextmanager
def _guarded(admin: psycopg.Connection[Any]) -> Iterator[Callable[[], int]]:
    """Count writes to rows of a municipality that isn't the attacker's; a function that says how many."""
    admin.execute(_GUARD)
    for (table,) in admin.execute(_GUARDED).fetchall():
        admin.execute(
            f"CREATE TRIGGER attack_look AFTER INSERT OR UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION attack_look()"
        )

    def crossed() -> int:
        row = admin.execute("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM attack_across").fetchone()
        assert row is not None
        return int(row[0])

    yield crossed


if __name__ == "__main__":
    sys.exit(main())
