"""`kokong cocoon`."""

import typer

commands = typer.Typer(name="cocoon", help="The ring of doors around a burglary.", no_args_is_help=True)
