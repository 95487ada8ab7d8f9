"""`kokong up`, `demo`, `doctor`: the running product."""

import typer


def add_to(app: typer.Typer) -> None:
    """Hang the commands on the root command."""
