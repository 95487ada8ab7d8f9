"""Import of an OpenStreetMap extract, and a walk to thirty doors in it. Without a file the demonstration town."""

import argparse
import resource
import sys
import tempfile
from pathlib import Path

from . import common

SECONDS = 6


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("extract", type=Path, nargs="?", help="an .osm.pbf; with --crs of its municipality")
    parser.add_argument("--crs", type=int, default=3006)
    given = parser.parse_args()
    with common.database(), tempfile.TemporaryDirectory() as folder:
        path = given.extract or _town(Path(folder))
        from kokong.kernel import tenancy
        from kokong.places import api

        row = api.create_municipality(code="9003", name="Import", crs=given.crs)
        with tenancy.scope(municipality_id=row.pk):
            first = common.times(lambda file: api.import_places(path=file), [path])
            again = common.times(lambda file: api.import_places(path=file), [path])
            ids = _thirty_doors()
            api.walking_order(dwelling_ids=ids)
            walks = common.times(lambda start: api.walking_order(dwelling_ids=ids, start=start), ids)
            size = f"{path.name}, {api.count():,} homes"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return common.report([
        _seconds(f"import of {size}", first[0], f", {memory:.0f} MB of memory"),
        _seconds("the same file again", again[0]),
        common.percentiles("walking order for 30 doors", walks, p99=100),
    ])  # fmt: skip


def _seconds(what: str, taken: float, more: str = "") -> common.Figure:
    return common.Figure(what, f"≤ {SECONDS} s", f"{taken / 1000:.1f} s{more}", taken <= 1000 * SECONDS)


def _town(folder: Path) -> Path:
    from kokong.simulation.town import build_town, write_osm_pbf

    write_osm_pbf(build_town(seed=1), folder / "havsvik.osm.pbf")
    return folder / "havsvik.osm.pbf"


def _thirty_doors() -> list[int]:
    from kokong.places import api

    middle = api.search(text="st", limit=1) or api.search(text="la", limit=1)
    found = api.neighbourhood(dwelling_id=middle[0].dwelling_id, at_least=29, limit=29)
    return [found.home.dwelling_id, *(n.dwelling_id for n in found.neighbours)]


if __name__ == "__main__":
    sys.exit(main())
