"""`kokong burglary`."""

import typer

commands = typer.Typer(name="burglary", help="Burglaries reported and imported.", no_args_is_help=True)
