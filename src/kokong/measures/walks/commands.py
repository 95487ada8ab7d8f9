"""`kokong walks`."""

from typing import Annotated

import typer

from kokong.kernel.terminal import Code, municipality

commands = typer.Typer(name="walks", help="Safety walks.", no_args_is_help=True)


@commands.callback()
def walks() -> None:
    """Safety walks."""


@commands.command()
def connect(
    municipality_code: Code,
    address: Annotated[
        str,
        typer.Option(prompt=True, help="Of the system's Open311 GeoReport v2, up to its edition: https://…/v2."),
    ],
    jurisdiction: Annotated[str, typer.Option(help="The jurisdiction_id, where the system asks for one.")] = "",
    key: Annotated[str, typer.Option(prompt=True, hide_input=True, help="The api_key that we report with.")] = "",
) -> None:
    """Connect a municipality's fault-report system, to which findings of safety walks are reported.

    Address and key are kept in a file for this installation's user alone, beside the other secrets. Where
    processes have secrets of their own (`kokong database prepare --apart`), put the file into those of web and
    worker. The codes that the system takes are listed: each owner of ground is given theirs on its page.
    """
    with municipality(municipality_code):
        from kokong.measures.walks.reporting import accounts, http
        from kokong.measures.walks.reporting.values import NotTaken, System

        if not http.understood(address):
            raise typer.BadParameter(
                "The address begins with https:// and has no question in it. Nothing was kept."
            )
        system = System(address.rstrip("/"), jurisdiction, key)
        try:
            services = http.services(system)
        except NotTaken as error:
            raise typer.BadParameter(f"It does not answer as GeoReport v2: {error} Nothing was kept.") from error
        typer.echo(f"Kept in {accounts.keep(code=municipality_code, system=system)}.")
    for code, name in services:
        typer.echo(f"{code:20}  {name}")
