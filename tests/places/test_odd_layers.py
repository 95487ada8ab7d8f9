"""Map files that say no place on Earth, rows without one, cells that are lists: on page and command line."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pyogrio
import pytest
import shapely
from django.utils import timezone
from pyproj import CRS
from pyproj.exceptions import CRSError

from kokong.places import api, crs
from kokong.places.importing import table
from kokong.places.importing.explain import explain
from kokong.places.importing.mapping import from_values
from tests.cast import Cast

from .town import ORIGIN

MAPPING = from_values({})
UNDEFINED = [
    -1,  # "Undefined Cartesian SRS"
    0,  # "Undefined geographic SRS"
]


def layer(path: Path, shapes: list[Any], **columns: list[Any]) -> Path:
    """A GeoPackage with a row for each shape; numbers are the rows'."""
    numbers = [str(n) for n in range(1, len(shapes) + 1)]
    told = {"street": ["Storgatan"] * len(shapes), "number": numbers, **columns}
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array(shapes, dtype=object)),
        [np.array(values, dtype=object) for values in told.values()], list(told),
        layer="addresses", geometry_type="Unknown", crs="EPSG:3006", driver="GPKG",
    )  # fmt: skip
    return path


def here(n: int) -> shapely.Point:
    return shapely.Point(ORIGIN.x + 20 * n, ORIGIN.y)


def undefined(path: Path, srs: int) -> Path:
    """The same file, in one of the systems that GeoPackage has for what nobody knows."""
    with sqlite3.connect(path) as file:
        for table_name in ("gpkg_geometry_columns", "gpkg_contents"):
            file.execute(f"UPDATE {table_name} SET srs_id = ?", (srs,))
    file.close()
    return path


@pytest.mark.parametrize("srs", UNDEFINED)
def test_an_undefined_system_is_one_that_the_file_does_not_say(cast: Cast, tmp_path: Path, srs: int) -> None:
    path = undefined(layer(tmp_path / "a.gpkg", [here(n) for n in range(5)]), srs)
    with cast.acting(cast.coordinator):
        with pytest.raises(api.ImportRefused, match="doesn't say its coordinate system"):
            api.import_places(path=path)
        assert "doesn't say its coordinate system" in explain(path, MAPPING).place
        looked = api.look_at_places(content=path.read_bytes(), mapping=MAPPING)
        assert looked.said == ""
        assert looked.ask
        assert api.import_places(path=path, mapping=from_values({"crs": 3006})).added == 5


def test_a_system_that_leads_nowhere_is_refused_as_an_unknown_one() -> None:
    with pytest.raises(CRSError):
        crs.transformer('LOCAL_CS["The building site",UNIT["metre",1]]', 4326)


def test_a_row_without_a_place_is_refused_alone(cast: Cast, tmp_path: Path) -> None:
    path = layer(tmp_path / "a.gpkg", [here(1), None, shapely.Point(), shapely.Polygon(), here(2)])
    with cast.acting(cast.coordinator):
        explain(path, MAPPING)
        looked = api.look_at_places(content=path.read_bytes(), mapping=MAPPING)
        assert (looked.good, looked.left) == (2, (("no coordinates", 3),))
        done = api.import_uploaded(content=path.read_bytes(), name="a", mapping=MAPPING, now=timezone.now())
        assert (done.added, [r.reason for r in done.refusals]) == (2, ["no coordinates"] * 3)
        again = api.import_places(path=path)
        assert (again.unchanged, [r.reason for r in again.refusals]) == (2, ["no coordinates"] * 3)


def test_columns_called_x_and_y_are_no_place_of_a_row_whose_shape_is_missing(cast: Cast, tmp_path: Path) -> None:
    """They may be in any system."""
    path = layer(tmp_path / "a.gpkg", [here(1), None], x=["1", "2"], y=["3", "4"])
    with cast.acting(cast.coordinator):
        assert [r.reason for r in api.import_places(path=path).refusals] == ["no coordinates"]
        assert api.look_at_places(content=path.read_bytes(), mapping=MAPPING).good == 1


