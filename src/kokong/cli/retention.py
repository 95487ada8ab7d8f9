"""`kokong retention`."""

from typing import Annotated

import typer

from kokong.kernel.terminal import AsJson, begin, print_json

commands = typer.Typer(name="retention", help="How long personal data stay.", no_args_is_help=True)


@commands.command()
def apply(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count what would go; change nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Apply every period now (the worker does so each night)."""
    begin()
    from dataclasses import asdict

    from django.utils import timezone

    from kokong.kernel import retention

    outcomes = retention.apply_all(now=timezone.now(), dry_run=dry_run)
    if as_json:
        print_json([asdict(outcome) for outcome in outcomes])
        raise typer.Exit(1 if any(o.problem for o in outcomes) else 0)
    verb = "would be cleared" if dry_run else "cleared"
    for o in outcomes:
        said = f"could not be cleared: {o.problem}" if o.problem else f"{verb}. {o.purpose}"
        typer.echo(f"{o.municipality}: {o.rows} {o.rule} older than {o.before:%Y-%m-%d} {said}")
    if any(o.problem for o in outcomes):
        raise typer.Exit(1)
