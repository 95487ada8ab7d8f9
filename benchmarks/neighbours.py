"""Who stands around each home of an OpenStreetMap extract: what a cocoon must never say of them.

Prints last, as JSON, three counts over the cocoons around every n-th home; all should be 0: doors that no way
under 500 m leads to and that are not marked, amenities among the doors, and neighbours in the same street that
are called behind.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from . import common

NEAR_M: Final = 500.0
AMENITIES: Final = frozenset({
    "police", "fire_station", "courthouse", "fuel", "school", "kindergarten", "townhall", "hospital",
    "clinic", "place_of_worship", "bank", "pub", "cafe", "bar", "fast_food", "doctors", "dentist", "pharmacy",
    "post_office", "library", "parking", "restaurant", "theatre", "prison",
})  # fmt: skip


def main() -> int:
    """Import, count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("extract", type=Path, help="an .osm.pbf")
    parser.add_argument("--crs", type=int, default=3006)
    parser.add_argument("--every", type=int, default=10, help="look around every n-th home")
    given = parser.parse_args()
    with common.database():
        from kokong.kernel import tenancy
        from kokong.places import api

        row = api.create_municipality(code="9004", name="Neighbours", crs=given.crs)
        with tenancy.scope(municipality_id=row.pk):
            report = api.import_places(path=given.extract)
            print(*api.report_lines(report, shown=5, elsewhere=False), sep="\n", flush=True)
            counts = _counts(_used(given.extract), given.every)
    print(json.dumps(counts))
    return 0 if not any(counts[name] for name in COUNTED) else 1


COUNTED: Final = ("doors_without_a_way_unmarked", "amenities_among_doors", "same_street_called_behind")


def _used(path: Path) -> set[str]:
    """Objects of the extract that are an amenity nobody lives in, as addresses name their source."""
    import osmium

    found = set()
    things: Iterable[Any] = osmium.FileProcessor(str(path)).with_filter(osmium.filter.KeyFilter("amenity"))
    for thing in things:
        if thing.tags.get("amenity") in AMENITIES:
            kind = "n" if thing.is_node() else "w" if thing.is_way() else "r"
            found.add(f"{kind}{thing.id}")
    return found


def _counts(used: set[str], every: int) -> dict[str, int]:
    from kokong.measures.cocoons import ring, rules
    from kokong.places.models import Dwelling
    from kokong.risk import api as risk

    published = risk.settings()  # the municipality has no settings of its own
    rows: dict[int, Any] = {row.pk: row for row in Dwelling.objects.filter(retired_at=None).order_by("pk")}
    counts = dict.fromkeys(("homes", "doors", "marked", *COUNTED), 0)
    for number, home in enumerate(rows.values()):
        if number % every:
            continue
        kind = rules.PRESET_OF.get(home.kind, "detached")
        doors = ring.choose(home.pk, kind, rules.DEFAULTS[kind], accepted=published)
        counts["homes"] += 1
        counts["doors"] += len(doors)
        for door in doors:
            there = rows[door.dwelling_id]
            near = door.way_m is not None and door.way_m <= NEAR_M
            counts["marked"] += door.way != ""
            counts[COUNTED[0]] += not door.way and not near and there.pk != home.pk
            counts[COUNTED[1]] += there.source_id.split("#")[0].split("/")[0] in used
            counts[COUNTED[2]] += door.reason == "rear" and there.street_name.lower() == home.street_name.lower()
    return counts


if __name__ == "__main__":
    sys.exit(main())
