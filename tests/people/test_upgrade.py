"""An installation from before: one role on each membership, and a page that took addresses unproven."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections

from kokong.install import embedded
from kokong.kernel import roles

BEFORE = """
INSERT INTO kernel_municipality (id, code, name, crs, language, created)
VALUES (1, '1', 'Ett', 3006, 'sv', now()), (2, '2', 'Två', 3006, 'sv', now());
INSERT INTO people_user (id, password, is_superuser, email, name, language, is_active, created) VALUES
    (1, 'x', false, 'anna@ett.example', 'Anna', '', true, now()),
    (2, 'x', false, 'kollega@polisen.example', 'Taken unproven', '', true, now()),
    (3, 'x', false, 'namnlos@ett.example', '', '', true, now());
INSERT INTO people_membership (id, municipality_id, user_id, role, organisation, since, ended) VALUES
    (1, 1, 1, 'visitor', 'Fältgruppen', '2026-01-01', NULL), (2, 2, 1, 'coordinator', '', '2026-01-02', NULL),
    (3, 2, 2, 'visitor', '', '2026-01-03', NULL), (4, 1, 3, 'officer', '', '2026-01-04', '2026-02-01');
INSERT INTO account_emailaddress (id, user_id, email, verified, "primary") VALUES
    (1, 1, 'anna@ett.example', false, true),
    (2, 2, 'egen@tva.example', false, false), (3, 2, 'kollega@polisen.example', false, true);
"""


@pytest.fixture
def admin(committed: None, test_server: embedded.Server) -> Iterator["psycopg.Connection[Any]"]:
    """A database of its own, as it was before; the owner's connection leads there."""
    owner = connections["owner"]
    known = owner.settings_dict["NAME"]
    name = f"{known}_old"
    with psycopg.connect(test_server.conninfo(user="postgres", database="postgres"), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        roles.prepare(server, database=name, prefix=embedded.DATABASE)
        owner.close()
        owner.settings_dict["NAME"] = name
        try:
            call_command("migrate", "people", "0003", database="owner", verbosity=0)
            call_command("migrate", "account", database="owner", verbosity=0)
            with psycopg.connect(test_server.conninfo(user="postgres", database=name), autocommit=True) as inside:
                inside.execute(BEFORE)
                yield inside
        finally:
            owner.close()
            owner.settings_dict["NAME"] = known
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_roles_names_and_proven_addresses_come_along(admin: "psycopg.Connection[Any]") -> None:
    call_command("migrate", "people", database="owner", verbosity=0)
    grants = admin.execute(
        "SELECT m.id, m.municipality_id = g.municipality_id, g.role, g.since = m.since,"
        " g.ended IS NOT DISTINCT FROM m.ended, g.source"
        " FROM people_grant g JOIN people_membership m ON m.id = g.membership_id ORDER BY m.id"
    ).fetchall()
    assert grants == [
        (1, True, "visitor", True, True, ""),
        (2, True, "coordinator", True, True, ""),
        (3, True, "visitor", True, True, ""),
        (4, True, "officer", True, True, ""),
    ]
    people = admin.execute("SELECT id, name, email, organisation FROM people_membership ORDER BY id").fetchall()
    assert people == [
        (1, "Anna", "anna@ett.example", "Fältgruppen"),
        (2, "Anna", "anna@ett.example", ""),
        (3, "Taken unproven", "egen@tva.example", ""),
        (4, "namnlos@ett.example", "namnlos@ett.example", ""),
    ]
    forced = admin.execute(
        "SELECT bool_and(relrowsecurity AND relforcerowsecurity) FROM pg_class"
        " WHERE relname IN ('people_membership', 'people_grant', 'people_invitation')"
    ).fetchone()
    assert forced == (True,)
    # Who took an address unproven has the earlier one again.
    accounts = admin.execute("SELECT email FROM people_user ORDER BY id").fetchall()
    assert accounts == [("anna@ett.example",), ("egen@tva.example",), ("namnlos@ett.example",)]
    left = admin.execute("SELECT user_id, email FROM account_emailaddress ORDER BY id").fetchall()
    assert left == [(1, "anna@ett.example"), (2, "egen@tva.example")]
