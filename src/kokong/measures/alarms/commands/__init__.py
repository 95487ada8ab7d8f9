"""`kokong alarms`."""

from . import contacts, raising, serving, unknown
from .panels import commands

__all__ = ["commands"]

commands.command()(serving.serve)
commands.command("raise")(raising.raise_alarms)
commands.command()(unknown.unknown)
commands.add_typer(contacts.commands)
