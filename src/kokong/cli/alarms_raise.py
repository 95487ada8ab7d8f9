"""`kokong alarms raise`: events become alarms."""

import os

import typer

from .session import begin


def add_to(commands: typer.Typer) -> None:
    """Hang the command on the group `alarms`."""
    commands.command("raise")(raise_alarms)


def raise_alarms() -> None:
    """Raise alarms from what panels report, until Ctrl-C (part of `kokong up`). A second one takes turns."""
    os.environ["KOKONG_PROCESS"] = "raiser"
    begin()
    from kokong.measures.alarms import raiser

    raiser.run_until_stopped()
