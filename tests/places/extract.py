"""Writes tiny OpenStreetMap extracts, as mappers draw them, in metres around the town's origin."""

from collections.abc import Sequence
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Relation, Way
from pyproj import Transformer

from .town import ORIGIN

Spot = tuple[float, float]
_DEGREES = Transformer.from_crs(3006, 4326, always_xy=True)


class Extract:
    """Collects nodes, ways and relations; `write` puts them into a file in the order that readers expect."""

    def __init__(self) -> None:
        self._nodes: list[Node] = []
        self._ways: list[Way] = []
        self._relations: list[Relation] = []
        self._at: dict[Spot, int] = {}

    def node(self, at: Spot, /, **tags: str) -> int:
        """A node `at` metres east and north of the origin; untagged ones at the same spot are shared."""
        if not tags and at in self._at:
            return self._at[at]
        number = len(self._nodes) + 1
        lon, lat = _DEGREES.transform(ORIGIN.x + at[0], ORIGIN.y + at[1])
        self._nodes.append(Node(id=number, version=1, location=(lon, lat), tags=_tags(tags)))
        self._at.setdefault(at, number)
        return number

    def way(self, spots: Sequence[Spot], /, **tags: str) -> int:
        """A way through some spots."""
        number = len(self._ways) + 1
        self._ways.append(Way(id=number, version=1, nodes=[self.node(at) for at in spots], tags=_tags(tags)))
        return number

    def house(self, at: Spot, /, **tags: str) -> int:
        """A house of 8 by 8 metres around a spot."""
        return self.block(at, 8.0, **tags)

    def block(self, at: Spot, size: float, /, **tags: str) -> int:
        """A square building around a spot."""
        x, y = at
        d = size / 2
        ring = [(x - d, y - d), (x + d, y - d), (x + d, y + d), (x - d, y + d), (x - d, y - d)]
        return self.way(ring, **{"building": "house", **tags})

    def multipolygon(self, outer: int, /, **tags: str) -> int:
        """A relation with one outer way."""
        number = len(self._relations) + 1
        self._relations.append(
            Relation(
                id=number, version=1, members=[("w", outer, "outer")], tags=_tags({"type": "multipolygon", **tags})
            )
        )
        return number

    def write(self, path: Path) -> Path:
        """Write the file and return its path."""
        with osmium.SimpleWriter(str(path), overwrite=True) as writer:
            for node in self._nodes:
                writer.add_node(node)
            for way in self._ways:
                writer.add_way(way)
            for relation in self._relations:
                writer.add_relation(relation)
        return path


def _tags(tags: dict[str, str]) -> dict[str, str]:
    """Keyword arguments as tags: `addr_housenumber` is `addr:housenumber`."""
    return {
        name.replace("addr_", "addr:").replace("building_levels", "building:levels"): v for name, v in tags.items()
    }


def address(street: str, number: str, **more: str) -> dict[str, str]:
    """The tags of an address."""
    return {"addr_street": street, "addr_housenumber": number, **more}


def street_of_houses(count: int = 30, street: str = "Storgatan") -> Extract:
    """A straight street eastward with odd numbers to the south and even ones to the north."""
    town = Extract()
    town.way([(0.0, 0.0), (20.0 * count, 0.0)], highway="residential", name=street)
    for n in range(1, count + 1):
        at = (20.0 * ((n + 1) // 2), -15.0 if n % 2 else 15.0)
        town.house(at, **address(street, str(n), addr_city="Havsvik", addr_postcode="392 32"))
    return town
