"""What commands share: loading Django, a migrated database, and the municipality to work in.

Imported without Django, so that `--help` and the commands that need none start at once.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from .models import Municipality

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
    from . import database, health, installation
    from .errors import UserError

    database.refuse_unsafe()
    if installation.current().embedded:
        database.migrate()
    elif database.unsettled() or health.waiting_migrations():
        raise UserError("The database is not migrated. Run `kokong database migrate`.")


@contextmanager
def municipality(code: str) -> Iterator[None]:
    """Load Django and work in one municipality, as the system. Raises UserError for an unknown code."""
    begin()
    from . import tenancy

    with tenancy.scope(municipality_id=known(code=code).pk):
        yield


def known(*, code: str) -> "Municipality":
    """The municipality with a code. Raises UserError when there is none."""
    from .errors import UserError
    from .models import Municipality

    found = Municipality.objects.filter(code=code).first()
    if found is None:
        codes = ", ".join(Municipality.objects.order_by("code").values_list("code", flat=True)) or "none yet"
        raise UserError(f"There is no municipality with code {code}. Known: {codes}.")
    return found


def wherever(look: Callable[[], Found | None], *, missing: str) -> tuple[int, Found]:
    """The municipality in which `look` finds something, and what it found. Raises UserError(missing)."""
    from . import tenancy
    from .errors import UserError
    from .models import Municipality

    for key in Municipality.objects.values_list("pk", flat=True).order_by("pk"):
        with tenancy.scope(municipality_id=key):
            found = look()
        if found is not None:
            return key, found
    raise UserError(missing)


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
