"""The door to places. Everything works in the municipality in scope (`kernel.tenancy.scope`)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import installation
from kokong.kernel.fields import Point
from kokong.kernel.models import Municipality

from . import asking, finding, found, homes, mapping, tiles, told
from . import crs as systems
from . import features as mapped
from . import search as searching
from .areas import geojson, making, reading, work
from .areas.beside import show_at_areas
from .areas.forms import OutlineForm, StreetsForm
from .areas.values import Area, AreaNotFound, AreaRefused, Drawn, Overlap
from .events import PlacesImported
from .forms import AddressForm
from .importing import report as reporting
from .importing.looked import Looked
from .importing.mapping import Mapping
from .importing.mapping import load as load_mapping
from .on_paper import Mark, paper_map
from .positions import BESIDE_M, PositionField, metres
from .practising import around
from .quiet.at_home import quiet_lines
from .quiet.work import (
    DoNotVisit,
    DoNotVisitRefused,
    add_do_not_visit,
    do_not_visit,
    do_not_visit_list,
    heed_do_not_visit,
    quiet_beside,
    remove_do_not_visit,
)
from .values import (
    AddressAmbiguous,
    AddressElsewhere,
    AddressIsProperty,
    AddressNotFound,
    AddressRefused,
    Dwelling,
    DwellingNotFound,
    FilesBusy,
    FoundRefused,
    Ground,
    GroundShape,
    Hit,
    HomesRefused,
    ImportRefused,
    ImportReport,
    ImportRunning,
    Layout,
    Leg,
    Named,
    Neighbour,
    Neighbourhood,
    Outside,
    Progress,
    Reached,
    Refusal,
    Spot,
    StreetNear,
    StreetRefused,
    UnsuitableCrs,
    Walk,
)

__all__ = [
    "AddressAmbiguous", "AddressElsewhere", "AddressForm", "AddressIsProperty", "AddressNotFound",
    "AddressRefused", "Area", "AreaNotFound", "AreaRefused", "DoNotVisit", "DoNotVisitRefused", "Drawn",
    "Dwelling", "DwellingNotFound", "FilesBusy", "FoundRefused", "Ground", "GroundShape", "Hit", "HomesRefused",
    "ImportRefused", "ImportReport", "ImportRunning", "Layout", "Leg", "Looked", "Mapping", "Mark", "Named",
    "Neighbour", "Neighbourhood", "OutlineForm", "Outside", "Overlap", "PlacesImported", "PositionField",
    "Progress", "Reached", "Refusal", "Spot", "StreetRefused", "StreetsForm", "UnsuitableCrs", "Walk",
    "add_do_not_visit",
    "addresses_found", "area", "area_of_building", "area_of_homes", "area_of_streets", "areas", "areas_at",
    "areas_drawn", "areas_near", "around", "beside", "bounds", "change_outline", "confirm_found", "contains",
    "count", "count_homes",
    "create_municipality", "degrees", "do_not_visit", "do_not_visit_list", "drawn", "dwelling", "dwellings",
    "explain_places", "find_address", "forget_found", "found_at", "found_points", "ground", "heed_do_not_visit",
    "home_found", "home_told", "homes_at", "homes_by_area", "homes_by_first_area", "homes_in", "import_places",
    "import_uploaded",
    "layers_offered", "layout", "legs", "load_mapping", "look_at_places", "make_area", "map_around", "metres",
    "nearest_dwelling", "nearest_dwellings", "neighbourhood", "no_home", "order_to_walk", "outline_told",
    "outlines", "overlapping", "paper_map", "quiet_beside", "quiet_lines", "reach", "reject_found",
    "remove_do_not_visit", "rename_area", "report_csv", "report_lines", "report_values", "restore_area",
    "retire_area", "search", "show_at_areas", "spots", "streets_near", "tile", "told_together", "walking_order",
    "ways_over", "within",
]  # fmt: skip

report_csv = reporting.as_csv
report_lines = reporting.lines
report_values = reporting.values
found_at, found_points, within = mapped.found_at, mapped.found_points, mapped.within
drawn, layers_offered = mapping.drawn, asking.offered

# Areas: see each one's own words.
area, areas, areas_at, overlapping = reading.area, reading.areas, reading.areas_at, reading.overlapping
homes_in, homes_by_area, outlines = reading.homes_in, reading.homes_by_area, reading.history
homes_by_first_area = reading.homes_by_first_area
make_area, change_outline, rename_area = work.make_area, work.change_outline, work.rename_area
retire_area, restore_area = work.retire_area, work.restore_area
areas_drawn, areas_near, outline_told = reading.areas_drawn, reading.areas_near, geojson.from_text
area_of_streets, area_of_building, area_of_homes = making.of_streets, making.of_building, making.of_homes


def create_municipality(
    *, code: str, name: str, crs: int, language: str = "sv", official_name: str | None = None
) -> Municipality:
    """Create a municipality, or change the name and language of the one with this code; its official name where
    one is given ("" takes it away).

    Raises UnsuitableCrs unless `crs` is the EPSG code of a system in metres, or when the municipality
    already keeps places in another one.
    """
    systems.check_metric(crs)
    if not code.strip() or not name.strip():
        raise UnsuitableCrs(_("A municipality needs a code and a name."))
    known = Municipality.objects.filter(code=code.strip()).first()
    if known and known.crs != crs:
        raise UnsuitableCrs(
            _("%(name)s keeps its places in EPSG:%(crs)s; that can't be changed afterwards. Nothing was changed.")
            % {"name": known.name, "crs": known.crs}
        )
    said = {"name": name.strip(), "language": language}
    if official_name is not None:
        said["official_name"] = official_name.strip()
    row, _created = Municipality.objects.update_or_create(
        code=code.strip(), defaults=said, create_defaults={**said, "crs": crs}
    )
    return row


def search(*, text: str, limit: int = 8) -> tuple[Hit, ...]:
    """Dwellings that a half-typed, misspelt or complete address may mean, the likeliest first."""
    return searching.hits(text=text, limit=limit)


def find_address(*, text: str) -> Dwelling:
    """The one dwelling with this address: never another house number, nor a name that only begins so.

    Raises AddressNotFound, AddressElsewhere where no home there has the town that was said, AddressIsProperty for
    "Norrgården 1:23" that no home is registered as, or AddressAmbiguous when several have the address. Each is an
    AddressRefused and says which homes it could be.
    """
    return finding.the_one(text=text)


def addresses_found(*, texts: Sequence[str]) -> tuple[Named, ...]:
    """What each of many addresses names, as strictly as `find_address`, in a few queries for all. Nothing is
    suggested for one that nothing resembles."""
    return finding.many(texts=texts)


def homes_at(*, texts: Sequence[str]) -> tuple[Named, ...]:
    """All homes at each of many addresses, in a few queries: one house, or the flats of a number or stairwell.
    Not `sure` where they stand at several numbers or streets; then those that it could be."""
    return finding.at_addresses(texts=texts)


def told_together(*, texts: Sequence[str]) -> told.Together:
    """Many addresses looked up in a few queries, of which each is then asked for as by `home_told`."""
    return told.Together(texts)


def home_told(*, text: str) -> Dwelling:
    """As `find_address`; where a flat is told of a block whose flats nobody lists, that flat, kept as told."""
    return told.home_told(text=text)


def count_homes(*, dwelling_id: int, homes: int) -> None:
    """So many homes were counted at the door of a block. Raises HomesRefused, DwellingNotFound."""
    told.count_homes(dwelling_id=dwelling_id, homes=homes)


def home_found(*, text: str, beside_id: int, point: Point | None, key: str) -> Dwelling:
    """A home that a visitor found by its address, beside a dwelling: the register's own where that has it after
    all, else one marked as `found`, at `point` (metres) or, where that is none or too far off, at the dwelling.

    The same `key` makes one home only, and so does the same address near by: it comes back retired where it was
    rejected. No other cocoon chooses it until it is confirmed. Raises FoundRefused for what is no address,
    StreetRefused for a street whose name is like none, AddressAmbiguous where the register has several near by,
    DwellingNotFound.
    """
    return found.home_found(text=text, beside_id=beside_id, point=point, key=key)


def confirm_found(*, dwelling_id: int) -> None:
    """A coordinator knows that a found home is one; a later import of the same address takes it over.

    Raises DwellingNotFound where it was confirmed, or listed by a file, before.
    """
    found.confirm_found(dwelling_id=dwelling_id)


def reject_found(*, dwelling_id: int, now: datetime) -> None:
    """A coordinator knows that a found home is none: it is retired, found again it stays so, and a street's name
    that was typed is forgotten. Does nothing to homes that were confirmed, or listed by a file."""
    found.reject_found(dwelling_id=dwelling_id, now=now)


def forget_found(*, dwelling_ids: Iterable[int], now: datetime) -> None:
    """Found homes that nobody confirmed in time: retired, and what was typed as their streets forgotten."""
    found.forget_found(dwelling_ids=dwelling_ids, now=now)


def no_home(*, dwelling_id: int, found: bool, now: datetime) -> None:
    """Visitors found no home there: it is retired, and no import brings it back. Or they did after all."""
    told.no_home(dwelling_id=dwelling_id, found=found, now=now)


def ways_over(*, places: Sequence[tuple[float, float]]) -> tuple[float | None, ...]:
    """Metres over ways from the first of some places (metres) to each of the others, None where no way leads
    there; empty where no ways are known, or none near the first."""
    from .walking import from_first

    return from_first(places)


def dwelling(*, dwelling_id: int) -> Dwelling | None:
    """One dwelling; None when it is not in this municipality."""
    return homes.by_ids([dwelling_id]).get(dwelling_id)


def dwellings(*, ids: Iterable[int]) -> dict[int, Dwelling]:
    """Those of the dwellings that are in this municipality, retired ones too, in one query."""
    return homes.by_ids(ids)


def neighbourhood(*, dwelling_id: int, radius_m: float = 100, at_least: int = 8, limit: int = 60) -> Neighbourhood:
    """A dwelling and those around it: all within `radius_m`, at least `at_least`, at most `limit`; one query.

    Raises DwellingNotFound for another municipality's dwelling.
    """
    return homes.around(dwelling_id=dwelling_id, radius_m=radius_m, at_least=at_least, limit=limit)


def walking_order(*, dwelling_ids: Sequence[int], start: int | None = None) -> Walk:
    """The dwellings in an order to walk them, from `start` (which need not be one of them) or the first.

    An open tour over the streets; nobody walks back. By the straight line where there is no network.
    Raises DwellingNotFound when one is not in this municipality.
    """
    from .walking import walk  # solvers and graphs: not for every page

    return walk(dwelling_ids=dwelling_ids, start=start)


def order_to_walk(*, points: Sequence[Point]) -> tuple[int, ...]:
    """The numbers of some points (metres) in an order to walk to them, from the first: as `walking_order`."""
    from .walking import order_of  # solvers and graphs: not for every page

    return order_of(points)


def legs(*, dwelling_ids: Sequence[int]) -> tuple[Leg, ...]:
    """The ways between dwellings in the order given, over the streets where some lead there; one less than they
    are, or fewer where several lie at one place. Those of other municipalities are passed over."""
    from .legs import legs as found  # graphs: not for every page

    return found(dwelling_ids=dwelling_ids)


def way_through(*, points: Sequence[Point]) -> tuple[Point, ...]:
    """Corners (metres) of the way on foot through some points (metres) in the order given: over the streets where
    some lead there, straight where none does."""
    from .legs import through  # graphs: not for every page

    return through(points=points)


def map_around(*, dwelling_ids: Iterable[int], margin_m: float) -> tuple[GroundShape, ...]:
    """Water, green, buildings and roads in the box around some dwellings, cut to it, in metres: for paper."""
    from .surroundings import around_homes

    return around_homes(dwelling_ids=dwelling_ids, margin_m=margin_m)


def bounds() -> tuple[float, float, float, float] | None:
    """West, south, east, north (degrees) around the municipality's dwellings; None without any."""
    return homes.bounds()


