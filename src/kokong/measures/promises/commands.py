"""`kokong promises`."""

from typing import TYPE_CHECKING, Any

import typer

from kokong.kernel.terminal import AsJson, Code, municipality, print_json

if TYPE_CHECKING:
    from .values import Counted, Promise

commands = typer.Typer(name="promises", help="Citizen promises, and how far they have come.", no_args_is_help=True)


@commands.callback()
def group() -> None:
    """Citizen promises, and how far they have come."""


@commands.command()
def progress(municipality_code: Code, as_json: AsJson = False) -> None:
    """Say of every action that is promised how far it has come, counted from what was delivered."""
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.measures.promises import reading, rules

        found = reading.with_actions(states=rules.PUBLIC, now=timezone.now())
        told = [_told(promise, listed) for promise, listed in found]
    if as_json:
        print_json(told)
        return
    for each in told:
        typer.echo(f"{each['title']} ({each['state']}, {each['begins']} to {each['until']})")
        for action in each["actions"]:
            typer.echo(
                f"  {action['done_percent']:>3} % of it done, {action['due_percent']} % due by now: "
                f"{action['title']} ({action['result'] or action['state']})"
            )
    if not told:
        typer.echo("No promise is signed yet.")


def _told(promise: "Promise", listed: "tuple[Counted, ...]") -> dict[str, Any]:
    return {
        "id": promise.id, "title": promise.title, "state": promise.state, "begins": promise.begins,
        "until": promise.until, "actions": [_action(each) for each in listed],
    }  # fmt: skip


def _action(each: "Counted") -> dict[str, Any]:
    from .rules import as_data

    progress = each.progress
    return {
        "id": each.id, "title": each.title, "by": each.by, "rule": as_data(each.rule), "area": each.area or None,
        "area_gone": each.gone, "state": progress.state, "result": each.result or progress.result,
        "done_percent": int(100 * progress.done), "due_percent": int(100 * progress.due),
        "reason": each.reason or None, "changed": len(each.earlier),
        "periods": [
            {"since": p.since, "before": p.until, "wanted": str(round(p.wanted, 2)), "got": str(round(p.got, 2)),
             "n": str(p.amount.n), "of": str(p.amount.of), "state": p.state}
            for p in progress.periods
        ],
    }  # fmt: skip