@pytest.mark.parametrize(
    "odd", [["a", "b"], [1, 2], [], [None], {"a": [1]}, None, True, 1e308, "2026-07-05", "٣"], ids=str
)
def test_a_cell_of_any_kind_kills_no_reading(cast: Cast, tmp_path: Path, odd: object) -> None:
    features = [
        {"type": "Feature", "properties": {"street": "Storgatan", "number": "1", "tags": odd},
         "geometry": {"type": "Point", "coordinates": [16.36, 56.66]}},
    ]  # fmt: skip
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    with cast.acting(cast.coordinator):
        looked = api.look_at_places(content=path.read_bytes(), mapping=MAPPING)
        assert (looked.problem, looked.good) == ("", 1)
        assert api.import_places(path=path).added == 1
        explain(path, MAPPING)


def test_a_list_in_a_column_is_joined(cast: Cast, tmp_path: Path) -> None:
    features = [
        {"type": "Feature", "properties": {"street": ["Stora", "gatan"], "number": "1"},
         "geometry": {"type": "Point", "coordinates": [16.36, 56.66]}},
    ]  # fmt: skip
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    with cast.acting(cast.coordinator):
        looked = api.look_at_places(content=path.read_bytes(), mapping=MAPPING)
        assert looked.spots[0].label == "Stora, gatan 1"
        assert explain(path, MAPPING).columns[0].says == ("Stora, gatan",)


@pytest.mark.parametrize("mapping", [replace(MAPPING, sheet=0), replace(MAPPING, header=2)], ids=["sheet", "row"])
@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.osm.pbf"])
def test_a_map_file_has_no_sheets(cast: Cast, tmp_path: Path, name: str, mapping: api.Mapping) -> None:
    path = layer(tmp_path / "a.gpkg", [here(1)]).rename(tmp_path / name)
    with cast.acting(cast.coordinator):
        for read in (lambda: api.import_places(path=path, mapping=mapping), lambda: explain(path, mapping)):
            with pytest.raises(api.ImportRefused, match="no sheets and no row of headings"):
                read()


@pytest.mark.parametrize("rows", [1, 3, 4, 5])
def test_a_layer_is_read_in_blocks(cast: Cast, tmp_path: Path, rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "BLOCK", 2)
    path = layer(tmp_path / "a.gpkg", [here(n) for n in range(rows)])
    with cast.acting(cast.coordinator):
        assert api.import_places(path=path).added == rows


def test_a_file_without_an_index_is_read_once(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "BLOCK", 2)
    path = tmp_path / "a.geojson"
    lon, lat = crs.convert(ORIGIN.x, ORIGIN.y, source=3006, target=4326)
    features = [
        {"type": "Feature", "properties": {"street": "Storgatan", "number": str(n)},
         "geometry": {"type": "Point", "coordinates": [lon, lat]}}
        for n in range(1, 6)
    ]  # fmt: skip
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    readings, read = [], pyogrio.raw.read

    def counted(*given: Any, **how: Any) -> Any:
        readings.append(how["skip_features"])
        return read(*given, **how)

    monkeypatch.setattr(pyogrio.raw, "read", counted)
    with cast.acting(cast.coordinator):
        assert api.import_places(path=path).added == 5
    assert readings == [0, 0]  # its columns, and all of it


@pytest.mark.parametrize("system", ["EPSG:4258", "EPSG:4619", "EPSG:25833", "EPSG:3035", "wkt"])
def test_a_system_that_the_file_says_is_not_asked_for(cast: Cast, tmp_path: Path, system: str) -> None:
    """Whether or not it is one of those that a file without a system is tried in."""
    wkt = CRS(3006).to_wkt().replace(',ID["EPSG",3006]', "").replace("SWEREF99 TM", "kommunens")
    points = np.array([[ORIGIN.x + 20 * n, ORIGIN.y] for n in range(5)])
    said = wkt if system == "wkt" else system
    there = crs.convert_array(points, source=3006, target=said)
    path = tmp_path / "a.gpkg"
    pyogrio.raw.write(
        path, shapely.to_wkb(shapely.points(there)),
        [np.array(["Storgatan"] * 5, dtype=object), np.array(list("12345"), dtype=object)], ["street", "number"],
        geometry_type="Point", crs=said, driver="GPKG",
    )  # fmt: skip
    with cast.acting(cast.coordinator):
        looked = api.look_at_places(content=path.read_bytes(), mapping=MAPPING)
        assert looked.said
        assert (looked.problem, looked.ask, looked.good, len(looked.spots)) == ("", False, 5, 5)