def contains(*, point: Point) -> bool:
    """Whether a point (metres) lies among the municipality's dwellings or within a kilometre of one."""
    return homes.nearest(point=point, within_m=BESIDE_M) is not None


def nearest_dwelling(*, point: Point, within_m: float) -> Dwelling | None:
    """The live dwelling nearest to a point (metres), if it is within `within_m`."""
    return homes.nearest(point=point, within_m=within_m)


def nearest_dwellings(*, points: Sequence[Point], within_m: float) -> tuple[Dwelling | None, ...]:
    """For each point (metres) the live dwelling nearest to it, if it is within `within_m`. Two queries."""
    return homes.nearest_of(points=points, within_m=within_m)


def beside(*, points: Sequence[Point], within_m: float) -> list[bool]:
    """For each point (metres) whether it lies in the box around the municipality's dwellings, or so near to it."""
    return homes.beside(points=points, within_m=within_m)


def streets_near(*, points: Sequence[Point], within_m: float) -> tuple[StreetNear | None, ...]:
    """For each point (metres) the street of the live dwelling nearest to it; None where none is. One query."""
    return homes.streets_near(points=points, within_m=within_m)


def spots(*, area_id: int | None, near_m: float, at_most: int) -> tuple[Spot, ...]:
    """Junctions and ends of streets with a home within `near_m` metres, those with the most of them first, 25 m
    or more apart; in the whole municipality or in an area. Raises AreaNotFound."""
    from .reach import spots as found  # graphs: not for every page

    return found(area=_shape(area_id), near_m=near_m, at_most=at_most)


