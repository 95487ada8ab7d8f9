"""`kokong risk` and `kokong analyse-all`."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kokong.kernel.errors import UserError
from kokong.kernel.terminal import AsJson, Code, begin, known, municipality, print_json, wherever

if TYPE_CHECKING:
    from kokong.risk.api import Proposal, Run

commands = typer.Typer(name="risk", help="What the burglaries tell of the coming ones.", no_args_is_help=True)

Kinds = Annotated[
    str,
    typer.Option(
        "--kinds",
        metavar="KIND,…",
        help="near_repeat, surface, forecast, backtest, doors, homes; all unless given.",
    ),
]
Seed = Annotated[int, typer.Option(min=0, max=2**63 - 1, help="The same seed gives the same answer.")]
RunId = Annotated[int, typer.Argument(metavar="RUN", min=1, max=2**63 - 1, help="Number of the analysis.")]
Chosen = Annotated[
    int | None,
    typer.Argument(metavar="[PROPOSAL]", min=1, max=2**63 - 1, help="Number of the proposal; the open one."),
]


def add_to(app: typer.Typer) -> None:
    """The group, and the command for all municipalities."""
    app.add_typer(commands)
    app.command("analyse-all")(analyse_all)


@commands.command()
def run(municipality_code: Code, kinds: Kinds = "", seed: Seed = 1, as_json: AsJson = False) -> None:
    """Analyse a municipality's burglaries now (the worker does so each night)."""
    key = _municipality(municipality_code)
    from django.utils import timezone

    from kokong.risk import api

    def progress(_municipality: int, kind: str, state: str) -> None:
        typer.echo(f"{kind}: {state}", err=True)

    made = api.run_now(municipality_id=key, now=timezone.now(), kinds=_kinds(kinds), seed=seed, progress=progress)
    if as_json:
        print_json([asdict(each) for each in made])
        return
    for each in made:
        typer.echo(_line(each))


@commands.command()
def show(municipality_code: Code, as_json: AsJson = False) -> None:
    """Show the newest analysis of each kind, whether the burglaries are enough, and the settings of cocoons."""
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.risk import api

        found = [run for kind in api.KINDS if (run := api.newest(kind=kind))]
        results = {run.kind: result.figures for run in found if (result := api.result(run_id=run.id))}
        told, used, open_one = api.enough(now=timezone.now()), api.settings(), api.proposal()
    if as_json:
        print_json(
            {
                "runs": [{**asdict(run), "figures": results.get(run.kind)} for run in found],
                "enough": asdict(told),
                "settings": asdict(used),
                "proposal": asdict(open_one) if open_one else None,
            }
        )
        return
    for run in found:
        typer.echo(_line(run))
    typer.echo("Enough to propose settings." if told.enough else "Too few burglaries to propose settings.")
    typer.echo("\n".join(f"  {reason}" for reason in told.reasons))
    source = "the municipality's own" if used.source == "own" else "published"
    typer.echo(f"Cocoons: {_settings(used)} ({source}).")
    if open_one:
        typer.echo(f"Proposal {open_one.id}: {_settings(open_one)}. `kokong risk accept` or `decline`.")


@commands.command()
def repeat(run_id: RunId, as_json: AsJson = False) -> None:
    """Make an analysis again from what it read, and compare. Exit code 1 where the results differ."""
    begin()
    from kokong.kernel import tenancy
    from kokong.risk import api

    key, _run = wherever(lambda: api.run(run_id=run_id), missing=f"There is no analysis {run_id}.")
    with tenancy.scope(municipality_id=key):
        told = api.repeat(run_id=run_id)
    if as_json:
        print_json(asdict(told))
    elif told.same:
        typer.echo(f"Analysis {run_id} gives the same result again: {told.digest_now}.")
    else:
        typer.echo(f"Analysis {run_id} gives another result: {told.digest_now} instead of {told.digest_then}.")
        typer.echo(f"  then {told.version_then}\n  now  {told.version_now}")
    if not told.same:
        raise typer.Exit(1)


@commands.command()
def accept(municipality_code: Code, proposal_id: Chosen = None, as_json: AsJson = False) -> None:
    """Use the proposed radius, watch days and order of doors for cocoons opened from now on."""
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.risk import api

        used = api.accept(proposal_id=_open(proposal_id), now=timezone.now(), user_id=None)
    if as_json:
        print_json(asdict(used))
        return
    typer.echo(f"Cocoons opened from now on: {_settings(used)}.")


