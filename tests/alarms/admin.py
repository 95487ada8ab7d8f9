"""What only the owner of the database could do, for tests that need time to pass."""

from typing import Any

from django.db import connections


def as_owner(statement: str, *values: Any) -> None:
    """Run SQL as the owner of the tables, with the guards of append-only tables set aside, and commit it."""
    name = connections["default"].settings_dict["NAME"]
    import psycopg

    from kokong.install import embedded
    from kokong.kernel import installation

    server = embedded.ensure_running(installation.current().home)
    with psycopg.connect(server.conninfo(user="postgres", database=name), autocommit=True) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute(statement, values)
