"""`kokong effect monitor`: the monthly looks of a registered evaluation, with their boundary."""

from typing import Annotated

import typer

from kokong.kernel.terminal import Code, municipality


def monitor(
    municipality_code: Code,
    evaluation: Annotated[int, typer.Argument(help="Its number.")],
) -> None:
    """Take the monthly looks that are due, and print all with the boundary for repeated looks."""
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.effect import api as effect

        looks = effect.monitor(evaluation_id=evaluation, now=timezone.now())
        why = effect.no_boundary(evaluation_id=evaluation)
    if looks:
        typer.echo("before   counted  expected  difference  boundary")
    for look in looks:
        limit = "none yet" if look.limit is None else f"± {look.limit:.1f}"
        crossed = "  crossed" if look.crossed else ""
        counted = f"{look.observed:7.0f}  {look.expected:8.1f}  {look.miss:+10.1f}"
        typer.echo(f"{look.until:%Y-%m}  {counted}  {limit:>8}{crossed}")
    if why or not looks:
        typer.echo(why or "No month since the start is over: there is nothing to look at yet.")
