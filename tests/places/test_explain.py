"""Files that can't be explained say why, as the import does. Mostly without a database."""

from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely

from kokong.places.importing import explain
from kokong.places.importing.mapping import from_values
from kokong.places.values import ImportRefused
from tests.cast import Cast

MAPPING = from_values({})


@pytest.mark.parametrize("name", ["broken.gpkg", "broken.geojson", "broken.shp"])
@pytest.mark.parametrize("content", [b"", b"no map at all", b'{"type": "FeatureCollection", "features": ['])
def test_a_broken_layer_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ImportRefused, match="can't be read"):
        explain.explain(path, MAPPING)


def layer(path: Path, name: str) -> None:
    """A layer with one address."""
    shapes = shapely.to_wkb(np.array([shapely.Point(580_000, 6_280_000)], dtype=object))
    values = [np.array([cell], dtype=object) for cell in ("Storgatan", "5")]
    pyogrio.raw.write(
        path, shapes, values, np.array(["street", "number"]), layer=name, geometry_type="Point", crs="EPSG:3006",
        driver="GPKG", append=path.exists(),
    )  # fmt: skip


def test_several_layers_are_asked_about(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "town.gpkg"
    layer(path, "addresses")
    with cast.acting(cast.coordinator):
        assert [column.field for column in explain.explain(path, MAPPING).columns] == ["street", "number"]
        layer(path, "buildings")
        with pytest.raises(ImportRefused, match="addresses, buildings"):
            explain.explain(path, MAPPING)
        assert explain.explain(path, from_values({"layer": "addresses"})).columns
