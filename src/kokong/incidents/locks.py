"""Things done one at a time within a municipality, held until the running transaction ends."""

from django.db import connection

from kokong.kernel import tenancy


def hold(what: str) -> None:
    """Wait until no other transaction holds `what` in the municipality in scope, and hold it."""
    name = f"{tenancy.municipality_id()} {what}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
