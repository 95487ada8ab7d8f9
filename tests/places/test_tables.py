"""CSV and GeoPackage through the importer: encodings, columns, coordinate systems, rows that can't be taken."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from openpyxl import Workbook

from kokong.places import api
from kokong.places.importing.mapping import columns_of, from_values
from kokong.places.models import Dwelling
from tests.cast import Cast
from tests.tables.hostile import corner

from .town import ORIGIN

HEADER = "Objektidentitet;Adressområde;Adressplatsnummer;Bokstav;Lägenhetsnummer;Postnummer;Postort;N;E"


@pytest.fixture(autouse=True)
def in_home(cast: Cast) -> Iterator[None]:
    with cast.acting(cast.coordinator):
        yield


def row(n: int, *, street: str = "Åsgränd", letter: str = "", unit: str = "", east: float | str = "") -> str:
    x = east if east != "" else f"{ORIGIN.x + 20 * n:.2f}".replace(".", ",")
    return f"id-{n}{letter}{unit};{street};{n};{letter};{unit};392 32;Havsvik;{ORIGIN.y:.2f};{x}"


def csv(folder: Path, *rows: str, encoding: str = "utf-8", header: str = HEADER) -> Path:
    path = folder / "addresses.csv"
    path.write_bytes("\r\n".join([header, *rows, ""]).encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252"])
def test_any_encoding_with_usual_column_names(tmp_path: Path, encoding: str) -> None:
    path = csv(tmp_path, row(1), row(2, letter="B"), row(3, unit="1102"), encoding=encoding)
    report = api.import_places(path=path)
    assert (report.rows, report.added, report.refusals) == (3, 3, ())
    assert api.find_address(text="åsgränd 2b").full_address == "Åsgränd 2 B, 392 32 Havsvik"
    flat = Dwelling.objects.get(unit="1102")
    assert (flat.kind, flat.floor, flat.source_id) == ("flat", 1, "id-31102")


@pytest.mark.parametrize("delimiter", [",", "\t", "|"])
def test_any_delimiter(tmp_path: Path, delimiter: str) -> None:
    rows = [row(1).replace(",", ".").replace(";", delimiter)]
    assert api.import_places(path=csv(tmp_path, *rows, header=HEADER.replace(";", delimiter))).added == 1


def test_a_workbook_with_numbers_as_numbers(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for cells in (["Gatunamn", "Gatunummer", "Postnr", "E", "N"], ["Storgatan", 5.0, 39232, ORIGIN.x, ORIGIN.y]):
        book.active.append(cells)
    book.save(tmp_path / "register.xlsx")
    assert api.import_places(path=tmp_path / "register.xlsx").added == 1
    assert api.find_address(text="Storgatan 5").full_address == "Storgatan 5, 39232"


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.csv", b"PK\x03\x04 but cut off", "workbook can't be read"),
        ("a.xlsx", b"\x89PNG\r\n" + bytes(2000), "neither a spreadsheet nor readable text"),
        ("a.csv.gz", gzip.compress(b"street;number;x;y\n", mtime=0)[:-4], "ends too early"),
        ("a.csv", b"street;number;x;y\n" + b"x" * 200_000, "at line 2"),
        ("a.csv", b"\n\n", "file is empty"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, word: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(api.ImportRefused, match=word):
        api.import_places(path=tmp_path / name)


def test_degrees_and_a_mapping_file(tmp_path: Path) -> None:
    path = csv(tmp_path, "Storgatan 5;villa;16.363;56.662", header="plats;typ;långt;brett")
    mapping = tmp_path / "mapping.json"
    columns = {"street": "plats", "kind": "typ", "lon": "långt", "lat": "brett"}
    mapping.write_text(json.dumps({"source": "register", "columns": columns, "kinds": {"Villa": "detached"}}))
    api.import_places(path=path, mapping=api.load_mapping(mapping))
    home = Dwelling.objects.get()
    assert (home.kind, home.source) == ("detached", "register")
    assert abs(home.location.x - ORIGIN.x) < 5000


def test_another_metric_system_is_converted(tmp_path: Path) -> None:
    from pyproj import Transformer

    x, y = Transformer.from_crs(3006, 3021, always_xy=True).transform(*ORIGIN)
    path = csv(tmp_path, f"Storgatan;1;{x};{y}", header="street;number;x;y")
    with pytest.raises(api.ImportRefused, match="they fit EPSG:3021"):
        api.import_places(path=path)
    api.import_places(path=path, mapping=from_values({"crs": 3021}))
    assert Dwelling.objects.get().location == pytest.approx(ORIGIN, abs=0.01)


@pytest.mark.parametrize(
    ("header", "first", "word"),
    [
        ("street;number;x;y", f"Storgatan;1;{ORIGIN.y};{ORIGIN.x}", "look swapped"),
        ("street;number;lon;lat", "Storgatan;1;56.66;16.36", "look swapped"),
        ("street;number;x;y", "Storgatan;1;16.36;56.66", "fit EPSG:4326"),
        ("street;number;x;y", "Storgatan;1;0;0", "outside the area"),
        ("street;number;x;y", "Storgatan;1;;", "No row"),
        ("gatan;nummer;x;y", "Storgatan;1;1;1", "No column tells the street"),
        ("street;number", "Storgatan;1", "No column tells the coordinates"),
        ("street;number;x;y", "", "no rows"),
    ],
)
def test_files_read_wrongly_are_refused(tmp_path: Path, header: str, first: str, word: str) -> None:
    with pytest.raises(api.ImportRefused, match=word):
        api.import_places(path=csv(tmp_path, first, header=header))
    assert api.count() == 0


def test_bad_rows_are_refused_one_by_one(tmp_path: Path) -> None:
    bad = [row(8, east="long ago"), row(9, street=" "), row(10, east="1,0"), row(1), "only;a;few"]
    report = api.import_places(path=csv(tmp_path, *(row(n) for n in range(1, 8)), *bad))
    assert (report.rows, report.added) == (12, 7)
    assert [(r.row, r.reason) for r in sorted(report.refusals, key=lambda r: int(r.row))] == [
        ("9", "no coordinates"),
        ("10", "no street and no place"),
        ("11", "its coordinates lie far outside the municipality"),
        ("12", "the same address as 2"),
        ("13", "no coordinates"),
    ]
    text = api.report_csv(report)
    assert text.splitlines()[0] == "Row;Address;Reason"
    assert len(text.splitlines()) == 6


def test_an_address_from_two_sources_is_one_home(tmp_path: Path) -> None:
    path = csv(tmp_path, row(1), row(2))
    api.import_places(path=path)
    report = api.import_places(path=path, mapping=from_values({"source": "second"}))
    assert (report.added, len(report.refusals)) == (0, 2)
    assert api.count() == 2


def test_another_municipalitys_file_is_noticed(tmp_path: Path) -> None:
    api.import_places(path=csv(tmp_path, row(1), row(2)))
    far = [row(n, street="Norrgatan", east=str(ORIGIN.x - 150_000)) for n in (1, 2)]
    with pytest.raises(api.ImportRefused, match="another municipality"):
        api.import_places(path=csv(tmp_path, *far))


def geopackage(folder: Path, layer: str = "adresser", crs: str | None = "EPSG:3006") -> Path:
    path = folder / "addresses.gpkg"
    points = shapely.to_wkb(shapely.points([(ORIGIN.x, ORIGIN.y), (ORIGIN.x + 20, ORIGIN.y), (0, 0)][:2]))
    fields = ["adressomrade", "adressplatsnummer", "postnummer", "postort", "objektidentitet"]
    data = [
        np.array(["Storgatan", "Storgatan"], dtype=object),
        np.array([1.0, 2.0]),
        np.array([39232, 39232]),
        np.array(["Havsvik", None], dtype=object),
        np.array(["a", "b"], dtype=object),
    ]
    pyogrio.raw.write(
        path, points, data, fields, layer=layer, geometry_type="Point", crs=crs, append=path.exists()
    )
    return path


def test_a_geopackage(tmp_path: Path) -> None:
    report = api.import_places(path=geopackage(tmp_path))
    assert report.added == 2
    assert sorted(map(str, Dwelling.objects.all())) == ["Storgatan 1", "Storgatan 2"]
    assert Dwelling.objects.get(number="1").postcode == "39232"


def test_which_layer(tmp_path: Path) -> None:
    geopackage(tmp_path)
    path = geopackage(tmp_path, layer="annat")
    with pytest.raises(api.ImportRefused, match="adresser, annat"):
        api.import_places(path=path)
    assert api.import_places(path=path, mapping=from_values({"layer": "annat"})).added == 2


def test_a_broken_geopackage(tmp_path: Path) -> None:
    path = tmp_path / "broken.gpkg"
    path.write_bytes(b"SQLite format 3\0 and then nothing of use")
    with pytest.raises(api.ImportRefused, match="can't be read"):
        api.import_places(path=path)


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ([], "table of settings"),
        ({"colums": {}}, "colums"),
        ({"columns": {"strret": "a"}}, "strret"),
        ({"kinds": {"Villa": "castle"}}, "castle"),
        ({"crs": "sweref"}, "EPSG code"),
        ({"encoding": "utf-9"}, "called “utf-9”"),
        ({"delimiter": ";;"}, "one character"),
    ],
)
def test_a_mapping_that_cannot_be_meant(values: object, word: str) -> None:
    with pytest.raises(api.ImportRefused, match=word):
        from_values(values)


def test_a_mapping_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text("columns = [")
    for name in ("m.toml", "none.json"):
        with pytest.raises(api.ImportRefused, match="mapping file"):
            api.load_mapping(tmp_path / name)


def test_the_command_line_says_what_to_do_there() -> None:
    with pytest.raises(api.ImportRefused, match=r"Name the columns in a mapping file \(--mapping\)\.$") as refused:
        columns_of(from_values({}), ["gata", "nr"], has_shape=False)
    assert refused.value.message.endswith("Choose the columns.")


def test_a_mapping_names_a_column_that_is_not_there(tmp_path: Path) -> None:
    mapping = from_values({"columns": {"street": "gata", "x": "E", "y": "N"}})
    with pytest.raises(api.ImportRefused, match="No column tells gata"):
        api.import_places(path=csv(tmp_path, row(1)), mapping=mapping)


def test_names_are_cleaned_and_stray_cells_are_told(tmp_path: Path) -> None:
    api.import_places(path=csv(tmp_path, row(1, street="Ås\x07\u202egränd")))
    assert Dwelling.objects.get().street_name == "Ås gränd"
    path = tmp_path / "addresses.xlsx"
    path.write_bytes(corner())
    with pytest.raises(api.ImportRefused, match="stands far outside the table"):
        api.import_places(path=path)


def test_refused_rows_are_no_formulas(tmp_path: Path) -> None:
    report = api.import_places(path=csv(tmp_path, row(1), row(2, street=" =cmd()", east="x")))
    assert ";' =cmd() 2;" in api.report_csv(report) or ";'=cmd() 2;" in api.report_csv(report)
