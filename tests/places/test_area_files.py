"""Areas of strangers' files: what is read, what is refused and why, what the next edition changes."""

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kokong.places import api, crs
from kokong.places import models as rows
from kokong.places.areas import files, naming
from tests.cast import Cast

from .town import ORIGIN, add_row_of_houses

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)


def box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    return shapely.box(ORIGIN.x + west, ORIGIN.y + south, ORIGIN.x + east, ORIGIN.y + north)


def gpkg(
    folder: Path, shapes: list[Any], *, layer: str = "deso", system: str | None = "EPSG:3006", **columns: list[str]
) -> bytes:
    path = folder / "areas.gpkg"
    kind = "Unknown" if shapes and shapes[0].geom_type == "Point" else "MultiPolygon"
    fields = [np.array(values, dtype=object) for values in columns.values()]
    geometry = shapely.to_wkb(np.array([shapely.MultiPolygon([s]) if kind != "Unknown" else s for s in shapes]))
    pyogrio.raw.write(
        path, geometry, fields, list(columns), layer=layer, driver="GPKG", geometry_type=kind, crs=system,
        append=path.exists(),
    )  # fmt: skip
    return path.read_bytes()


def geojson(*shapes: Any, **fields: str) -> bytes:
    turned = [shapely.transform(s, lambda p: crs.convert_array(p, source=3006, target=4326)) for s in shapes]
    features = [{"type": "Feature", "properties": fields, "geometry": shapely.geometry.mapping(s)} for s in turned]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@pytest.fixture
def desk(cast: Cast) -> Client:
    with cast.acting(cast.coordinator):
        add_row_of_houses(12)
    return cast.client(cast.coordinator)


def read(cast: Cast, content: bytes, *, layer: str = "", system: int | None = None) -> Any:
    """What would be taken: number, name and what it does, of each."""
    with cast.acting(cast.coordinator):
        row = files.upload(content=content, name="f", layer=layer, system=system, now=NOW)
        return row, [(c.number, c.name, c.does) for c in files.candidates(row)]


def take(cast: Cast, row: Any, *keys: int, source: str = "DeSO") -> files.Taken:
    with cast.acting(cast.coordinator):
        return files.take(file_id=row.pk, keys=keys, source=source, now=NOW)


def areas(cast: Cast) -> list[tuple[str, str, int]]:
    with cast.acting(cast.coordinator):
        return [(a.name, a.source_id, len(api.homes_in(area_id=a.id))) for a in api.areas()]


def test_deso_from_a_geopackage(cast: Cast, desk: Client, tmp_path: Path) -> None:
    shapes = [box(-30, -30, 50, 50), box(50, -30, 130, 50), box(200_000, 0, 200_100, 100)]
    content = gpkg(tmp_path, shapes, desokod=["0880A0010", "0880A0020", "0180A0010"], kommun=["K", "K", "S"])
    row, found = read(cast, content)
    assert row.source == "DeSO"
    assert found == [("0880A0010", "0880A0010", "make"), ("0880A0020", "0880A0020", "make")]  # not Stockholm's
    assert take(cast, row, 0, 1) == files.Taken(2, 0, 0, ())
    assert [homes for _name, _number, homes in areas(cast)] == [5, 7]
    with cast.acting(cast.coordinator):
        assert {a.kind for a in api.areas()} == {"imported"}
        assert not rows.AreaFile.objects.exists()


def test_the_next_edition_changes_outlines_only(cast: Cast, desk: Client, tmp_path: Path) -> None:
    row, _found = read(cast, gpkg(tmp_path, [box(-30, -30, 50, 50), box(50, -30, 130, 50)], deso=["A", "B"]))
    take(cast, row, 0, 1)
    (tmp_path / "areas.gpkg").unlink()
    again = gpkg(
        tmp_path, [box(-30, -30, 70, 50), box(50, -30, 130, 50), box(0, 60, 90, 99)], deso=["A", "B", "C"]
    )
    row, found = read(cast, again)
    assert found == [("A", "A", "change"), ("B", "B", "same"), ("C", "C", "make")]
    assert take(cast, row, 0, 1, 2) == files.Taken(1, 1, 1, ())
    with cast.acting(cast.coordinator):
        first = next(a for a in api.areas() if a.source_id == "A")
        api.retire_area(area_id=first.id, now=NOW)
    row, found = read(cast, again)
    assert found[0] == ("A", "A", "retired")
    taken = take(cast, row, 0)
    assert taken.made == taken.changed == 0
    assert "retired" in taken.left[0][1]


def test_geojson_in_degrees_with_names(cast: Cast, desk: Client) -> None:
    row, found = read(cast, geojson(box(-30, -30, 90, 50), Namn="Södra Malmen"))
    assert found == [("Södra Malmen", "Södra Malmen", "make")]
    take(cast, row, 0, source="Stadsdelar")
    assert areas(cast) == [("Södra Malmen", "Södra Malmen", 9)]


def test_several_rows_of_one_number_are_one_area(cast: Cast, desk: Client, tmp_path: Path) -> None:
    row, found = read(cast, gpkg(tmp_path, [box(-30, -30, 30, 50), box(70, -30, 130, 50)], kod=["7", "7"]))
    assert found == [("7", "7", "make")]
    take(cast, row, 0)
    assert areas(cast) == [("7", "7", 8)]


def test_what_is_wrong_with_one_area_leaves_the_others(cast: Cast, desk: Client, tmp_path: Path) -> None:
    bow = shapely.Polygon([(ORIGIN.x + x, ORIGIN.y + y) for x, y in ((0, 0), (90, 90), (90, 0), (0, 90))])
    row, found = read(cast, gpkg(tmp_path, [box(-30, -30, 50, 50), bow], namn=["Hel", "Fluga"]))
    assert found == [("Fluga", "Fluga", "nothing"), ("Hel", "Hel", "make")]
    with cast.acting(cast.coordinator):
        keys = [c.key for c in files.candidates(row)]
    taken = take(cast, row, *keys)
    assert taken.made == 1
    assert taken.left[0][0] == "Fluga"