def degrees(path: Path) -> Path:
    path.write_text("gata;nr;lon;lat\n" + "".join(f"Ågatan;{n};16.36{n};56.66\n" for n in range(1, 6)), "utf-8")
    return path


@pytest.mark.parametrize("told", [None, 3006, 4258, 4326])
def test_longitude_and_latitude_are_degrees_whatever_is_told_of_metres(
    cast: Cast, tmp_path: Path, told: int | None
) -> None:
    path, mapping = degrees(tmp_path / "a.csv"), from_values({"crs": told} if told else {})
    with cast.acting(cast.coordinator):
        looked = api.look_at_places(content=path.read_bytes(), mapping=mapping)
        assert (looked.good, len(looked.spots), looked.ask) == (5, 5, False)
        assert api.import_places(path=path, mapping=mapping).added == 5
        assert explain(path, mapping).outside == ()


def test_metres_in_columns_called_longitude_and_latitude(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [f"Ågatan;{n};{ORIGIN.x + 20 * n};{ORIGIN.y}" for n in range(1, 6)]
    path.write_text("\n".join(["gata;nr;lon;lat", *rows]), encoding="utf-8")
    with cast.acting(cast.coordinator):
        assert api.import_places(path=path, mapping=from_values({"crs": 3006})).added == 5


HEAD = {
    "layers": ["a"], "layer": 0, "fields": ["gata", "nr"], "crs": "EPSG:3006", "total": 1, "shapes": True,
    "tally": {},
}  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        [],
        [None],
        [{}],
        [{**HEAD, "total": float("inf")}],
        [{**HEAD, "layer": float("nan")}],
        [HEAD, [float("inf"), None, []]],
        [HEAD, [1, [1e999, 2], ["Ågatan", {}]]],
        [HEAD, [1]],
        [{**HEAD, "tally": {"kommun": {"Nybro": float("inf")}}}],
        [{"fault": "nobody knows it"}],
    ],
    ids=str,
)
def test_whatever_the_process_says_that_opens_a_map_file_is_no_error_of_ours(cast: Cast, said: list[Any]) -> None:
    with (
        cast.acting(cast.coordinator),
        patch("kokong.places.importing.uploaded.apart", lambda *_given, **_how: iter(said)),
        pytest.raises(api.ImportRefused, match="can't be read"),
    ):
        api.look_at_places(content=b'{"type": "FeatureCollection"}', mapping=MAPPING)


GARBAGE = ["1.7e308", "-1.7e308", "1e400", "inf", "nan", "-", "0", "9" * 400, "5800,00,5", "1e-320"]


@pytest.mark.parametrize("east", GARBAGE, ids=ascii)
@pytest.mark.parametrize("head", ["E;N", "lon;lat"])
def test_coordinates_that_are_none_refuse_their_row_alone(
    cast: Cast, tmp_path: Path, head: str, east: str
) -> None:
    near = "16.36{n};56.66" if head == "lon;lat" else f"{ORIGIN.x + 0.5:.0f}.{{n}};{ORIGIN.y:.0f}"
    rows = [f"Ågatan;{n};{near.format(n=n)}" for n in range(1, 6)]
    content = "\n".join([f"gata;nr;{head}", *rows, f"Ågatan;9;{east};56.66"]).encode()
    with cast.acting(cast.coordinator):
        looked = api.look_at_places(content=content, mapping=MAPPING)
        assert (looked.problem, looked.ask, looked.good) == ("", False, 5)
        done = api.import_uploaded(content=content, name="a.csv", mapping=MAPPING, now=timezone.now())
        assert (done.added, len(done.refusals)) == (5, 1)
