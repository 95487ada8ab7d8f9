"""`kokong alarms report`: a home's year on paper."""

from pathlib import Path
from typing import Annotated

import typer

from kokong.kernel.terminal import Code, municipality

from .account import Line, Number, Receiver, the_account


def report(
    municipality_code: Code,
    account: Number,
    year: Annotated[int, typer.Option(help="The year, such as 2026.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The PDF; alarm-ACCOUNT-YEAR.pdf where it isn't named.")
    ] = None,
    language: Annotated[str, typer.Option(help="sv or en; else the municipality's.")] = "",
    receiver: Receiver = None,
    line: Line = None,
) -> None:
    """Write a home's year for its household as a PDF: alarms, false ones and why, tests, silence, whom to call."""
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.measures.alarms import api

        panel = the_account(account, receiver, line)
        made = api.year_report(account_id=panel.id, year=year, language=language or None, now=timezone.now())
    path = output or Path(f"alarm-{panel.written}-{year}.pdf")
    path.write_bytes(made)
    typer.echo(f"{path} holds {year} of account {panel.written}.")
