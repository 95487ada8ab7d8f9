"""`kokong cocoon`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from kokong.kernel.terminal import AsJson, Code, begin, municipality, print_json, wherever

if TYPE_CHECKING:
    from kokong.measures.cocoons.api import Cocoon, Door

commands = typer.Typer(name="cocoon", help="The ring of doors around a burglary.", no_args_is_help=True)

Id = Annotated[int, typer.Argument(metavar="ID", min=1, max=2**63 - 1, help="Number of the cocoon.")]


@commands.command()
def show(cocoon_id: Id, as_json: AsJson = False) -> None:
    """Show a cocoon: its clock, its coverage, and its doors with the reason for each, the first first."""
    home, cocoon = _find(cocoon_id)
    from kokong.kernel import tenancy
    from kokong.measures.cocoons import api

    with tenancy.scope(municipality_id=home):
        doors = sorted(api.doors(cocoon_id=cocoon_id), key=lambda door: door.rank)
        counts = api.coverage(cocoon_ids=[cocoon_id])[cocoon_id]
    kept = [door for door in doors if door.state != "dropped"]
    if as_json:
        print_json({**_head(cocoon), "coverage": vars(counts), "doors": [_door(door) for door in kept]})
        return
    typer.echo(f"Cocoon {cocoon.id}, opened {_local(cocoon.opened)}, due {_local(cocoon.due)}.")
    typer.echo(f"{counts.visited} of {counts.eligible} homes visited, {counts.talked} talked to.")
    for door in kept:
        said = door.outcome or door.state
        where = f"{door.distance_m:6.1f} m  {door.reason:15}"
        typer.echo(f"{door.rank:>3}  {door.walk or '–':>3}  {where} {said:15} {door.address}")


@commands.command("list")
def list_all(
    municipality_code: Code,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many, the newest first.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List cocoons and their coverage, the newest first."""
    with municipality(municipality_code):
        from kokong.measures.cocoons import api

        found = api.cocoons(limit=limit)
        counts = api.coverage(cocoon_ids=[cocoon.id for cocoon in found])
    if as_json:
        print_json([{**_head(cocoon), "coverage": vars(counts[cocoon.id])} for cocoon in found])
        return
    for cocoon in found:
        n = counts[cocoon.id]
        closed = "  closed" if cocoon.closed else ""
        reached = f"{n.visited}/{n.eligible} visited, {n.talked} talked to"
        typer.echo(f"{cocoon.id:>6}  due {_local(cocoon.due)}  {reached}{closed}")


@commands.command("print")
def print_pdf(
    cocoon_id: Id,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where the PDF goes.")],
    language: Annotated[Literal["sv", "en"] | None, typer.Option(help="Language of the list.")] = None,
) -> None:
    """Write a cocoon's rounds as a PDF to carry: lists to tick, a map, a code for the phone, the leaflet."""
    home, _cocoon = _find(cocoon_id)
    from kokong.kernel import tenancy
    from kokong.kernel.errors import UserError
    from kokong.measures.cocoons import api

    with tenancy.scope(municipality_id=home):
        content = api.print_cocoon(cocoon_id=cocoon_id, language=language)
    try:
        output.write_bytes(content)
    except OSError as error:
        raise UserError(f"{output} could not be written: {error.strerror}. Choose another file.") from error
    typer.echo(f"{output} ({len(content) // 1024} kB)")


def _find(cocoon_id: int) -> "tuple[int, Cocoon]":
    begin()
    from kokong.measures.cocoons import api

    return wherever(lambda: api.cocoon(cocoon_id=cocoon_id), missing=f"There is no cocoon {cocoon_id}.")


def _head(cocoon: "Cocoon") -> dict[str, Any]:
    return {
        "id": cocoon.id,
        "burglary": cocoon.burglary_id,
        "kind": cocoon.kind,
        "opened": _iso(cocoon.opened),
        "due": _iso(cocoon.due),
        "watch_until": _iso(cocoon.watch_until),
        "closed": _iso(cocoon.closed) if cocoon.closed else None,
        "ended": _iso(cocoon.ended) if cocoon.ended else None,
        "ended_because": cocoon.ended_because,
    }


def _door(door: "Door") -> dict[str, Any]:
    return {
        "id": door.id,
        "dwelling": door.dwelling_id,
        "address": door.address,
        "lon": door.lon,
        "lat": door.lat,
        "distance_m": round(door.distance_m, 2),
        "way": door.way,
        "way_m": None if door.way_m is None else round(door.way_m),
        "reason": door.reason,
        "rank": door.rank,
        "walk": door.walk,
        "state": door.state,
        "outcome": door.outcome,
    }


def _iso(moment: Any) -> str:
    from django.utils import timezone

    return timezone.localtime(moment).isoformat(timespec="seconds")


def _local(moment: Any) -> str:
    return _iso(moment)[:16].replace("T", " ")