def reach(*, points: Sequence[Point], within_m: float, area_id: int | None) -> Reached:
    """Which entrances, of the municipality or of an area, lie within `within_m` metres over the streets of each of
    some points (metres). Raises AreaNotFound."""
    import numpy as np

    from .reach import reach as found  # graphs: not for every page

    at = np.array(points, np.float64).reshape(-1, 2)
    return found(points=at, within_m=within_m, area=_shape(area_id))


def _shape(area_id: int | None) -> Any:
    return None if area_id is None else area(area_id=area_id).shape


def layout(*, also: Iterable[int] = ()) -> Layout:
    """Where all live dwellings lie, and those of `also` that have been retired; by id. For analyses."""
    return homes.layout(also=also)


def degrees(*, x: Any, y: Any) -> tuple[Any, Any]:
    """Longitude and latitude of arrays of metres in the municipality's coordinate system."""
    return homes.degrees(x, y)


def count() -> int:
    """How many dwellings the municipality has, without retired ones."""
    return homes.live()


def tile(*, zoom: int, column: int, row: int, keep: bool = True) -> bytes | None:
    """The ground as a gzipped vector tile, for those who come by another room's door; None outside the zooms.

    `keep` False writes nothing, for whoever isn't signed in.
    """
    return tiles.tile(zoom, column, row, keep=keep)


