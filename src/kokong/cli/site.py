"""`kokong site`: the host names of municipalities' sites."""

from typing import Annotated

import typer

from kokong.kernel.terminal import Code, municipality

commands = typer.Typer(name="site", help="The public sites of municipalities.", no_args_is_help=True)
hosts = typer.Typer(name="host", help="Host names under which a site answers.", no_args_is_help=True)
commands.add_typer(hosts)


@hosts.command()
def add(
    municipality_code: Code, host: Annotated[str, typer.Argument(help="The host name, e.g. trygg.kalmar.se.")]
) -> None:
    """Let a site answer under a host name too, once you know that the name is the municipality's.

    It must lead to this installation in DNS, and the proxy needs a certificate for it.
    """
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.public import api as public

        said = public.add_host(host=host, now=timezone.now())
    typer.echo(f"{said} leads to the site of {municipality_code} within a second.")


@hosts.command()
def remove(municipality_code: Code) -> None:
    """Let the site answer under its host name no longer; its address on the installation's name stays."""
    with municipality(municipality_code):
        from kokong.public import api as public

        gone = public.remove_host()
    typer.echo(f"{gone} leads nowhere any longer." if gone else "There was no host name. Nothing was changed.")
