"""Import of an address register as Lantmäteriet delivers it: a GeoPackage with a million addresses."""

import argparse
import resource
import sys
import tempfile
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pyogrio
import shapely

from . import common

SECONDS, GIGABYTE = 180, 1024
SPACING_M = 25.0
WEST, MIDDLE = 552_000.0, 6_284_000.0  # in Kalmar, so that most of any number lies there


def register(path: Path, addresses: int) -> None:
    """Streets of sixteen numbers on a grid of farms, in the layout of `belagenhetsadress`, SWEREF 99 TM."""
    n = np.arange(addresses)
    street, place = np.divmod(n, common.HOMES_PER_STREET)
    names = np.array([first + last for first in common.FIRST for last in common.LAST], dtype=object)
    district, name = np.divmod(street, len(names))
    columns: dict[str, np.ndarray] = {
        "belagenhetsadress_objektidentitet": _texts(f"00000000-0000-0000-0000-{each:012}" for each in n),
        "adressplatstyp": np.full(addresses, "Gatuadressplats", dtype=object),
        "adressomrade_faststalltnamn": names[name],
        "adressplatsnummer": (place + 1).astype(str).astype(object),
        "kommundel_faststalltnamn": _texts(f"Del {each}" for each in district),
        "postnummer": (39_000 + district).astype(np.int32),
        "postort": np.full(addresses, "Kalmar", dtype=object),
        "statusforbelagenhetsadress": np.where(n % 50 == 0, "Reserverad", "Gällande").astype(object),
        "kommunkod": np.full(addresses, "0880", dtype=object),
    }
    east = WEST + SPACING_M * (place + 17 * (street % 100))
    row = street // 100
    north = MIDDLE + SPACING_M * 2 * (row - row.max() / 2)
    pyogrio.raw.write(
        path, shapely.to_wkb(shapely.points(east, north)), list(columns.values()), list(columns),
        layer="belagenhetsadress", driver="GPKG", geometry_type="Point", crs="EPSG:3006",
    )  # fmt: skip


def _texts(texts: object) -> np.ndarray:
    return np.array(list(texts), dtype=object)  # type: ignore[call-overload]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--addresses", type=int, default=1_000_000)
    wanted = parser.parse_args().addresses
    with common.database(), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "belagenhetsadress_kn0880.gpkg"
        maker = get_context("spawn").Process(target=register, args=(path, wanted))
        maker.start()  # by itself: what making it takes is not the import's
        maker.join()
        from kokong.kernel import tenancy
        from kokong.places import api

        row = api.create_municipality(code="0880", name="Kalmar", crs=3006)
        with tenancy.scope(municipality_id=row.pk):
            taken = common.times(lambda file: api.import_places(path=file), [path, path])
            homes = api.count()
    first, again = (each / 1000 for each in taken)
    size = f"{wanted:,} addresses, {homes:,} homes of them"
    return common.report([
        common.Figure(f"import of {size}", f"≤ {SECONDS} s", f"{first:.0f} s", first <= SECONDS),
        common.Figure("the same file again", f"≤ {SECONDS} s", f"{again:.0f} s", again <= SECONDS),
        common.Figure("memory at its most", f"≤ {GIGABYTE} MB", f"{_memory():.0f} MB", _memory() <= GIGABYTE),
    ])  # fmt: skip


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
