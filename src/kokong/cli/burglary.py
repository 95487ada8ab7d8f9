"""`kokong burglary`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kokong.kernel.terminal import AsJson, Code, begin, municipality, print_json, wherever

if TYPE_CHECKING:
    from kokong.incidents.api import Burglary
    from kokong.kernel.events import Event

commands = typer.Typer(name="burglary", help="Burglaries reported and imported.", no_args_is_help=True)

Id = Annotated[int, typer.Argument(metavar="ID", min=1, max=2**63 - 1, help="Number of the burglary.")]


@commands.command()
def report(
    municipality_code: Code,
    address: Annotated[str, typer.Option(help='Such as "Storgatan 5 B, lgh 1101".')],
    earliest: Annotated[str, typer.Option("--from", help="Earliest time, ISO 8601, e.g. 2026-03-01T18:00.")],
    latest: Annotated[str, typer.Option("--to", help="Latest time.")],
    kind: Annotated[str, typer.Option(help="house, row, flat, holiday or cellar_attic.")] = "",
    confirm: Annotated[bool, typer.Option("--confirm", help="Confirm at once; this opens a cocoon.")] = False,
    attempted: Annotated[bool, typer.Option("--attempted", help="Nobody got in.")] = False,
    entry_point: Annotated[str, typer.Option(help="door, window, patio_door, balcony, …")] = "",
    case_number: Annotated[str, typer.Option(help="The police's case number; only the police see it.")] = "",
    another: Annotated[bool, typer.Option("--another", help="Not the one already reported.")] = False,
    as_json: AsJson = False,
) -> None:
    """Report a burglary. Times without a zone are in the installation's (KOKONG_TIME_ZONE)."""
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.incidents import api, times
        from kokong.places import api as places

        now = timezone.now()
        burglary = api.report(
            dwelling_id=places.home_told(text=address).id,
            earliest=times.parse(earliest, field="earliest"),
            latest=times.parse(latest, field="latest", last=True),
            completed=not attempted,
            dwelling_kind=kind,
            entry_point=entry_point,
            case_number=case_number,
            another=another,
            source="cli",
            now=now,
        )
        event = api.confirm(burglary_id=burglary.id, now=now)[1] if confirm else None
    cocoon = _deliver(event) if event else None
    _tell(burglary.id, cocoon, as_json, "confirmed" if confirm else "reported as a draft")


def _deliver(event: "Event") -> int | None:
    """Run what follows from a committed event now, with or without a worker; the cocoon's number, if any."""
    from kokong.kernel import events

    events.deliver(event)
    return _cocoon(event.municipality_id, event.what.burglary_id)


def _cocoon(municipality_id: int, burglary_id: int) -> int | None:
    from kokong.kernel import tenancy
    from kokong.measures.cocoons import api as cocoons

    with tenancy.scope(municipality_id=municipality_id):
        cocoon = cocoons.cocoon_for(burglary_id=burglary_id)
    return cocoon.id if cocoon else None


def _tell(burglary_id: int, cocoon: int | None, as_json: bool, what: str) -> None:
    if as_json:
        print_json({"burglary": burglary_id, "cocoon": cocoon})
    else:
        typer.echo(f"Burglary {burglary_id} {what}." + (f" Cocoon {cocoon} is open." if cocoon else ""))


@commands.command()
def confirm(burglary_id: Id, as_json: AsJson = False) -> None:
    """Confirm a draft: its cocoon opens. Confirming again changes nothing."""
    cocoon = _change(burglary_id, lambda api, now: api.confirm(burglary_id=burglary_id, now=now))
    _tell(burglary_id, cocoon, as_json, "is confirmed")


@commands.command()
def withdraw(
    burglary_id: Id,
    reason: Annotated[str, typer.Option(help="One sentence: why it was no burglary.")],
    as_json: AsJson = False,
) -> None:
    """Withdraw a burglary that was none; its cocoon closes. The visits made stay."""
    cocoon = _change(burglary_id, lambda api, now: api.withdraw(burglary_id=burglary_id, reason=reason, now=now))
    _tell(burglary_id, cocoon, as_json, "is withdrawn")


def _change(burglary_id: int, change: Callable[[Any, Any], "tuple[Burglary, Event | None]"]) -> int | None:
    """Change a burglary in whichever municipality has it; its cocoon's number, if any."""
    home, _ = _find(burglary_id)
    from django.utils import timezone

    from kokong.incidents import api
    from kokong.kernel import tenancy

    with tenancy.scope(municipality_id=home):
        _, event = change(api, timezone.now())
    return _deliver(event) if event else _cocoon(home, burglary_id)


def _find(burglary_id: int) -> "tuple[int, Burglary]":
    begin()
    from kokong.incidents import api

    missing = f"There is no burglary {burglary_id}. Nothing was changed."
    return wherever(lambda: api.burglary(burglary_id=burglary_id), missing=missing)


@commands.command("list")
def list_all(
    municipality_code: Code,
    state: Annotated[str, typer.Option(help="draft, confirmed, withdrawn, or all.")] = "all",
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many, the newest first.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List burglaries, the newest first."""
    with municipality(municipality_code):
        from kokong.incidents import api, rules
        from kokong.kernel.errors import UserError
        from kokong.places import api as places

        if state not in {*rules.STATES, "all"}:
            raise UserError(f"{state} is not a state. States: {', '.join(rules.STATES)}, all.")
        found = api.burglaries(states=rules.STATES if state == "all" else (state,), limit=limit)
        homes = places.dwellings(ids={burglary.dwelling_id for burglary in found})
        rows = [_as_json(burglary, homes[burglary.dwelling_id].full_address) for burglary in found]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        typer.echo(
            f"{row['id']:>6}  {row['state']:9}  {row['earliest'][:16]} – {row['latest'][:16]}  {row['address']}"
        )


@commands.command()
def show(burglary_id: Id, as_json: AsJson = False) -> None:
    """Show a burglary and its history."""
    home, burglary = _find(burglary_id)
    from kokong.incidents import api
    from kokong.kernel import tenancy
    from kokong.places import api as places

    with tenancy.scope(municipality_id=home):
        dwelling = places.dwelling(dwelling_id=burglary.dwelling_id)
        past = api.history(burglary_id=burglary_id)
    row = _as_json(burglary, dwelling.full_address if dwelling else "")
    row["history"] = [{"at": _local(v.at), "what": v.action, "why": v.reason, "changes": v.changes} for v in past]
    if as_json:
        print_json(row)
        return
    for name in ("address", "state", "earliest", "latest", "completed", "dwelling_kind", "entry_point"):
        typer.echo(f"{name:14} {row[name]}")
    for version in row["history"]:
        typer.echo(f"{version['at'][:16]}  {version['what']}  {version['why']}".rstrip())


def _as_json(burglary: "Burglary", address: str) -> dict[str, Any]:
    """A burglary for programs; times with the installation's offset. The police part is left out."""
    return {
        "id": burglary.id,
        "address": address,
        "dwelling": burglary.dwelling_id,
        "state": burglary.state,
        "earliest": _local(burglary.earliest),
        "latest": _local(burglary.latest),
        "completed": burglary.completed,
        "dwelling_kind": burglary.dwelling_kind,
        "entry_point": burglary.entry_point,
        "source": burglary.source,
    }


def _local(moment: Any) -> str:
    from django.utils import timezone

    return timezone.localtime(moment).isoformat(timespec="minutes")
