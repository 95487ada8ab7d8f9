"""`kokong mail`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kokong.kernel.terminal import Code, begin, known

commands = typer.Typer(
    name="mail", help="Letters that come back, and the way out for text messages.", no_args_is_help=True
)

FilesArgument = Annotated[
    list[Path] | None, typer.Argument(exists=True, dir_okay=False, help="Letters; else one on standard input.")
]


@commands.command()
def returned(files: FilesArgument = None) -> None:
    """Write down letters that a mail server sent back, each on its message, so that somebody is told.

    For the mail server's alias or a folder of letters. What people write back to a letter of ours lies among its
    replies. Other letters, and reports about others' letters, are left alone: the command succeeds, so that no
    mail server answers it with one more letter.
    """
    begin()
    from django.utils import timezone

    from kokong.sending import answers, api, returned

    letters = [path.read_bytes() for path in files] if files else [sys.stdin.buffer.read(returned.MAX_BYTES)]
    reports = [report for letter in letters if (report := returned.read(letter))]
    written = sum(
        api.bounced(message_id=each.message_id, answer=each.answer, status=each.status, sent_to=each.sent_to)
        for each in reports
    )
    replies = [each for letter in letters if not returned.read(letter) and (each := answers.read(letter))]
    told = sum(api.answered(written=each, now=timezone.now()) for each in replies)
    typer.echo(f"{len(letters)} letters read, {len(reports)} reports, {written} written on their messages.")
    if replies:
        typer.echo(f"{len(replies)} replies, {told} to letters of ours.")


@commands.command()
def gateway(name: Annotated[str, typer.Argument(help="What you call it: letters, digits and hyphens.")]) -> None:
    """Say where a mail gateway reports letters that came back, and the secret with which it signs that."""
    begin()
    from django.core.validators import slug_re
    from django.urls import reverse

    from kokong.kernel import installation
    from kokong.sending import reporting

    if not slug_re.match(name):
        raise typer.BadParameter(f"{name!r} is no name; take letters, digits and hyphens.")
    typer.echo(f"Address: {installation.current().url}{reverse('bounces', args=[name])}")
    typer.echo(f"Secret: {reporting.secret(name)}")


@commands.command("sms-gateway")
def sms_gateway(
    municipality_code: Code,
    address: Annotated[
        str, typer.Option(prompt=True, hide_input=True, help="As Apprise writes it, with {phone} for the number.")
    ],
) -> None:
    """Keep the gateway through which a municipality's text messages go, instead of KOKONG_MESSAGE_URL's.

    It is kept in a file for this installation's user alone, beside the other secrets. Where processes have secrets
    of their own (`kokong database prepare --apart`), put the file into the worker's.
    """
    begin()
    from kokong.kernel import installation
    from kokong.sending import texting
    from kokong.sending.channels import sms

    if texting.PHONE not in address or sms.account_of(address, phone="+46700000000") is None:
        raise typer.BadParameter("That is no address of a gateway with {phone} in it. Nothing was kept.")
    known(code=municipality_code)
    kept = installation.current().give(texting.name_of(municipality_code), address)
    typer.echo(f"Kept in {kept}.")