def attribution() -> str:
    """The credit that the ground of the municipality's maps asks for; empty where it asks for none.

    OpenStreetMap's licence (ODbL) asks for it wherever a map is shown.
    """
    return "© OpenStreetMap contributors" if homes.from_openstreetmap() else ""


def ground() -> Ground:
    """What the municipality's maps are drawn on, with the base map where the installation has one."""
    base = installation.current().basemap
    there = base is not None and base.is_file()
    every = reverse("places:tiles", args=(0, 0, 0)).replace("0/0/0", "{z}/{x}/{y}")
    return Ground(every, reverse("places:basemap") if there else "", attribution())


def explain_places(*, path: Path, mapping: Mapping | None = None) -> list[str]:
    """What an import would take each column of a file for, why, and where the file lies; nothing is written.

    Raises ImportRefused for a file that can't be read or meant.
    """
    from .importing import explain  # readers of map files: not for every page

    return explain.lines(explain.explain(path, mapping or Mapping()))


def import_places(
    *,
    path: Path,
    mapping: Mapping | None = None,
    progress: Progress = lambda _what, _done, _total: None,
    retire_many: bool = False,
    now: datetime | None = None,
) -> ImportReport:
    """Take a file's addresses (and streets, buildings, water and green, where it has them) into the municipality.

    Reads `.osm.pbf`, GeoPackage and CSV. What came from the same source before is updated; what is no
    longer there is retired. Everything of the file that isn't refused row by row is taken, or nothing.
    Raises ImportRefused for a file that can't be read or meant: see its message.
    """
    from .importing import run as importing  # readers of map files: not for every page

    return importing.run(
        path=path,
        mapping=mapping or Mapping(),
        progress=progress,
        now=now or timezone.now(),
        retire_many=retire_many,
    )


def look_at_places(*, content: bytes, mapping: Mapping) -> Looked:
    """What the file of an upload is taken for, and where its first thousand rows lie; nothing is written.

    Raises ImportRefused for a file that can't be read, FilesBusy where it can later.
    """
    from .importing import looking  # readers of map files: not for every page

    return looking.look(content, mapping)


def import_uploaded(*, content: bytes, name: str, mapping: Mapping, now: datetime) -> ImportReport:
    """As `import_places`, of a file that was uploaded and is opened apart; it never retires most of a source's
    homes (more than half, and more than 20). Raises ImportRefused; FilesBusy, ImportRunning where it can later."""
    from .importing import run as importing

    return importing.run_uploaded(content=content, name=name, mapping=mapping, now=now)
