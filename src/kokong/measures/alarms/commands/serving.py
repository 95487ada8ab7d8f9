"""`kokong alarms serve`: the alarm receiver. Django is loaded only where the database must be prepared first."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kokong.kernel.installation import Installation


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on. Default: KOKONG_ALARM_BIND.")] = "",
    port: Annotated[int, typer.Option(help="TCP and UDP port. Default: KOKONG_ALARM_PORT.")] = 0,
) -> None:
    """Receive alarms over SIA DC-09, TCP and UDP on one port, until Ctrl-C (part of `kokong up`).

    What is acknowledged is stored. Several receivers may run over one database.
    """
    os.environ["KOKONG_PROCESS"] = "receiver"
    from kokong.kernel import installation
    from kokong.kernel.errors import UserError

    here = installation.current()
    if not (port or here.alarm_port):
        raise UserError("KOKONG_ALARM_PORT is 0, so no alarms are received. Give --port, or another number there.")
    from kokong.kernel import logs
    from kokong.measures.alarms.receiver import server

    logs.begin()
    _prepare(here)
    settings = server.Settings(
        host or here.alarm_bind, port or here.alarm_port, here.metrics_of("receiver"), here.metrics_bind
    )
    server.serve(here, settings, ready=lambda at: typer.echo(f"Receiving alarms on port {at}."))


def _prepare(here: "Installation") -> None:
    """A fresh data folder has no tables yet."""
    if here.embedded and not (here.home / "postgres" / "PG_VERSION").exists():
        from kokong.kernel.terminal import begin

        begin()
