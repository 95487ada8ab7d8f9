"""Reads an OpenStreetMap extract: addresses, buildings, streets and paths, water and green.

One pass over the objects, after osmium's own pass over multipolygon relations. Only tagged objects
reach Python.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import numpy as np
import osmium
import shapely
from django.utils.translation import gettext as _

from kokong.tables import clean, cleaned

from .. import rules, uses
from ..values import ImportRefused, Progress
from .clip import COUNTRY, left_out
from .coast import sea
from .source import Address, Border, Features, Outlines, Shapes, Source

MOST_ADDRESSES: Final = 3_000_000
_AREA_KEYS: Final = ("building", "natural", "landuse", "leisure", "waterway", "addr:housenumber", "boundary")
_KEYS: Final = (
    *_AREA_KEYS, "highway", "railway", "addr:flats", "addr:interpolation", "addr:housename", "type", "amenity",
)  # fmt: skip
_OF_A_STREET: Final = frozenset({"associatedStreet", "street"})

_MAJOR: Final = frozenset({"motorway", "trunk", "primary", "secondary", "tertiary"})
_MINOR: Final = frozenset(
    {"residential", "unclassified", "living_street", "pedestrian", "service", "road", "busway"}
)
_PATHS: Final = frozenset({"footway", "path", "cycleway", "track", "steps", "bridleway", "corridor"})
_NO_WALK: Final = frozenset(
    {"motorway", "motorway_link", "trunk", "trunk_link", "raceway", "construction", "proposed"}
)
_GREEN: Final = {
    "landuse": {"forest": "wood", "grass": "grass", "meadow": "grass", "recreation_ground": "park",
                "cemetery": "park", "village_green": "park", "allotments": "park", "orchard": "grass"},
    "natural": {"wood": "wood", "scrub": "wood", "grassland": "grass", "heath": "grass"},
    "leisure": {"park": "park", "garden": "park", "golf_course": "grass", "pitch": "grass", "playground": "park"},
}  # fmt: skip
_STREAMS: Final = frozenset({"river", "stream", "canal", "ditch", "drain"})
_RAILS: Final = frozenset({"rail", "light_rail", "narrow_gauge", "preserved", "subway"})
# Nobody walks across these where no way leads: the banks of water bar the way as well.
_BARRING: Final = frozenset({"river", "canal", "rail", "siding"})


def read(path: Path, progress: Progress, *, form: str = "") -> Source:
    """The extract's contents, in osmium's `form` where its name doesn't tell it.

    Raises ImportRefused for a file that isn't one, is cut off or has no addresses.
    """
    reader = _Reader(progress)
    try:
        reader.read(path, form)
    except RuntimeError as error:
        raise ImportRefused(_unreadable(path, str(error))) from error
    return reader.source()


def _unreadable(path: Path, error: str) -> str:
    words = {"name": path.name, "error": error}
    if "EOF" in error or "truncated" in error:
        return _("%(name)s is cut off: it ends in the middle of its data. Nothing was changed. "
                 "Fetch the file again and import it once more.") % words  # fmt: skip
    return _("%(name)s can't be read as an OpenStreetMap file (%(error)s). Nothing was changed.") % words


class _Reader:
    """Collects plain lists; geometries wait as WKB or coordinates and become shapes all at once."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._wkb = osmium.geom.WKBFactory()
        self._addresses: list[Address] = []
        self._at_shape: list[tuple[int, str]] = []  # addresses that wait for their shape's inner point
        self._streetless: list[tuple[str, dict[str, str], float, float, str]] = []  # that wait for a relation
        self._street_of: dict[str, str] = {}
        self._countries: dict[int, str] = {}  # of addresses that say theirs
        self._borders: list[Border] = []
        self._outlines: list[tuple[str, str, int, str, int, dict[str, str]]] = []
        self._used: list[tuple[float, float, dict[str, str]]] = []  # what stands in a building and rules homes out
        self._areas: list[tuple[str, str, str, str]] = []
        self._lines: list[tuple[str, str, str, bool, bool, list[tuple[float, float]]]] = []
        self._coast: list[list[tuple[float, float]]] = []
        self._refused: list[tuple[str, str, str]] = []
        self._skipped: Counter[str] = Counter()
        self._rows = 0

    def read(self, path: Path, form: str) -> None:
        objects: Iterable[Any] = (
            osmium.FileProcessor(osmium.io.File(str(path), form))
            .with_areas(osmium.filter.KeyFilter(*_AREA_KEYS))
            .with_filter(osmium.filter.KeyFilter(*_KEYS))
        )
        for i, thing in enumerate(objects):
            if thing.is_node():
                self._node(thing)
            elif thing.is_way():
                self._way(thing)
            elif thing.is_area():
                self._area(thing)
            elif thing.is_relation():
                self._relation(thing)
            if i % 20_000 == 0:
                self._progress(_("Reading"), i, None)
                self._refuse_too_many()
        for source_id, tags, x, y, shape in self._streetless:
            street = self._street_of.get(source_id) or tags.get("addr:city", "")
            self._at_street(source_id, tags, street, x, y, shape)
        self._refuse_too_many()

    def _foreign(self) -> dict[int, str]:
        """Which addresses say another country than most do, and which. Where the map draws the border of the
        country that most say, what lies in it stays: then the country is a slip."""
        said = Counter(country for country in self._countries.values() if country)
        own = said.most_common(1)[0][0] if said else ""
        land = next((b.shape for b in self._borders if b.level == COUNTRY and b.country.upper() == own), None)
        foreign = {i: country for i, country in self._countries.items() if country and country != own}
        if land is None:
            return foreign
        shapely.prepare(land)
        at = np.array([(self._addresses[i].x, self._addresses[i].y) for i in foreign]).reshape(-1, 2)
        inside = shapely.intersects_xy(land, at)
        return {i: country for (i, country), slip in zip(foreign.items(), inside, strict=True) if not slip}

    def _relation(self, relation: Any) -> None:
        """A street as a relation names it, for those of its houses that don't say theirs."""
        tags = relation.tags
        if tags.get("type") in _OF_A_STREET and (name := clean(tags.get("name") or tags.get("addr:street", ""))):
            self._street_of |= {f"{m.type}{m.ref}": name for m in relation.members if m.role != "street"}

    def _refuse_too_many(self) -> None:
        if len(self._addresses) > MOST_ADDRESSES:
            raise ImportRefused(
                _("The file has more than %(most)s addresses: it covers more than a municipality. Nothing was "
                  "changed. Cut out the municipality first, e.g. with `osmium extract`.")
                % {"most": MOST_ADDRESSES}
            )  # fmt: skip

    def _node(self, node: Any) -> None:
        if any(key in node.tags for key in ("addr:housenumber", "addr:flats", "addr:housename")):
            where = node.location
            self._address(f"n{node.id}", cleaned(dict(node.tags)), where.lon, where.lat)
        elif "amenity" in node.tags and uses.lends(tags := dict(node.tags)):
            self._used.append((node.location.lon, node.location.lat, _uses(tags)))

    def _way(self, way: Any) -> None:
        tags = way.tags
        if "addr:interpolation" in tags and not way.is_closed():
            self._skipped[_("house numbers only interpolated along a line")] += 1
        kind, water, coast = tags.get("highway"), tags.get("waterway"), tags.get("natural") == "coastline"
        if kind or water in _STREAMS or coast or rail_kind(tags):
            points = [(n.lon, n.lat) for n in way.nodes if n.location.valid()]
            if len(points) > 1:
                self._line(tags, kind, water, points)
        elif "addr:housenumber" in tags and not way.is_closed():
            self._rows += 1
            self._refused.append((f"w{way.id}", _label(cleaned(dict(tags))), _("its outline is not closed")))

    def _line(self, tags: Any, kind: str | None, water: str | None, points: list[tuple[float, float]]) -> None:
        name = clean(tags.get("name", ""))
        if kind:
            level = road_kind(kind)
            if level and tags.get("area") != "yes":
                walk = kind not in _NO_WALK and tags.get("foot") != "no"
                self._lines.append(("roads", level, name, walk, False, points))
        elif rail := rail_kind(tags):
            self._lines.append(("rails", rail, "", False, rail in _BARRING, points))
        elif water:
            bars = water in _BARRING and tags.get("tunnel", "no") == "no"
            self._lines.append(("water", water, name, False, bars, points))
        else:
            self._coast.append(points)

    def _area(self, area: Any) -> None:
        tags = cleaned(dict(area.tags))
        if tags.get("boundary") == "administrative":
            self._border(area, tags)
        name = f"{'w' if area.from_way() else 'r'}{area.orig_id()}"
        building = tags.get("building", "no")
        addressed = bool(_numbers(tags))
        layer = _layer(tags)
        if building == "no" and not addressed and layer is None:
            return
        try:
            shape = self._wkb.create_multipolygon(area)
        except RuntimeError:
            if addressed:
                self._rows += 1
                self._refused.append((name, _label(tags), _("its outline is broken")))
            return
        if building != "no":
            self._outlines.append((name, building, _levels(tags), shape, _flats_told(tags), _uses(tags)))
        elif layer is not None:
            self._areas.append((*layer, tags.get("name", ""), shape))
        if addressed:
            self._address(name, tags, 0.0, 0.0, shape)

    def _border(self, area: Any, tags: dict[str, str]) -> None:
        """A border that the extract holds wholly, and that can be drawn; others are passed over."""
        level = rules.whole_number(tags.get("admin_level", ""))
        if level is None or not tags.get("name"):
            return
        try:
            shape = shapely.from_wkb(self._wkb.create_multipolygon(area))
        except RuntimeError:
            return
        country = tags.get("ISO3166-1", "") or tags.get("ISO3166-1:alpha2", "")
        refs = frozenset(value for key, value in tags.items() if key.split(":")[0] == "ref")
        self._borders.append(Border(level, tags["name"], country, refs, shape))

    def _address(self, source_id: str, tags: dict[str, str], x: float, y: float, shape: str = "") -> None:
        self._rows += 1
        if street := next((tags[key] for key in _STREET_KEYS if tags.get(key)), ""):
            self._at_street(source_id, tags, street, x, y, shape)
        else:
            self._streetless.append((source_id, tags, x, y, shape))

    def _at_street(
        self, source_id: str, tags: dict[str, str], street: str, x: float, y: float, shape: str
    ) -> None:
        """One address, or one for each flat it lists; several numbers ("5;7") become several addresses."""
        first = len(self._addresses)
        if not street:
            self._refused.append((source_id, _label(tags), _("no street and no place")))
            return
        try:
            units = _units(tags)
        except ValueError:
            self._refused.append((source_id, _label(tags), _("the list of flats can't be understood")))
            units = ("",)
        numbers = _numbers(tags) or [""]
        for number in numbers:
            for unit in units:
                own = source_id + (f"#{number}" if number != numbers[0] else "") + (f"/{unit}" if unit else "")
                self._addresses.append(_one(own, tags, street, number, unit, x, y))
        if country := tags.get("addr:country", "").upper():
            self._countries |= dict.fromkeys(range(first, len(self._addresses)), country)
        if shape:
            self._at_shape += [(i, shape) for i in range(first, len(self._addresses))]

    def source(self) -> Source:
        if not self._addresses:
            raise ImportRefused(
                _("The file holds no addresses (addr:housenumber). Nothing was changed. "
                  "Check that the extract covers the municipality and is not only a road map.")
            )  # fmt: skip
        if self._at_shape:
            inner = shapely.point_on_surface(shapely.from_wkb([shape for _i, shape in self._at_shape]))
            for (i, _shape), x, y in zip(self._at_shape, shapely.get_x(inner), shapely.get_y(inner), strict=True):
                self._addresses[i].x, self._addresses[i].y = float(x), float(y)
        features, walkable, barring = self._features()
        foreign = self._foreign()
        elsewhere = [_("another country (%(country)s)") % {"country": country} for country in foreign.values()]
        return Source(
            name="osm",
            crs=4326,
            addresses=[a for i, a in enumerate(self._addresses) if i not in foreign],
            rows=self._rows,
            refused=self._refused,
            skipped=self._skipped,
            outlines=self._buildings(),
            features=features,
            walkable=walkable,
            barring=barring,
            certain=True,
            borders=tuple(self._borders),
            outside=left_out([self._addresses[i] for i in foreign], elsewhere),
        )

    def _buildings(self) -> Outlines:
        ids, kinds, levels, wkb, flats, used = _columns(self._outlines, 6)
        shapes = shapely.from_wkb(np.array(wkb, dtype=object))
        if self._used and len(shapes):
            points = shapely.points([(x, y) for x, y, _tags in self._used])
            for point, i in zip(*shapely.STRtree(shapes).query(points, predicate="within"), strict=True):
                used[i] = used[i] or self._used[point][2]
        return Outlines(ids, kinds, levels, shapes, flats, used)

    def _features(self) -> tuple[Features, np.ndarray, np.ndarray]:
        layers, kinds, names, walk, bars, points = _columns(self._lines, 6)
        lines = _linestrings(points)
        land_layers, land_kinds, land_names, areas = _columns(self._areas, 4)
        polygons = shapely.from_wkb(np.array(areas, dtype=object))
        seas = self._sea(lines[np.array([layer == "roads" for layer in layers], dtype=bool)])
        shapes = np.concatenate([lines, polygons, seas])
        features = Features(
            layers + land_layers + ["water"] * len(seas),
            kinds + land_kinds + ["sea"] * len(seas),
            names + land_names + [""] * len(seas),
            shapes,
        )
        walkable = np.zeros(len(shapes), dtype=bool)
        walkable[: len(walk)] = walk
        wet = [layer == "water" for layer in features.layers[len(bars) :]]
        return features, walkable, np.array([*bars, *wet], dtype=bool)

    def _sea(self, roads: Shapes) -> Shapes:
        """The sea around the streets."""
        if not self._coast or not len(roads):
            return np.empty(0, dtype=object)
        west, south, east, north = map(float, shapely.total_bounds(roads))
        return sea(_linestrings(self._coast), (west, south, east, north))


