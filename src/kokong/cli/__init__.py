"""The `kokong` command. Each file is one group of commands; Django is loaded only by those that need it.

A measure's own group is in its `commands.py`.
"""

import sys

import typer

from kokong import __version__
from kokong.install.embedded import EmbeddedError
from kokong.kernel import folders
from kokong.kernel.errors import UserError
from kokong.kernel.installation import InstallationError, keep_to_itself

from . import (
    adopt,
    analysis,
    audit,
    burglary,
    database,
    effect,
    forecasting,
    imports,
    mail,
    mapping,
    municipality,
    people,
    retention,
    risk,
    server,
    signin,
    site,
)

app = typer.Typer(
    name="kokong",
    help="The Kalmar method against residential burglary.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_OWN = (adopt, audit, burglary, database, effect, imports, mail, municipality, people, retention, signin, site)
for group in (*_OWN, *folders.modules("commands")):  # the measures' by their folders, which needs no Django
    app.add_typer(group.commands)
server.add_to(app)
analysis.add_to(app)
app.command()(forecasting.forecast)
mapping.add_to(app)
risk.add_to(app)


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(__version__)


def main() -> None:
    """Entry point. What the user can mend is one line on standard error and exit code 1."""
    keep_to_itself()
    try:
        app()
    except (UserError, InstallationError, EmbeddedError) as error:
        typer.echo(f"kokong: {error}", err=True)
        sys.exit(1)
