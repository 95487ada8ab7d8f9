"""`kokong import`."""

import typer

commands = typer.Typer(name="import", help="Bring in places and burglaries from files.", no_args_is_help=True)
