"""`kokong municipality`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kokong.kernel.terminal import AsJson, begin, print_json

from . import leaving

if TYPE_CHECKING:
    from kokong.kernel.models import Municipality

commands = typer.Typer(
    name="municipality", help="Municipalities that share this installation.", no_args_is_help=True
)
leaving.add_to(commands)


@commands.command()
def create(
    code: Annotated[str, typer.Option(help="Official code, e.g. 0880.")],
    name: Annotated[str, typer.Option(help="Name, e.g. Kalmar.")],
    crs: Annotated[int, typer.Option(help="EPSG code of a metric coordinate system, e.g. 3006.")] = 3006,
    language: Annotated[str, typer.Option(help="Language of letters and leaflets: sv or en.")] = "sv",
    official_name: Annotated[str | None, typer.Option(help="What it signs with, e.g. Kalmar kommun.")] = None,
    as_json: AsJson = False,
) -> None:
    """Create a municipality; the same code again changes its name."""
    begin()
    from kokong.places import api as places

    row = places.create_municipality(code=code, name=name, crs=crs, language=language, official_name=official_name)
    if as_json:
        print_json(_said(row))
    else:
        typer.echo(f"{row.name} ({row.code}), coordinates in EPSG:{row.crs}.")


@commands.command("list")
def list_all(as_json: AsJson = False) -> None:
    """List the municipalities of this installation."""
    begin()
    from kokong.kernel.models import Municipality

    rows = [_said(row) for row in Municipality.objects.order_by("code")]
    if as_json:
        print_json(rows)
    for row in [] if as_json else rows:
        typer.echo(f"{row['code']}  {row['name']}  EPSG:{row['crs']}")


def _said(row: "Municipality") -> dict[str, Any]:
    signed = {"official_name": row.official_name} if row.official_name else {}
    return {"code": row.code, "name": row.name, **signed, "crs": row.crs}
