"""`kokong effect register` and `run`: a plan locked before anybody looks, and a look at its outcome."""

import json
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from kokong.kernel.errors import UserError
from kokong.kernel.terminal import Code, municipality

if TYPE_CHECKING:
    from kokong.places.api import Area

Names = Annotated[str, typer.Option(metavar="AREA,…", help="Areas with the measure, by name or number.")]


def register(
    municipality_code: Code,
    question: Annotated[str, typer.Option(help="What you want to know.")],
    measure: Annotated[str, typer.Option(metavar="MEASURE,…", help="Kinds of delivery, such as cocoon_visit.")],
    treated: Names,
    start: Annotated[str, typer.Option(metavar="YYYY-MM", help="First month of the measure.")],
    until: Annotated[str, typer.Option(metavar="YYYY-MM", help="Month from which the outcome is read.")],
    control: Annotated[str, typer.Option(metavar="AREA,…", help="Areas to compare with.")] = "",
    since: Annotated[str, typer.Option(metavar="YYYY-MM", help="First month counted; three years before.")] = "",
    by_lot: Annotated[bool, typer.Option("--by-lot", help="The treated areas were drawn.")] = False,
) -> None:
    """Lock a plan before anybody looks at the outcome, and print its number."""
    begin = _month(start)
    first = _month(since) if since else begin.replace(year=max(begin.year - 3, 1))
    with municipality(municipality_code):
        from django.db import transaction
        from django.utils import timezone

        from kokong.effect import api as effect

        known = effect.known_areas()
        plan = effect.Plan(
            question=question, measures=_split(measure), treated=_areas(treated, known),
            compared=_areas(control, known), since=first, start=begin, until=_month(until), by_lot=by_lot,
        )  # fmt: skip
        with transaction.atomic():
            number = effect.draft(plan=plan, user_id=None, now=timezone.now())
            effect.register(evaluation_id=number, user_id=None, now=timezone.now())
        found = effect.evaluation(evaluation_id=number)
    smallest = "none" if found.smallest is None else f"{-100 * found.smallest:.0f} %"
    typer.echo(f"Evaluation {number} is registered and locked.")
    typer.echo(
        f"Expected without a change: {found.expected:.0f} burglaries. Smallest fall that shows: {smallest}."
    )


def run(
    municipality_code: Code,
    evaluation: Annotated[int, typer.Argument(help="Its number.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
    language: Annotated[str, typer.Option(help="Language of the answer: en or sv.")] = "en",
) -> None:
    """Look at the outcome of an evaluation, as far as it can be counted, and keep what was seen."""
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.effect import api as effect

        seen = effect.look(evaluation_id=evaluation, user_id=None, now=timezone.now())
    if language not in seen.result:
        raise UserError(f"{language} is not a language of the answer: {', '.join(seen.result)}.")
    said = seen.result[language]
    if as_json:
        told = {"called": seen.called, "until": seen.until.isoformat(), "dose": seen.dose, "answer": said}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    typer.echo(said["refused"] if seen.refused else said["verdict"]["sentence"])
    typer.echo(f"({seen.called}; months before {seen.until:%Y-%m} are counted)")


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise UserError(f"“{text}” is not a month such as 2026-03.") from error


def _split(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _areas(text: str, known: "tuple[Area, ...]") -> tuple[int, ...]:
    from .effect_areas import area_id

    return tuple(area_id(name, known) for name in _split(text))
