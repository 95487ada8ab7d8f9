"""`kokong alarms`."""

from . import contacts, expecting, importing, pauses, raising, report, serving, unknown
from .panels import commands

__all__ = ["commands"]

commands.command()(serving.serve)
commands.command("raise")(raising.raise_alarms)
commands.command()(unknown.unknown)
commands.command()(report.report)
commands.command()(expecting.expect)
commands.command("import")(importing.import_panels)
commands.command("keys")(importing.take_keys)
commands.command()(pauses.pause)
commands.command()(pauses.pauses)
commands.command()(pauses.unpause)
commands.add_typer(contacts.commands)
