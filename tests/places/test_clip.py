"""Addresses of neighbours are left out and counted; a home on the shore or near a border is kept."""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from kokong.places import api, crs, outlines
from kokong.places.importing import clip
from kokong.places.importing.explain import explain
from kokong.places.importing.mapping import from_values
from kokong.places.importing.source import Border
from kokong.places.models import Dwelling, ImportRun
from tests.cast import Cast

from .extract import Extract, address, street_of_houses
from .town import ORIGIN

DATA = Path(os.environ.get("KOKONG_CASES", Path(__file__).parents[2] / "../shared/cases")).parent / "data"
MAPPING = from_values({})
HEADER = "{column};gatuadress;nr;E;N"
KALMAR = (16.35, 56.67)
SLOTT = (16.3545, 56.6580)  # 2.7 km outside the outline, in the sea
NYBRO = (15.907, 56.744)
FAERJESTADEN = (16.466, 56.650)


@pytest.fixture
def kalmar(cast: Cast) -> Iterator[Cast]:
    cast.home.code, cast.home.name = "0880", "Kalmar"
    cast.home.save()
    with cast.acting(cast.coordinator):
        yield cast


def file(
    folder: Path,
    *places: tuple[tuple[float, float], int],
    epsg: int = 3006,
    told: str = "",
    column: str = "kommunkod",
) -> Path:
    """A register with so many addresses, some metres apart, at each place."""
    rows = [HEADER.format(column=column)]
    for n, ((lon, lat), count) in enumerate(places):
        x, y = crs.convert(lon, lat, source=crs.DEGREES, target=epsg)
        rows += [f"{told};Gata {'ABCDEF'[n]};{i};{x + 20 * i:.1f};{y:.1f}" for i in range(1, count + 1)]
    path = folder / "register.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_neighbours_are_left_out_counted_and_named(kalmar: Cast, tmp_path: Path) -> None:
    report = api.import_places(path=file(tmp_path, (KALMAR, 30), (SLOTT, 5), (NYBRO, 24), (FAERJESTADEN, 2)))
    assert (report.rows, report.added, report.refusals) == (61, 35, ())
    assert [(each.where, each.count) for each in report.outside] == [("Nybro", 24), ("Mörbylånga", 2)]
    told = "\n".join(api.report_lines(report, shown=5, elsewhere=False))
    assert "24 left out, since they lie in Nybro: Gata C 1; Gata C 2; Gata C 3; …." in told
    assert "2 left out, since they lie in Mörbylånga: Gata D 1; Gata D 2." in told
    values = api.report_values(report)
    assert values["outside"][0] == {"where": "Nybro", "count": 24, "some": ["Gata C 1", "Gata C 2", "Gata C 3"]}
    assert ImportRun.objects.get().report["outside"] == values["outside"]
    assert not Dwelling.objects.filter(street_name__in=["Gata C", "Gata D"]).exists()


def test_homes_taken_before_are_retired_when_they_turn_out_to_be_a_neighbour_s(
    kalmar: Cast, tmp_path: Path
) -> None:
    kalmar.home.code = "9901"
    kalmar.home.save()
    path = file(tmp_path, (KALMAR, 30), (NYBRO, 10))
    assert api.import_places(path=path).added == 40
    kalmar.home.code = "0880"
    kalmar.home.save()
    again = api.import_places(path=path)
    assert (again.unchanged, again.retired, again.outside[0].count) == (30, 10, 10)


def test_what_is_in_nobody_s_outline_is_refused_by_its_row(kalmar: Cast, tmp_path: Path) -> None:
    report = api.import_places(path=file(tmp_path, (KALMAR, 5), ((2.35, 48.86), 1)))
    assert [(r.row, r.reason) for r in report.refusals] == [
        ("7", "its coordinates lie far outside the municipality"),
    ]  # fmt: skip
    assert report.outside == ()


