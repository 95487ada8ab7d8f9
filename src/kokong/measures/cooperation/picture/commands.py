"""`kokong picture`."""

import typer

from kokong.kernel.terminal import AsJson, Code, municipality, print_json

commands = typer.Typer(
    name="picture", help="The situational picture, and its frozen versions.", no_args_is_help=True
)


@commands.callback()
def group() -> None:
    """The situational picture, and its frozen versions."""


@commands.command()
def freeze(municipality_code: Code, as_json: AsJson = False) -> None:
    """Freeze the picture of today, with the text that stands beside it, as the next version."""
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.measures.cooperation.picture import freezing, reading

        number = freezing.freeze(after=reading.last_number(), user_id=None, now=timezone.now())
        told = {"version": number, "parts": len(reading.version(number=number).numbers)}
    if as_json:
        print_json(told)
    else:
        typer.echo(f"Version {number} is frozen, with {told['parts']} figures.")


@commands.command()
def versions(municipality_code: Code, as_json: AsJson = False) -> None:
    """List the frozen versions, the newest first."""
    with municipality(municipality_code):
        from kokong.measures.cooperation.picture import reading

        found = reading.versions()
        told = [
            {"version": each.number, "at": each.at, "since": each.asked.since, "before": each.asked.until}
            for each in found
        ]
    if as_json:
        print_json(told)
        return
    for line in told:
        typer.echo(f"Version {line['version']}, frozen {line['at']:%Y-%m-%d %H:%M}, since {line['since']}")
    if not told:
        typer.echo("No version is frozen yet.")