@commands.command()
def decline(
    municipality_code: Code,
    reason: Annotated[str, typer.Option(help="One sentence: why.")],
    proposal_id: Chosen = None,
) -> None:
    """Keep the settings in use; the same figures are not proposed again for half a year."""
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.risk import api

        api.decline(proposal_id=_open(proposal_id), reason=reason, now=timezone.now(), user_id=None)
        used = api.settings()
    typer.echo(f"Declined. Cocoons: {_settings(used)}.")


@commands.command()
def defaults(municipality_code: Code) -> None:
    """Use the published settings again."""
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.risk import api

        changed = api.back_to_defaults(now=timezone.now(), user_id=None)
        used = api.settings()
    typer.echo(f"{'Cocoons opened from now on' if changed else 'Already so'}: {_settings(used)}.")


def analyse_all(
    cluster: Annotated[
        str, typer.Option(metavar="local|tcp://…", help="Run on a Dask cluster; otherwise in this process.")
    ] = "",
    kinds: Kinds = "",
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Analyse the burglaries of every municipality, each municipality and kind a piece of work by itself."""
    begin()
    from django.utils import timezone

    from kokong.kernel.models import Municipality
    from kokong.risk import api

    names = dict(Municipality.objects.order_by("code").values_list("pk", "code"))
    started, done = time.perf_counter(), 0

    def progress(key: int, kind: str, state: str) -> None:
        nonlocal done
        done += 1
        typer.echo(f"{done:>5}  {names[key]}  {kind}: {state}", err=True)

    with computing(cluster) as runner:
        made = api.run_everywhere(
            municipality_ids=tuple(names), now=timezone.now(), kinds=_kinds(kinds), seed=seed, runner=runner,
            progress=progress,
        )  # fmt: skip
    told = [
        {"municipality": names[each.municipality_id], "kind": each.run.kind, "state": each.run.state,
         "run": each.run.id, "digest": each.run.result_digest, "message": each.run.message}
        for each in made.runs
    ]  # fmt: skip
    seconds = round(time.perf_counter() - started, 2)
    busy = [names[key] for key in made.busy]
    if as_json:
        print_json({"runs": told, "busy": busy, "seconds": seconds})
        return
    states = ", ".join(f"{sum(row['state'] == s for row in told)} {s}" for s in ("done", "too_few", "failed"))
    typer.echo(f"{len(told)} analyses of {len(names) - len(busy)} municipalities in {seconds} s: {states}.")
    if busy:
        typer.echo(f"Being analysed by somebody else just now, and left to them: {', '.join(busy)}.")


@contextmanager
def computing(where: str) -> Iterator[Any]:
    """Where to compute; what it refuses is what the user can mend."""
    from kokong.analysis.arrays import Refused
    from kokong.analysis.cluster import connect

    logging.getLogger("distributed").propagate = False  # its chatter would drown the progress
    try:
        with connect(where or None) as runner:
            yield runner
    except Refused as error:
        raise UserError(str(error)) from error


def _municipality(code: str) -> int:
    begin()
    return int(known(code=code).pk)


def _kinds(text: str) -> tuple[str, ...]:
    from kokong.risk import api

    return tuple(part.strip() for part in text.split(",") if part.strip()) or api.KINDS


def _open(proposal_id: int | None) -> int:
    """The proposal named, else the open one. Raises UserError where there is none."""
    from kokong.risk import api

    if proposal_id is not None:
        return proposal_id
    found = api.proposal()
    if found is None:
        raise UserError("There is no open proposal. `kokong risk show` tells whether the burglaries are enough.")
    return found.id


def _settings(told: "Any | Proposal") -> str:
    order = "highest risk first" if told.ranking == "risk" else "nearest first"
    return f"{told.radius_m:g} m around, watched for {told.watch_days} days, {order}"


def _line(run: "Run") -> str:
    when = f"{run.finished:%Y-%m-%d %H:%M}" if run.finished else ""
    what = run.message or f"{run.burglaries} burglaries  {run.result_digest[:12]}"
    return f"{run.id:>6}  {run.kind:11}  {run.state:8}  {when}  {what}"
