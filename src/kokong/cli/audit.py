"""`kokong audit`: proving that the log is whole, here and elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kokong.kernel.terminal import Code, begin, known

if TYPE_CHECKING:
    from kokong.kernel.chain import Head, Verdict


class Reader(StrEnum):
    """Whose eyes an export is for."""

    ALL = "all"
    AUDITOR = "auditor"
    POLICE_AUDITOR = "police_auditor"


commands = typer.Typer(name="audit", help="The log of who did and read what.", no_args_is_help=True)


@commands.command()
def verify(
    file: Annotated[Path | None, typer.Argument(help="An export; without it the database is asked.")] = None,
    code: Annotated[str, typer.Option("--municipality", "-m", metavar="CODE", help="Only this one.")] = "",
    head: Annotated[str, typer.Option(help="A head that was printed before; the chain must pass it.")] = "",
) -> None:
    """Follow the chain of the log and say where it breaks first (exit code 1).

    The head that is printed proves, kept elsewhere, that nothing was cut off the end later.
    """
    verdicts = _file(file, head) if file else _database(code, head)
    for name, verdict in verdicts:
        without = f", {verdict.silent} of them without their text" if verdict.silent else ""
        typer.echo(f"{name}: {verdict.lines} lines hold{without}. Head {verdict.head}")
        if verdict.problem:
            typer.echo(f"{name}: BROKEN. {verdict.problem}", err=True)
    if any(verdict.problem for _name, verdict in verdicts):
        raise typer.Exit(1)


@commands.command()
def export(
    municipality_code: Code,
    file: Annotated[Path, typer.Argument(help="Where to write it.")],
    since: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day.")] = None,
    until: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day.")] = None,
    reader: Annotated[
        Reader, typer.Option(help="Whose lines are legible: auditor, police_auditor, or all.")
    ] = Reader.ALL,
) -> None:
    """Write lines of the log to a file that `kokong audit verify FILE` proves without the database.

    The file holds every line's seal; what a line says is left out where the reader may not see it.
    """
    begin()
    with _reading(municipality_code, reader):
        from datetime import timedelta

        from django.utils import timezone

        from kokong.kernel import sealed

        zone = timezone.get_default_timezone()
        end = until + timedelta(days=1) if until else None
        written = sealed.export(file, since=_local(since, zone), until=_local(end, zone))
    typer.echo(f"{written.lines} lines in {file}. Head {written.head}")


@contextmanager
def _reading(code: str, reader: Reader) -> Iterator[None]:
    from kokong.kernel import tenancy

    place = known(code=code).pk
    if reader is Reader.ALL:
        scope = tenancy.scope(municipality_id=place)
    else:
        scope = tenancy.scope(municipality_id=place, authority="municipality", roles=(reader.value,))
    with scope:
        yield


def _local(moment: datetime | None, zone: tzinfo) -> datetime | None:
    return moment.replace(tzinfo=zone) if moment else None


def _file(file: Path, head: str) -> "list[tuple[str, Verdict]]":
    from kokong.kernel import sealed

    return [(str(file), sealed.check_file(file, kept=_kept(head)))]


def _database(code: str, head: str) -> "list[tuple[str, Verdict]]":
    begin()
    from kokong.kernel import sealed, tenancy
    from kokong.kernel.errors import UserError
    from kokong.kernel.models import Municipality

    if head and not code:
        raise UserError("A head belongs to one municipality; name it with --municipality.")
    chosen = [known(code=code)] if code else [*Municipality.objects.order_by("code"), None]
    verdicts = []
    for place in chosen:
        with tenancy.scope(municipality_id=place.pk if place else None):
            verdicts.append((str(place or "outside of any"), sealed.check(kept=_kept(head))))
    return verdicts


def _kept(text: str) -> "Head | None":
    from kokong.kernel import chain
    from kokong.kernel.errors import UserError

    try:
        return chain.head(text) if text else None
    except ValueError as error:
        raise UserError(
            f"{text!r} is no head; one looks like 17:ab12…, as `kokong audit verify` prints it."
        ) from error
