"""What `kokong` can do for this room; each part has a group of its own."""

import typer

from .picture.commands import commands as picture

commands = typer.Typer()  # without a name: the groups of the parts stand beside the rooms'
commands.add_typer(picture)
