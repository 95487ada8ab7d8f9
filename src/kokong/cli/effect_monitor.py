"""`kokong effect monitor` and `monitor-all`: the monthly looks of registered evaluations, with their boundary."""

import time
from typing import Annotated

import typer

from kokong.kernel.terminal import AsJson, Code, begin, municipality, print_json

from .risk import computing


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


def monitor_all(
    cluster: Annotated[
        str, typer.Option(metavar="local|tcp://…", help="Run on a Dask cluster; otherwise in this process.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Take the monthly looks that are due in every municipality, each evaluation a piece of work by itself."""
    begin()
    from django.utils import timezone

    from kokong.effect import api as effect
    from kokong.kernel.models import Municipality

    codes = dict(Municipality.objects.order_by("code").values_list("pk", "code"))
    started = time.perf_counter()
    with computing(cluster) as runner:
        taken = list(effect.monitor_everywhere(municipality_ids=tuple(codes), now=timezone.now(), runner=runner))
    seconds = round(time.perf_counter() - started, 2)
    if as_json:
        told = [
            {"municipality": codes[each.municipality_id], "evaluation": each.evaluation_id, "looks": each.looks,
             "why": each.why}
            for each in taken
        ]  # fmt: skip
        print_json({"evaluations": told, "seconds": seconds})
        return
    for each in taken:
        said = each.why or f"{each.looks} looks"
        typer.echo(f"{codes[each.municipality_id]}  evaluation {each.evaluation_id}: {said}", err=True)
    looks = sum(each.looks for each in taken)
    typer.echo(f"{looks} looks of {len(taken)} evaluations in {len(codes)} municipalities in {seconds} s.")
