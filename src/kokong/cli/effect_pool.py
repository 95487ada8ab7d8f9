"""`kokong effect declare`, `counts` and `together`: an evaluation read together with other municipalities."""

from pathlib import Path
from typing import Annotated

import typer

from kokong.kernel.errors import UserError
from kokong.kernel.terminal import Code, municipality

Number = Annotated[int, typer.Argument(help="The number of the evaluation.")]


def declare(
    municipality_code: Code,
    evaluation: Number,
    partner: Annotated[list[str], typer.Option("--with", metavar='"CODE NAME"', help="Another municipality.")],
) -> None:
    """Write down which municipalities take part, before anybody looks; it stays."""
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.effect import api as effect

        partners = effect.partners("\n".join(partner))
        if isinstance(partners, str):
            raise UserError(f"“{partners}” can't be read. Write the code and the name, such as 0880 Kalmar.")
        effect.declare_pool(evaluation_id=evaluation, partners=partners, user_id=None, now=timezone.now())
    typer.echo(f"Written down: {', '.join(each.name for each in partners)}.")


def counts(
    municipality_code: Code,
    evaluation: Number,
    to: Annotated[Path, typer.Option(help="The file to write; it must not be there yet.")],
) -> None:
    """Save this municipality's counts by area and month, without names and places, for the others."""
    with municipality(municipality_code):
        from kokong.effect import api as effect

        content = effect.give_counts(evaluation_id=evaluation)
    try:
        with to.open("xb") as file:
            file.write(content)
    except OSError as error:
        raise UserError(f"{to} can't be written: {error.strerror}.") from error
    typer.echo(f"Saved as {to}, {len(content)} bytes.")


def together(
    municipality_code: Code,
    evaluation: Number,
    file: Annotated[list[Path] | None, typer.Argument(help="Other municipalities' counts, to take first.")] = None,
) -> None:
    """Take other municipalities' counts, and print what all say together."""
    contents = [(path, _content(path)) for path in file or []]
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.effect import api as effect

        for path, content in contents:
            try:
                effect.take_counts(evaluation_id=evaluation, content=content, user_id=None, now=timezone.now())
            except effect.Refused as why:
                raise UserError(f"{path}: {why}") from why
        read = effect.read_together(evaluation_id=evaluation)
        said = effect.said_together(read)
    for each in read.together.shares if read.together else ():
        low, high = ((end - 1) * each.expected for end in each.interval)
        change = each.observed - each.expected
        typer.echo(
            f"{each.name:24}{each.observed:7.0f}{each.expected:9.1f}{change:+9.1f}  {low:+.1f} to {high:+.1f}"
        )
    typer.echo("\n".join(said))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.") from error