def test_near_a_border_a_home_is_kept_and_the_report_says_so(kalmar: Cast, tmp_path: Path) -> None:
    """At most as far as the outline may be wrong; farther where the file itself says whose it is."""
    near, far, farther = (beyond(metres) for metres in (700.0, 2_200.0, 6_000.0))
    report = api.import_places(path=file(tmp_path, (KALMAR, 20), (near, 3), (far, 4), (farther, 5)))
    assert report.added == 23
    assert sum(each.count for each in report.outside) == 9
    assert len(report.notes) == 1
    assert report.notes[0].startswith(
        "3 taken that lie near the border of Kalmar (Nybro 3): it is known only to 1500 m"
    )


def test_a_register_that_says_whose_its_rows_are_is_believed_near_the_outline(
    kalmar: Cast, tmp_path: Path
) -> None:
    near, far, farther = (beyond(metres) for metres in (700.0, 6_000.0, 14_000.0))
    told = api.import_places(path=file(tmp_path, (KALMAR, 20), (near, 3), (far, 4), (farther, 5), told="0880"))
    assert told.added == 27
    assert [(each.where, each.count) for each in told.outside] == [("Nybro", 5)]
    assert [note.split(",")[0] for note in told.notes] == [
        "4 taken that lie outside the outline of Kalmar (Nybro 4)",
    ]  # fmt: skip


def test_a_town_most_of_whose_homes_are_ours_is_ours_near_the_outline(kalmar: Cast, tmp_path: Path) -> None:
    near, far = beyond(6_000.0), beyond(14_000.0)
    ours = file(tmp_path, (KALMAR, 20), (near, 4), (far, 5), told="Kalmar", column="postort").read_text()
    theirs = file(tmp_path, (KALMAR, 1), (near, 3), told="Nybro", column="postort").read_text().splitlines()[1:]
    path = tmp_path / "both.csv"
    path.write_text("\n".join([ours, *(line.replace("Gata", "Stig") for line in theirs)]), encoding="utf-8")
    told = api.import_places(path=path)
    assert told.added == 25
    assert [(each.where, each.count) for each in told.outside] == [("Nybro", 8)]
    assert [note.split(",")[0] for note in told.notes] == [
        "4 taken that lie outside the outline of Kalmar (Nybro 4)"
    ]
    assert {(each.where, each.count) for each in explain(path, MAPPING).outside} == {("Nybro", 8)}


@pytest.mark.parametrize(
    ("column", "told"), [("Kommun", "Kalmar"), ("Kommunnamn", "KALMAR KOMMUN"), ("kommunkod", "880")]
)
def test_a_column_says_whose_rows_are_by_code_or_name(
    kalmar: Cast, tmp_path: Path, column: str, told: str
) -> None:
    own = file(tmp_path, (KALMAR, 4), told=told, column=column).read_text().splitlines()
    other = [
        line.replace(told, said).replace("Gata A", "Gata B") for said in ("Nybro", "0881") for line in own[1:3]
    ]
    path = tmp_path / "both.csv"
    path.write_text("\n".join([*own, *other]), encoding="utf-8")
    report = api.import_places(path=path)
    assert report.added == 4
    assert report.skipped == {f"addresses of another municipality ({said})": 2 for said in ("Nybro", "0881")}
    found = explain(path, MAPPING)
    assert (found.skipped, found.outside) == (report.skipped, ())
    path.write_text("\n".join([own[0], *other]), encoding="utf-8")
    with pytest.raises(
        api.ImportRefused, match=r"All addresses of the file are another municipality's \(Nybro 2, 0881 2\)"
    ):
        api.import_places(path=path)


@pytest.mark.parametrize("said", ["Norra delen", "12", "-", "99999"])
def test_a_column_of_that_name_that_names_no_municipality_says_nothing(
    kalmar: Cast, tmp_path: Path, said: str
) -> None:
    assert api.import_places(path=file(tmp_path, (KALMAR, 4), told=said, column="Kommun")).added == 4


