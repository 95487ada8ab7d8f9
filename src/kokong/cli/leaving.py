"""`kokong municipality export`, `import` and `forget`."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kokong.kernel import installation
from kokong.kernel.terminal import begin, known

if TYPE_CHECKING:
    from kokong.install.leaving import Exported
    from kokong.people.api import Person

Admin = Annotated[
    str | None,
    typer.Option(envvar="KOKONG_DATABASE_URL", help="On a PostgreSQL of your own: a superuser's address."),
]
Whose = Annotated[str, typer.Argument(metavar="CODE", help="Code of the municipality.")]
Police = Annotated[Path | None, typer.Option(help="The police's part, a .zip or a folder.")]


def add_to(group: typer.Typer) -> None:
    """Hang the commands on `kokong municipality`."""
    group.command("export")(export)
    group.command("import")(take_in)
    group.command("forget")(forget)


def export(
    code: Whose,
    to: Annotated[Path, typer.Option("--to", help="A .zip, or a folder that isn't there yet.")],
    police: Police = None,
    officer: Annotated[str, typer.Option("--as", help="With --police: the officer's e-mail address.")] = "",
    admin: Admin = None,
) -> None:
    """Write everything of a municipality as open files; what only the police may read goes to their own file."""
    begin()
    from kokong.install import leaving
    from kokong.install.backup import postgres

    who = _officer(code, officer) if police else None
    made = leaving.export(
        postgres.admin(installation.current(), admin), code=code, to=to, police=police, now=datetime.now(UTC),
        extra=_papers(code),
    )  # fmt: skip
    for each in made:
        _write_down(code, each, who)
        typer.echo(f"{each.path}: {each.rows:,} rows of {each.tables} tables. Digest {each.digest}")


def _officer(code: str, email: str) -> "Person":
    """Who of the police asks for their part. Raises UserError for anybody else."""
    from kokong.kernel import tenancy
    from kokong.kernel.errors import UserError
    from kokong.people import api as people
    from kokong.people.rules import POLICE

    with tenancy.scope(municipality_id=known(code=code).pk):
        for person in people.people():
            if person.email.lower() == email.lower() and POLICE & set(person.roles):
                return person
    raise UserError("Name with --as an officer or the police's auditor of this municipality. Nothing was written.")


def _write_down(code: str, made: "Exported", who: "Person | None") -> None:
    from kokong.kernel import audit, tenancy

    theirs = made.part == "police"
    scope: dict[str, Any] = {"authority": "police", "user_id": who.user_id} if theirs and who else {}
    with tenancy.scope(municipality_id=known(code=code).pk, **scope):
        audit.record(
            action="municipality.police_exported" if theirs else "municipality.exported",
            detail={"digest": made.digest, "rows": made.rows},
        )


def _papers(code: str) -> Callable[[Path, str], None]:
    """Writes what was decided as PDFs and the log with its seals."""

    def write(folder: Path, part: str) -> None:
        from django.utils import timezone, translation

        from kokong import tables
        from kokong.kernel import diary, sealed, tenancy

        whose = known(code=code)
        role = "auditor" if part == "municipality" else "police_auditor"
        with tenancy.scope(municipality_id=whose.pk, authority="municipality", roles=(role,)):
            sealed.export(folder / "log.jsonl")
        if part == "police":
            return
        with tenancy.scope(municipality_id=whose.pk), translation.override(whose.language):
            found = diary.records(since=datetime.min.replace(tzinfo=UTC), until=timezone.now())
            decided = folder / "decided"
            decided.mkdir()
            (decided / "diary.csv").write_text(tables.as_csv(diary.rows(found)), encoding="utf-8-sig")
            for each in found:
                if each.paper:
                    (decided / each.file).write_bytes(each.paper())

    return write


def take_in(
    file: Annotated[Path, typer.Argument(help="The municipality's part of an export.")],
    police: Police = None,
    code: Annotated[str, typer.Option("--code", help="Take it in under another code.")] = "",
    admin: Admin = None,
) -> None:
    """Take in a municipality that another installation exported: the same, or not at all."""
    begin()
    from kokong.install import leaving
    from kokong.install.backup import postgres

    came = leaving.take_in(postgres.admin(installation.current(), admin), path=file, police=police, code=code)
    imported(came)


def imported(came: Any) -> None:
    """Write down and say that a municipality came."""
    from kokong.kernel import audit, tenancy

    with tenancy.scope(municipality_id=came.number):
        audit.record(action="municipality.imported", detail={"rows": came.rows, "joined": came.joined})
    typer.echo(f"{came.name} ({came.code}): {came.rows:,} rows of {came.tables} tables, all the same.")
    typer.echo(
        f"{came.joined} people had an account here under their proven address; {came.fresh} choose a password "
        "through «Forgot your password?». Second steps, sign-in providers and the alarm centre are set up anew."
    )


def forget(
    code: Whose,
    export: Annotated[Path, typer.Option("--export", help="The municipality's part of its export.")],
    certificate: Annotated[Path, typer.Option("--certificate", help="Where the certificate goes.")],
    police: Police = None,
    scrub: Annotated[
        bool, typer.Option(help="Write the tables anew, so that nothing stays on disk; holds each for a moment.")
    ] = True,
    admin: Admin = None,
) -> None:
    """Erase a municipality whose whole export is at hand and still the same, and write a certificate."""
    begin()
    from kokong.install import leaving
    from kokong.install.backup import postgres
    from kokong.kernel import audit, tenancy

    exports = [export, *([police] if police else [])]
    done = leaving.forget(
        postgres.admin(installation.current(), admin), code=code, exports=exports, to=certificate,
        now=datetime.now(UTC), scrub=scrub,
    )  # fmt: skip
    with tenancy.scope(municipality_id=None):
        audit.record(action="municipality.forgotten", detail={"code": code, "rows": done.rows})
    typer.echo(
        f"{done.name} ({code}): {done.rows:,} rows, {done.jobs} jobs and {done.accounts} accounts are gone."
    )
    typer.echo(f"The certificate is {certificate}. Backups from before still hold them.")
