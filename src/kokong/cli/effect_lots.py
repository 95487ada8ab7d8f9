"""`kokong effect lot`: areas that start in an order drawn by lot."""

from typing import TYPE_CHECKING, Annotated

import typer

from kokong.kernel.errors import UserError
from kokong.kernel.terminal import Code, municipality

from .effect_plans import _areas, _month, _split

if TYPE_CHECKING:
    from kokong.effect.api import Lot


def lot(
    municipality_code: Code,
    number: Annotated[int | None, typer.Argument(help="Its number; none to announce one.")] = None,
    seed: Annotated[str, typer.Option(help="Draw it with this seed, as it was published.")] = "",
    question: Annotated[str, typer.Option(help="What you want to know.")] = "",
    measure: Annotated[str, typer.Option(metavar="MEASURE,…", help="Kinds of delivery.")] = "",
    areas: Annotated[str, typer.Option(metavar="AREA,…", help="Areas, by name or number.")] = "",
    start: Annotated[str, typer.Option(metavar="YYYY-MM", help="Month in which the first areas start.")] = "",
    since: Annotated[str, typer.Option(metavar="YYYY-MM", help="First month counted; three years before.")] = "",
    at_once: Annotated[int, typer.Option(help="Areas that start at a time.")] = 1,
    apart: Annotated[int, typer.Option(help="Months between starts.")] = 3,
    seed_is: Annotated[str, typer.Option(help="What the seed will be, stated before it is known.")] = "",
) -> None:
    """Announce a lot, draw it with its seed, or print its order and how to draw it again."""
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.effect import api as effect

        now = timezone.now()
        if number is None:
            if not start:
                raise UserError("Say with --start in which month the first areas start, such as 2027-03.")
            begin = _month(start)
            first = _month(since) if since else begin.replace(year=max(begin.year - 3, 1))
            asked = effect.Lottery(
                question=question, measures=_split(measure), areas=_areas(areas, effect.known_areas()),
                since=first, start=begin, at_once=at_once, apart=apart, seed_is=seed_is,
            )  # fmt: skip
            number = effect.announce_lot(asked=asked, user_id=None, now=now)
            typer.echo(f"Lot {number} is announced. The seed is to be: {seed_is}")
        elif seed:
            effect.draw_lot(lot_id=number, seed=seed, user_id=None, now=now)
        found = effect.lot(lot_id=number, today=timezone.localdate(now))
    _print(found)


def _print(found: "Lot") -> None:
    if found.seed is None:
        typer.echo(f"Not drawn yet. Draw it with: kokong effect lot {found.id} --seed SEED")
        return
    for turn in found.turns:
        first = f"{turn.first:%Y-%m}" if turn.first else "-"
        typer.echo(
            f"{turn.place:3}  starts {turn.begins:%Y-%m}  first delivered {first:7}  {turn.name}  {turn.key}"
        )
    typer.echo(
        f"Seed: {found.seed}. Draw it again: printf '%s\\n%s' SEED AREA | sha256sum; the smallest is first."
    )