def beyond(metres: float) -> tuple[float, float]:
    """A place in Nybro, so far from Kalmar's outline."""
    own, other = (outlines.outline(code) for code in ("0880", "0881"))
    assert own is not None
    assert other is not None
    a, b = (shapely.transform(each.shape, outlines._metres) for each in (own, other))
    inland = a.intersection(b).interpolate(0.5, normalized=True)
    ring = a.buffer(metres).exterior
    at = ring.interpolate(ring.project(inland))
    lon, lat = crs.convert(at.x, at.y, source=3006, target=crs.DEGREES)
    assert b.contains(at)
    return lon, lat


def test_a_neighbour_s_file_is_refused_by_name(kalmar: Cast, tmp_path: Path) -> None:
    with pytest.raises(api.ImportRefused, match=r"outside Kalmar: 75 % in Nybro.*another municipality's file"):
        api.import_places(path=file(tmp_path, (KALMAR, 5), (NYBRO, 15)))
    assert api.count() == 0
    with pytest.raises(api.ImportRefused, match="don't lie in Kalmar, whatever the coordinate system"):
        api.import_places(path=file(tmp_path, ((2.35, 48.86), 9)))


@pytest.mark.parametrize("epsg", [*range(3007, 3019), 3021])
def test_a_file_in_another_system_is_refused_and_named_without_any_homes(
    kalmar: Cast, tmp_path: Path, epsg: int
) -> None:
    path = file(tmp_path, (KALMAR, 12), epsg=epsg)
    with pytest.raises(api.ImportRefused, match=f"they fit EPSG:{epsg}"):
        api.import_places(path=path)
    found = explain(path, MAPPING)
    assert found.place.endswith(f"lies as: EPSG:{epsg}.")
    assert found.outside == ()
    done = api.import_places(path=path, mapping=from_values({"crs": epsg}))
    assert (done.added, done.outside) == (12, ())


def test_a_mended_import_goes_through_though_all_homes_stand_in_the_wrong_place(
    kalmar: Cast, tmp_path: Path
) -> None:
    """They came from another source, when the municipality's code wasn't one of the 290 yet."""
    kalmar.home.code = "9901"
    kalmar.home.save()
    api.import_places(path=file(tmp_path, (NYBRO, 12)), mapping=from_values({"source": "wrong"}))
    kalmar.home.code = "0880"
    kalmar.home.save()
    mended = api.import_places(path=file(tmp_path, (KALMAR, 12), (NYBRO, 2)))
    assert (mended.added, mended.outside[0].count) == (12, 2)


def test_homes_outside_the_outline_are_added_to_and_the_report_says_so(kalmar: Cast, tmp_path: Path) -> None:
    """As a town that was invented under a real code."""
    kalmar.home.code = "9901"
    kalmar.home.save()
    api.import_places(path=file(tmp_path, (NYBRO, 12)), mapping=from_values({"source": "first"}))
    kalmar.home.code = "0880"
    kalmar.home.save()
    report = api.import_places(path=file(tmp_path, (NYBRO, 0), ((15.92, 56.75), 9)))
    assert (report.added, report.outside) == (9, ())
    assert report.notes == (
        "The municipality's homes lie outside the outline of Kalmar (0880): nothing was left out by it.",
    )


def test_a_town_with_a_code_of_its_own_is_not_clipped_and_the_report_says_so(cast: Cast, tmp_path: Path) -> None:
    with cast.acting(cast.coordinator):
        report = api.import_places(path=file(tmp_path, (KALMAR, 12), (NYBRO, 2)))
        assert (report.added, report.outside) == (14, ())
        assert report.notes[0].startswith("No outline of the municipality is known")


def test_a_map_around_the_municipality_is_clipped_however_few_are_its_own(kalmar: Cast, tmp_path: Path) -> None:
    town = Extract()
    for n, (lon, lat) in enumerate([KALMAR, NYBRO, (15.6, 56.3), (16.9, 57.1)]):
        for i in range(1, 4 if n == 0 else 10):
            town.node(at(lon, lat, i), **address(f"Gata {'ABCD'[n]}", str(i)))
    path = town.write(tmp_path / "box.osm.pbf")
    report = api.import_places(path=path)
    assert report.added == 3
    assert sum(each.count for each in report.outside) == 27
    found = explain(path, MAPPING)
    assert found.outside == report.outside
    assert any("left out, since they lie in Nybro" in line for line in api.explain_places(path=path))