def test_taken_once(cast: Cast, desk: Client) -> None:
    row, _found = read(cast, geojson(box(-30, -30, 90, 50), Namn="Malmen"))
    take(cast, row, 0)
    with pytest.raises(files.FileRefused, match="taken already"):
        take(cast, row, 0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Only GeoPackage"),
        (b"PK\x03\x04", "Only GeoPackage"),
        (b"<OGRVRTDataSource><OGRVRTLayer/></OGRVRTDataSource>", "Only GeoPackage"),
        (b"SQLite format 3\x00" + b"\x00" * 5000, "can't be read"),
        (b'{"type": "FeatureCollection", "features": [', "can't be read"),
        (b"{}", "can't be read"),
        (b'{"type": "FeatureCollection", "features": []}', "no areas|No area"),
        (b"{" * 100_000, "can't be read"),
        (
            b'{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[16.36,56.66]}}',
            "no areas",
        ),
    ],
)
def test_a_file_that_is_none_is_said(cast: Cast, desk: Client, content: bytes, words: str) -> None:
    with pytest.raises(files.FileRefused, match=words):
        read(cast, content)


def test_a_database_that_is_no_geopackage(cast: Cast, desk: Client, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE t (a)")
    made.close()
    with pytest.raises(files.FileRefused, match=r"no areas|can't be read"):
        read(cast, path.read_bytes())


def test_a_file_of_another_municipality_gives_nothing(cast: Cast, desk: Client, tmp_path: Path) -> None:
    with pytest.raises(files.FileRefused, match="No area of the file lies in"):
        read(cast, gpkg(tmp_path, [box(200_000, 0, 200_100, 100)], deso=["A"]))


def test_several_layers_are_named(cast: Cast, desk: Client, tmp_path: Path) -> None:
    gpkg(tmp_path, [box(-30, -30, 50, 50)], layer="distrikt", namn=["A"])
    content = gpkg(tmp_path, [box(-30, -30, 50, 50)], layer="stadsdelar", namn=["B"])
    with pytest.raises(files.FileRefused, match="distrikt, stadsdelar") as refused:
        read(cast, content)
    assert refused.value.field == "layer"
    assert read(cast, content, layer="stadsdelar")[1] == [("B", "B", "make")]
    with pytest.raises(files.FileRefused, match="can't be read"):
        read(cast, content, layer="nothing")


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_the_system_is_asked_for_where_the_file_is_silent(cast: Cast, desk: Client, tmp_path: Path) -> None:
    content = gpkg(tmp_path, [box(-30, -30, 50, 50)], system=None, namn=["A"])
    with pytest.raises(files.FileRefused, match="coordinate system") as refused:
        read(cast, content)
    assert refused.value.field == "system"
    assert read(cast, content, system=3006)[1] == [("A", "A", "make")]
    with pytest.raises(files.FileRefused, match="coordinate system"):
        read(cast, content, system=999_999)


def test_names_and_numbers_of_columns() -> None:
    assert naming.named({"DESOKOD": "0880A0010", "kommun": "Kalmar"}, 1) == ("0880A0010", "0880A0010")
    assert naming.named({"RegSOkod": "R1", "regsonamn": "Norra  Malmen"}, 1) == ("R1", "Norra Malmen")
    assert naming.named({"Namn": "", "id": ""}, 7) == ("7", "7")
    assert naming.source_of({"regsokod": "", "DeSO": ""}) == "DeSO"
    assert naming.source_of({"regsokod": ""}) == "RegSO"
    assert naming.source_of({"namn": ""}) == ""


def test_the_pages(cast: Cast, desk: Client) -> None:
    assert desk.get("/areas/import/").status_code == 200
    file = SimpleUploadedFile("malmen.geojson", geojson(box(-30, -30, 90, 50), Namn="Malmen"))
    page = desk.post("/areas/import/", {"file": file}, follow=True)
    text = page.content.decode()
    assert "1 area of malmen.geojson lies here." in text
    assert "checked" in text
    address = page.redirect_chain[-1][0]
    answer = desk.post(address, {"source": "", "chosen": ["0"]})
    assert answer.status_code == 422
    assert desk.post(address, {"source": "Stadsdelar", "chosen": ["5"]}).status_code == 422
    done = desk.post(address, {"source": "Stadsdelar", "chosen": ["0"]}, follow=True).content.decode()
    assert "1 areas are new" in done
    assert "Malmen" in done
    assert desk.get(address).status_code == 404
    assert desk.post(address, {"source": "Stadsdelar", "chosen": ["0"]}).status_code == 404
    wrong = desk.post("/areas/import/", {"file": SimpleUploadedFile("x.zip", b"PK")})
    assert wrong.status_code == 422
    assert "Only GeoPackage" in wrong.content.decode()
    assert cast.client(cast.stranger).get(address).status_code == 404


def test_what_was_read_is_cleared_away(cast: Cast, desk: Client) -> None:
    from kokong.places.keeping import RULES

    row, _found = read(cast, geojson(box(-30, -30, 90, 50), Namn="Malmen"))
    with cast.acting(cast.coordinator):
        (rule,) = [rule for rule in RULES if rule.name == "files with areas"]
        assert rule.apply(NOW, False) == 0
        assert rule.apply(datetime(2026, 5, 9, tzinfo=UTC), True) == 1
        assert rule.apply(datetime(2026, 5, 9, tzinfo=UTC), False) == 1
        assert not rows.AreaFile.objects.filter(pk=row.pk).exists()
