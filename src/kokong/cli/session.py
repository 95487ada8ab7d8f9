"""What commands share: loading Django, a migrated database, and the municipality to work in."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any, TypeVar

import typer

Found = TypeVar("Found")
Code = Annotated[str, typer.Option("--municipality", "-m", metavar="CODE", help="Code of the municipality.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def begin() -> None:
    """Load Django; on the embedded database also apply what migrations are waiting.

    Raises UserError when the database's role could look past the policies.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kokong.config.settings")
    import django

    django.setup()
    from kokong.kernel import database, health, installation
    from kokong.kernel.errors import UserError

    database.refuse_unsafe()
    if installation.current().embedded:
        database.migrate()
    elif database.unsettled() or health.waiting_migrations():
        raise UserError("The database is not migrated. Run `kokong database migrate`.")


@contextmanager
def municipality(code: str) -> Iterator[None]:
    """Load Django and work in one municipality, as the system. Raises UserError for an unknown code."""
    begin()
    from kokong.kernel import tenancy
    from kokong.people import api as people

    with tenancy.scope(municipality_id=people.municipality(code=code).pk):
        yield


def wherever(look: Callable[[], Found | None], *, missing: str) -> tuple[int, Found]:
    """The municipality in which `look` finds something, and what it found. Raises UserError(missing)."""
    from kokong.kernel import tenancy
    from kokong.kernel.errors import UserError
    from kokong.kernel.models import Municipality

    for key in Municipality.objects.values_list("pk", flat=True).order_by("pk"):
        with tenancy.scope(municipality_id=key):
            found = look()
        if found is not None:
            return key, found
    raise UserError(missing)


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