def test_a_map_of_a_neighbour_is_refused(kalmar: Cast, tmp_path: Path) -> None:
    town = Extract()
    for i in range(1, 10):
        town.node(at(*NYBRO, i), **address("Gata A", str(i)))
    town.node(at(*KALMAR, 1), **address("Gata B", "1"))
    with pytest.raises(api.ImportRefused, match="in Nybro"):
        api.import_places(path=town.write(tmp_path / "nybro.osm.pbf"))


def at(lon: float, lat: float, i: int) -> tuple[float, float]:
    x, y = crs.convert(lon, lat, source=crs.DEGREES, target=3006)
    return float(x - ORIGIN.x + 20 * i), float(y - ORIGIN.y)


@pytest.mark.parametrize(
    "tags",
    [
        {"name": "Havsviks kommun", "admin_level": "7"},
        {"name": "Något annat", "admin_level": "7", "ref:scb": "9901"},
        {"name": "Havsvik", "admin_level": "8"},
    ],
)
def test_the_border_that_the_map_draws_cuts_sharply(cast: Cast, tmp_path: Path, tags: dict[str, str]) -> None:
    """The houses stand 20 m apart along 300 m; the border ends at 190 m."""
    town = street_of_houses(30)
    ring = town.way([(-50, -90), (190, -90), (190, 90), (-50, 90), (-50, -90)])
    town.multipolygon(ring, type="boundary", boundary="administrative", **tags)
    other = town.way([(190, -90), (900, -90), (900, 90), (190, 90), (190, -90)])
    town.multipolygon(
        other, type="boundary", boundary="administrative", name="Grannköping", admin_level=tags["admin_level"]
    )
    with cast.acting(cast.coordinator):
        report = api.import_places(path=town.write(tmp_path / "town.osm.pbf"))
    assert (report.added, report.notes) == (18, ())
    assert [(each.where, each.count) for each in report.outside] == [("Grannköping", 12)]


def test_in_another_country_by_what_an_address_says_or_where_it_lies(cast: Cast, tmp_path: Path) -> None:
    town = street_of_houses(30)
    ring = town.way([(-50, -90), (270, -90), (270, 90), (-50, 90), (-50, -90)])
    town.multipolygon(
        ring,
        type="boundary",
        boundary="administrative",
        name="Liechtenstein",
        admin_level="2",
        **{"ISO3166-1": "LI"},
    )
    town.node((100, 40), **address("Storgatan", "100", addr_country="LI"))
    town.node((120, 40), **address("Storgatan", "102", addr_country="LI"))
    town.node((340, 40), **address("Storgatan", "104", addr_country="AT"))
    town.node((140, 40), **address("Storgatan", "106", addr_country="CH"))  # a slip: it stands in the country
    with cast.acting(cast.coordinator):
        report = api.import_places(path=town.write(tmp_path / "town.osm.pbf"))
    assert report.added == 29
    assert [(each.where, each.count, each.some[0]) for each in report.outside] == [
        ("another country (AT)", 1, "Storgatan 104"),
        ("no municipality that is known here", 4, "Storgatan 27 392 32 Havsvik"),
    ]


@pytest.mark.long
def test_the_austrian_addresses_of_liechtenstein_are_left_out(cast: Cast) -> None:
    path = DATA / "liechtenstein.osm.pbf"
    if not path.is_file():
        pytest.skip("the extract is not here")
    cast.home.crs = 2056
    cast.home.save()
    with cast.acting(cast.coordinator):
        report = api.import_places(path=path)
    counts = {each.where: each.count for each in report.outside}
    assert counts == {"another country (AT)": 24}
    assert not report.notes