_STREET_KEYS: Final = ("addr:street", "addr:place", "addr:hamlet", "addr:suburb")
_FARMS: Final = frozenset({"farm", "house", "detached", "residential"})


def _numbers(tags: dict[str, str]) -> list[str]:
    """The house numbers of an address; where it has none, the name of the house or farm."""
    told = [number.strip() for number in tags.get("addr:housenumber", "").split(";") if number.strip()]
    farm = tags.get("name", "") if tags.get("building") in _FARMS and tags.get("addr:place") else ""
    named = tags.get("addr:housename") or farm
    return told or ([named] if named else [])


def road_kind(highway: str) -> str | None:
    """How a `highway=*` is drawn: major, minor or path; None for what is no way."""
    plain = highway.removesuffix("_link")
    for kind, values in (("major", _MAJOR), ("minor", _MINOR), ("path", _PATHS)):
        if plain in values:
            return kind
    return None


def rail_kind(tags: Any) -> str | None:
    """How a `railway=*` is drawn: rail, siding or tram; None for what is none, or runs below the ground."""
    railway = tags.get("railway")
    if tags.get("tunnel", "no") != "no" or (railway not in _RAILS and railway != "tram"):
        return None
    return "tram" if railway == "tram" else "siding" if tags.get("service") else "rail"


