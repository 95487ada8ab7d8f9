"""`kokong signs`."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from kokong.kernel.terminal import AsJson, Code, municipality, print_json

from . import rules

if TYPE_CHECKING:
    from kokong.measures.signs.siting import Place, Proposal

commands = typer.Typer(name="signs", help="Signs in the streets.", no_args_is_help=True)

Signs = Annotated[int, typer.Option("--signs", "-k", min=1, max=rules.MOST_SIGNS, help="How many signs.")]
Kind = Annotated[Literal["watch", "warning", "marked"], typer.Option(help="Kind of sign.")]
Weight = Annotated[
    Literal["homes", "entrances", "burglaries"], typer.Option(help="They shall cover most of these.")
]
Within = Annotated[
    int, typer.Option(min=rules.WITHIN_M[0], max=rules.WITHIN_M[1], help="Metres that a sign covers, by street.")
]
Area = Annotated[int | None, typer.Option(min=1, max=2**63 - 1, help="Number of an area; everywhere without it.")]


@commands.callback()
def group() -> None:
    """Signs in the streets."""


@commands.command()
def site(
    municipality_code: Code,
    signs: Signs = 10,
    kind: Kind = "watch",
    weight: Weight = "homes",
    within: Within = rules.WITHIN_USUAL_M,
    area: Area = None,
    as_json: AsJson = False,
) -> None:
    """Say where the next signs cover most, with the proof; nothing is planned."""
    with municipality(municipality_code):
        from kokong.measures.signs import siting

        asked = siting.Question(kind=kind, signs=signs, weight=weight, within_m=within, area_id=area)
        found = siting.propose(asked=asked)
    if as_json:
        print_json(_told(found))
        return
    best = found.best
    typer.echo(
        f"{best.covered:,.2f} of {best.total:,.2f} {weight} covered ({best.share:.1%}); {best.before:,.2f} before."
    )
    typer.echo(
        "Proven: no other choice covers more." if best.proven else f"Not proven; gap at most {best.gap:.2%}."
    )
    for number, place in enumerate(found.places, 1):
        typer.echo(f"{number:>3}  +{place.adds:<10,.2f} {place.lat:.6f} {place.lon:.6f}  {place.words}")


def _told(found: "Proposal") -> dict[str, Any]:
    best = found.best
    return {
        "asked": vars(found.asked), "spots": found.spots, "counted": found.counted, "before": best.before,
        "covered": best.covered, "total": best.total, "bound": best.bound, "gap": best.gap, "proven": best.proven,
        "seconds": round(best.seconds, 3), "signs": [_spot(place) for place in found.places],
    }  # fmt: skip


def _spot(place: "Place") -> dict[str, Any]:
    return {"lat": place.lat, "lon": place.lon, "place": place.words, "adds": place.adds}
