"""Search, tiles and the base map over HTTP."""

import gzip
from pathlib import Path

import mapbox_vector_tile
import numpy as np
import pytest
import shapely
from django.urls import reverse

from kokong.kernel import installation
from kokong.places import api, layers, tiles
from kokong.places.models import Tile
from tests.cast import Cast

from .extract import street_of_houses


@pytest.fixture
def town(cast: Cast, tmp_path: Path) -> tuple[int, int, int]:
    """A street on the map; the tile that it is in."""
    import math

    path = street_of_houses(10).write(tmp_path / "town.osm.pbf")
    with cast.acting(cast.coordinator):
        api.import_places(path=path)
        west, south, _east, _north = api.bounds() or (0, 0, 0, 0)
    n = 1 << 14
    row = (1 - math.asinh(math.tan(math.radians(south))) / math.pi) / 2 * n
    return 14, int((west + 180) / 360 * n), int(row)


def test_search(cast: Cast, town: tuple[int, int, int]) -> None:
    client = cast.client(cast.coordinator)
    found = client.get(reverse("places:search"), {"q": "storg 5"}).json()["results"]
    assert (found[0]["label"], found[0]["detail"]) == ("Storgatan 5", "392 32 Havsvik")
    assert set(found[0]) == {"id", "label", "detail", "lon", "lat"}
    assert client.get(reverse("places:search")).json() == {"results": []}
    assert client.post(reverse("places:search")).status_code == 405


def test_who_may_search_and_see_the_map(cast: Cast, town: tuple[int, int, int]) -> None:
    search, tile = reverse("places:search"), reverse("places:tiles", args=town)
    assert cast.client(cast.visitor).get(search).status_code == 403
    assert cast.client(cast.visitor).get(tile).status_code == 200
    assert cast.client(cast.resident).get(tile).status_code == 403
    stranger = cast.client(cast.stranger)
    assert stranger.get(search, {"q": "Storgatan 5"}).json() == {"results": []}
    assert mapbox_vector_tile.decode(stranger.get(tile, headers={"accept-encoding": ""}).content) == {}


def test_without_a_sign_in(cast: Cast) -> None:
    from django.test import Client

    assert Client().get(reverse("places:search"), {"q": "a"}).status_code == 302


def test_a_tile_shows_the_street(cast: Cast, town: tuple[int, int, int]) -> None:
    response = cast.client(cast.officer).get(
        reverse("places:tiles", args=town), headers={"accept-encoding": "gzip"}
    )
    assert response["Content-Encoding"] == "gzip"
    shown = mapbox_vector_tile.decode(gzip.decompress(response.content))
    assert {f["properties"]["number"] for f in shown["addresses"]["features"]} >= {"1", "2", "9"}
    assert shown["roads"]["features"][0]["properties"] == {"kind": "minor", "name": "Storgatan"}
    assert len(shown["buildings"]["features"]) >= 9


def test_a_tile_is_kept_until_the_next_import(cast: Cast, town: tuple[int, int, int], tmp_path: Path) -> None:
    client, url = cast.client(cast.officer), reverse("places:tiles", args=town)
    first = client.get(url)
    assert "private" in first["Cache-Control"]
    with cast.acting(cast.coordinator):
        assert Tile.objects.count() == 1
    again = client.get(url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    with cast.acting(cast.coordinator):
        api.import_places(path=street_of_houses(12).write(tmp_path / "more.osm.pbf"))
        assert Tile.objects.count() == 0
    assert client.get(url, headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("place", [(15, 0, 0), (3, 8, 0), (0, 0, 1), (14, 10**15, 1)])
def test_tiles_that_are_none(cast: Cast, place: tuple[int, int, int]) -> None:
    assert cast.client(cast.officer).get(reverse("places:tiles", args=place)).status_code == 404


def test_empty_tiles_are_not_kept(cast: Cast) -> None:
    with cast.acting(cast.officer):
        assert tiles.tile(3, 1, 1) == tiles.EMPTY
        assert Tile.objects.count() == 0


def test_the_base_map_by_ranges(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    file = tmp_path / "sweden.pmtiles"
    file.write_bytes(bytes(range(256)) * 4)
    here = replace(installation.current(), basemap=file)
    monkeypatch.setattr(installation, "current", lambda: here)
    client, url = cast.client(cast.visitor), reverse("places:basemap")
    part = client.get(url, headers={"range": "bytes=16-19", "accept-encoding": "gzip"})
    assert (part.status_code, part.content) == (206, bytes([16, 17, 18, 19]))
    assert part["Content-Range"] == "bytes 16-19/1024"
    whole = client.get(url)
    assert (whole.status_code, len(b"".join(whole))) == (200, 1024)
    for wrong in ("bytes=2000-", "bytes=-5", "lines=1-2"):
        assert client.get(url, headers={"range": wrong}).status_code == 416
    assert cast.client(cast.resident).get(url).status_code == 403


@pytest.mark.parametrize("there", [True, False])
def test_maps_are_told_of_a_base_map_that_is_there(
    there: bool, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    file = tmp_path / "sweden.pmtiles"
    if there:
        file.write_bytes(b"PMTiles")
    here = replace(installation.current(), basemap=file)
    monkeypatch.setattr(installation, "current", lambda: here)
    shown = cast.client(cast.coordinator).get(reverse("desk:map")).content.decode()
    assert 'data-tiles="/places/tiles/{z}/{x}/{y}.mvt"' in shown
    assert ('data-pmtiles="/places/basemap.pmtiles"' in shown) is there


def test_no_base_map(cast: Cast) -> None:
    assert cast.client(cast.visitor).get(reverse("places:basemap")).status_code == 404


def test_a_lake_over_many_tiles_has_its_name_once(cast: Cast) -> None:
    corner, size = (18, 9), layers.WORLD_M / (1 << 5)
    west, north = corner[0] * size - layers.WORLD_M / 2, layers.WORLD_M / 2 - corner[1] * size
    lake = shapely.box(west - 0.8 * size, north - 0.9 * size, west + 0.9 * size, north + 0.7 * size)
    with cast.acting(cast.coordinator):
        layers.replace_features("test", ["water"], ["lake"], ["Mörtsjön"], np.array([lake]))
        around = [(5, corner[0] + dx, corner[1] + dy) for dx in (-1, 0) for dy in (-1, 0)]
        drawn = [mapbox_vector_tile.decode(gzip.decompress(tiles.draw(*place))) for place in around]
    assert all(tile["water"]["features"][0]["properties"] == {"kind": "lake"} for tile in drawn)
    names = [
        f["properties"]["name"] for tile in drawn for f in tile.get("water_names", {"features": []})["features"]
    ]
    assert names == ["Mörtsjön"]


def test_the_map_credits_openstreetmap(cast: Cast, town: tuple[int, int, int]) -> None:
    with cast.acting(cast.coordinator):
        assert api.attribution() == "© OpenStreetMap contributors"
    with cast.acting(cast.stranger):
        assert api.attribution() == ""