def _layer(tags: dict[str, str]) -> tuple[str, str] | None:
    if tags.get("natural") == "water" or tags.get("waterway") == "riverbank" or tags.get("landuse") == "basin":
        return "water", "water"
    for key, kinds in _GREEN.items():
        if (kind := kinds.get(tags.get(key, ""))) is not None:
            return "green", kind
    return None


def _units(tags: dict[str, str]) -> tuple[str, ...]:
    listed = next((tags[k] for k in ("addr:flats", "addr:unit", "addr:door") if tags.get(k)), "")
    return tuple(map(rules.unit_name, rules.flats(listed))) or ("",)


def _one(source_id: str, tags: dict[str, str], street: str, number: str, unit: str, x: float, y: float) -> Address:
    houses = rules.houses_in(number, step=tags.get("addr:interpolation", ""))
    return Address(
        source_id=source_id,
        street=street.strip(),
        number=number,
        x=x,
        y=y,
        unit=unit,
        stairwell=tags.get("addr:staircase") or (tags.get("ref", "") if "entrance" in tags else ""),
        floor=rules.floor_told(tags.get("addr:floor") or tags.get("level", ""), unit=unit),
        postcode=tags.get("addr:postcode", ""),
        locality=tags.get("addr:city", ""),
        district=tags.get("addr:suburb", "") or tags.get("addr:hamlet", ""),
        building=tags.get("building", ""),
        uses={key: tags[key] for key in uses.KEYS if key in tags},
        homes=houses if houses > 1 else 0,
        homes_by="told" if houses > 1 else "",
        first=2 if any(key in tags for key in ("shop", "amenity", "office", "tourism", "craft")) else 1,
    )


def _levels(tags: dict[str, str]) -> int:
    levels = rules.whole_number(tags.get("building:levels", ""))
    return -1 if levels is None or levels < 0 else levels


def _uses(tags: dict[str, str]) -> dict[str, str]:
    return {key: tags[key] for key in uses.KEYS if key in tags}


def _flats_told(tags: dict[str, str]) -> int:
    flats = rules.whole_number(tags.get("building:flats", ""), digits=5)
    return -1 if flats is None or flats < 0 else min(flats, rules.MOST_HOMES)


def _label(tags: dict[str, str]) -> str:
    keys = ("addr:street", "addr:place", "addr:housenumber", "addr:postcode", "addr:city")
    return " ".join(tags[key] for key in keys if key in tags)


def _columns(rows: list[Any], width: int) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _i in range(width)]


def _linestrings(points: list[list[tuple[float, float]]]) -> np.ndarray:
    if not points:
        return np.empty(0, dtype=object)
    lengths = [len(p) for p in points]
    flat = np.array([xy for line in points for xy in line], dtype=float)
    return np.asarray(shapely.linestrings(flat, indices=np.repeat(np.arange(len(points)), lengths)))
