"""`kokong adopt`: take over what the method does each year."""

import typer

from kokong.kernel.terminal import Code, municipality

commands = typer.Typer(name="adopt", help="Take over a method's recurring work.", no_args_is_help=True)


@commands.callback()
def group() -> None:
    """Take over a method's recurring work."""


@commands.command()
def kalmar(municipality_code: Code) -> None:
    """Put the Kalmar method's recurring work in the municipality's year wheel; again it changes nothing."""
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.measures.cooperation import api as cooperation

        found = cooperation.adopt_wheel(now=timezone.now())
    if found.fresh:
        typer.echo(f"{found.fresh} items are in the year wheel now; {found.there} were there before.")
    else:
        typer.echo(f"All {found.there} items were in the year wheel already. Nothing was changed.")
