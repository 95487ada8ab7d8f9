"""What the page and --explain show of a file is what its import does."""

from pathlib import Path

import pytest
from django.utils import timezone

from kokong.places import api
from kokong.places.importing.explain import explain
from kokong.places.importing.mapping import from_values
from tests.cast import Cast

from .extract import Extract, address
from .test_clip import FAERJESTADEN, KALMAR, MAPPING, NYBRO, SLOTT, at, beyond, file, kalmar

__all__ = ["kalmar"]
NEAR, FAR = (beyond(metres) for metres in (700.0, 6_000.0))


def agree(path: Path) -> api.ImportReport:
    """The report of an import that does as the page and the command line had said."""
    content = path.read_bytes()
    looked = api.look_at_places(content=content, mapping=MAPPING)
    told = explain(path, MAPPING)
    done = api.import_uploaded(content=content, name=path.name, mapping=MAPPING, now=timezone.now())
    taken = done.added + done.changed + done.unchanged + done.returned
    outside = sum(each.count for each in done.outside)
    assert (looked.problem, looked.good, looked.rows) == ("", taken, done.rows)
    assert sum(count for _why, count in looked.left) == outside + sum(done.skipped.values()) + len(done.refusals)
    assert sum(spot.state == "matched" for spot in looked.spots) == taken
    assert (told.outside, told.skipped) == (done.outside, done.skipped)
    return done


def test_of_a_file_with_neighbours(kalmar: Cast, tmp_path: Path) -> None:
    done = agree(file(tmp_path, (KALMAR, 30), (SLOTT, 5), (NEAR, 3), (FAR, 4), (FAERJESTADEN, 2)))
    assert (done.added, len(done.outside)) == (38, 2)


@pytest.mark.parametrize(("told", "column"), [("0880", "kommunkod"), ("Kalmar", "Kommun"), ("Kalmar", "postort")])
def test_of_a_file_that_says_whose_its_rows_are(kalmar: Cast, tmp_path: Path, told: str, column: str) -> None:
    done = agree(file(tmp_path, (KALMAR, 20), (FAR, 4), told=told, column=column))
    assert (done.added, done.outside) == (24, ())


def test_of_a_file_with_rows_that_say_they_are_another_s(kalmar: Cast, tmp_path: Path) -> None:
    path = file(tmp_path, (KALMAR, 20), told="0880")
    path.write_text(path.read_text("utf-8").replace("0880;Gata A;1", "0881;Gata A;1"), "utf-8")
    done = agree(path)
    assert (done.added, sum(done.skipped.values())) == (9, 11)


def test_of_a_file_with_places_nowhere(kalmar: Cast, tmp_path: Path) -> None:
    done = agree(file(tmp_path, (KALMAR, 5), ((2.35, 48.86), 1)))
    assert (done.added, len(done.refusals)) == (5, 1)


def test_where_our_homes_lie_outside_the_outline(kalmar: Cast, tmp_path: Path) -> None:
    kalmar.home.code = "9901"
    kalmar.home.save()
    api.import_places(path=file(tmp_path, (NYBRO, 12)), mapping=from_values({"source": "first"}))
    kalmar.home.code = "0880"
    kalmar.home.save()
    done = agree(file(tmp_path, (NYBRO, 0), ((15.92, 56.75), 9)))
    assert (done.added, done.outside) == (9, ())


def test_of_a_file_that_comes_again_from_the_right_place(kalmar: Cast, tmp_path: Path) -> None:
    """Where its own homes stood says nothing."""
    kalmar.home.code = "9901"
    kalmar.home.save()
    api.import_places(path=file(tmp_path, (NYBRO, 12)))
    kalmar.home.code = "0880"
    kalmar.home.save()
    done = agree(file(tmp_path, (KALMAR, 12), (NYBRO, 2)))
    assert (done.changed, done.outside[0].count) == (12, 2)


def test_of_a_map_whose_towns_say_nothing(kalmar: Cast, tmp_path: Path) -> None:
    """A map's border is taken at its word, whatever town its houses say."""
    town = Extract()
    for n, (lon, lat) in enumerate([KALMAR, FAR]):
        for i in range(1, 6):
            town.node(at(lon, lat, i), **address(f"Gata {'AB'[n]}", str(i), addr_city="Kalmar"))
    path = town.write(tmp_path / "town.osm.pbf")
    assert explain(path, MAPPING).outside == (outside := api.import_places(path=path).outside)
    assert sum(each.count for each in outside) == 5


def test_of_a_neighbour_s_file_the_map_shows_where_it_lies(kalmar: Cast, tmp_path: Path) -> None:
    path = file(tmp_path, (KALMAR, 5), (NYBRO, 15))
    looked = api.look_at_places(content=path.read_bytes(), mapping=MAPPING)
    assert (looked.good, looked.left) == (5, (("It lies in Nybro.", 15),))
    with pytest.raises(api.ImportRefused, match="another municipality's file"):
        api.import_places(path=path)
