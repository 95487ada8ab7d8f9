"""What people read without tables: photos, texts, places for a map program, and what each column means."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from psycopg import sql

from . import dictionary
from .schema import Connection, Table, condition
from .values import Part

_PHOTOS: Final = "SELECT picture_id, large FROM pictures_content WHERE {mine} AND ({part}) ORDER BY picture_id"
_TEXTS: Final = """
SELECT t.kind, t.slug, t.language, t.id, r.number, r.title, r.lead, r.body, r.at::text FROM texts_revision r
JOIN texts_text t ON t.id = r.text_id WHERE r.municipality_id = %s ORDER BY t.id, r.number
"""


def write(connection: Connection, folder: Path, *, part: Part, number: int, tenants: Mapping[str, Table]) -> None:
    """Beside the tables of a part."""
    _photos(connection, folder / "photos", part, number, tenants["pictures_content"])
    if part == "municipality":
        _texts(connection, folder / "texts", number)
    _places(connection, folder / "places.gpkg", part, number, tenants)
    (folder / "dictionary.md").write_text(dictionary.text(tenants), encoding="utf-8")


def _photos(connection: Connection, folder: Path, part: Part, number: int, table: Table) -> None:
    query = _PHOTOS.format(mine=table.mine, part=condition(table, part, number))
    with connection.cursor("photos") as cursor:
        cursor.execute(query.encode(), [number])
        for picture, large in cursor:
            folder.mkdir(exist_ok=True)
            if isinstance(large, bytes) and large:
                (folder / f"{picture}.jpg").write_bytes(large)


def _texts(connection: Connection, folder: Path, number: int) -> None:
    """Every revision as Markdown."""
    for kind, slug, language, own, revision, title, lead, body, at in connection.execute(_TEXTS, [number]):
        folder.mkdir(exist_ok=True)
        name = f"{kind}-{own}-{_plain(str(slug))}-{language}-{revision}.md"
        (folder / name).write_text(f"# {title}\n\n*{lead}*\n\n{body}\n\n<!-- {at} -->\n", encoding="utf-8")


def _plain(text: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in text)[:60]


def _places(connection: Connection, path: Path, part: Part, number: int, tenants: Mapping[str, Table]) -> None:
    """A layer for each table with a place: GeoPackage, in the municipality's coordinates."""
    row = connection.execute("SELECT crs FROM kernel_municipality WHERE id = %s", [number]).fetchone()
    assert row is not None
    for table in tenants.values():
        column = next((each for each in table.columns if each.type in {"point", "polygon"}), None)
        if column:
            _layer(connection, path, table, (column.name, column.type), part, number, int(str(row[0])))


def _layer(
    connection: Connection, path: Path, table: Table, place: tuple[str, str], part: Part, number: int, crs: int
) -> None:
    import numpy
    import pyogrio
    import shapely

    column, kind = place
    where = f"{table.mine} AND ({condition(table, part, number)})"
    query = sql.SQL("SELECT {}::text, {}::text FROM {} WHERE {} IS NOT NULL AND " + where + " ORDER BY 1").format(  # noqa: S608 of the catalogue
        *map(sql.Identifier, (table.key, column, table.name, column))
    )
    found = connection.execute(query, [number]).fetchall()
    if not found:
        return
    shapes = [_shape(str(text), kind, shapely) for _key, text in found]
    pyogrio.raw.write(
        path, shapely.to_wkb(numpy.array(shapes)), [numpy.array([str(key) for key, _ in found], dtype=object)],
        fields=numpy.array([table.key]), layer=table.name, driver="GPKG", crs=f"EPSG:{crs}", append=path.exists(),
        geometry_type="Point" if kind == "point" else "Polygon",
    )  # fmt: skip


def _shape(text: str, kind: str, shapely: object) -> object:
    numbers = [float(each) for each in text.replace("(", "").replace(")", "").split(",")]
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    made = getattr(shapely, "Point" if kind == "point" else "Polygon")
    return made(pairs[0]) if kind == "point" else made(pairs)