@pytest.mark.parametrize("said", ["Nybro kommun", "0881 Nybro", "881"])
def test_a_column_of_municipalities_means_the_same_as_in_a_list_of_burglaries(
    kalmar: Cast, tmp_path: Path, said: str
) -> None:
    own = file(tmp_path, (KALMAR, 4), told="0880 Kalmar kommun").read_text("utf-8").splitlines()
    other = file(tmp_path, (FAERJESTADEN, 2), told=said).read_text("utf-8").splitlines()[1:]
    (path := tmp_path / "both.csv").write_text("\n".join([*own, *other]), encoding="utf-8")
    report = api.import_places(path=path)
    assert (report.added, report.skipped) == (4, {f"addresses of another municipality ({said})": 2})


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Kalmar kommun", "Kalmar", True), ("Stockholms kommun", "Stockholm", True), ("Borås stad", "Borås", True),
        ("Gemeinde Vaduz", "Vaduz", True), ("Kalmar", "Kalmar", True), ("Kalmar län", "Kalmar", False),
        ("Region Gotland", "Gotland", True), ("", "", False), ("Kommun", "Kommun", False),
        ("Hofors", "Hofor", False),
    ],
)  # fmt: skip
def test_names_of_municipalities(a: str, b: str, same: bool) -> None:
    assert clip.same(a, b) is same


def border(name: str, *, level: int = 7, code: str = "", east: float = 16.0) -> Border:
    return Border(level, name, "", frozenset({code} - {""}), shapely.box(east, 56, east + 1, 57))


@pytest.mark.parametrize(
    "other",
    [
        border("Kalmar", level=8, east=16.2),
        border("Kalmar kommun", east=18.0),
        border("Nybro", code="0881", east=15.0),
    ],
)
def test_the_border_with_our_code_goes_before_any_of_our_name(other: Border) -> None:
    ours = border("Kalmar kommun", code="0880")
    found = clip.choose(code="0880", name="Kalmar", borders=(other, ours), degrees=None)
    assert found is not None
    assert found.border is ours.shape


@pytest.mark.parametrize("name", ["Kalmar", "Kalmar stads trygghetsgrupp"])
def test_a_border_without_a_code_is_known_by_the_name_in_the_list_of_the_290(name: str) -> None:
    ours = border("Kalmar kommun")
    found = clip.choose(code="0880", name=name, borders=(border("Nybro", east=15.0), ours), degrees=None)
    assert found is not None
    assert found.border is ours.shape


@given(st.lists(st.tuples(st.floats(10, 20), st.floats(50, 60)), min_size=1, max_size=30))
def test_a_border_takes_what_is_in_it_and_nothing_else(at: list[tuple[float, float]]) -> None:
    shape = shapely.box(12, 52, 16, 57)
    held = clip.Clip("Här", border=shape, beside=(Border(8, "Där", "", frozenset(), shapely.box(16, 52, 20, 57)),))
    whose = held.whose(np.array(at))
    assert whose.own.tolist() == [bool(shape.intersects(shapely.Point(each))) for each in at]
    assert not whose.beside.any()
    for (lon, lat), own, name in zip(at, whose.own, whose.names, strict=True):
        assert name == ("Där" if not own and lon > 16 and 52 <= lat <= 57 else "")


def test_a_layer_that_says_its_system_is_clipped_and_explained(kalmar: Cast, tmp_path: Path) -> None:
    path = tmp_path / "register.gpkg"
    places = [KALMAR] * 4 + [NYBRO]
    points = [shapely.Point(lon + 0.001 * i, lat) for i, (lon, lat) in enumerate(places)]
    values = [np.array(["Storgatan"] * 5, dtype=object), np.array(list("12345"), dtype=object)]
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array(points, dtype=object)), values, np.array(["street", "number"]),
        geometry_type="Point", crs="EPSG:4326", driver="GPKG",
    )  # fmt: skip
    found = explain(path, MAPPING)
    assert [(each.where, each.count, each.some) for each in found.outside] == [("Nybro", 1, ("Storgatan 5",))]
    report = api.import_places(path=path)
    assert (report.added, report.outside) == (4, found.outside)
