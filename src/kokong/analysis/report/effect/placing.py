"""Where the areas of a file lie: a pair of coordinates for each, the same in all its rows."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from kokong.analysis.words import gettext as _
from kokong.tables import number

from ...effect.errors import BadFile
from ...effect.values import Floats, Ints

METRES_IN_A_DEGREE: Final = 111_320.0
SAME_PLACE: Final = 1e-6  # of what areas lie apart: rounding in a spreadsheet


def coordinate(text: str, line: int) -> float:
    """A coordinate of a row. Raises BadFile for what is none."""
    try:
        value = number(text)
    except ValueError:
        value = None
    if value is None or not abs(value) < 1e8:
        raise BadFile(_("Row %(row)d: “%(text)s” is not a coordinate.") % {"row": line, "text": text.strip()})
    return value


def places(x: Sequence[float], y: Sequence[float], unit_of: Ints, units: Ints) -> Floats:
    """Areas × 2, in metres (or feet, as given); longitude and latitude are laid flat.

    Raises BadFile where an area lies in two places, or all areas lie in one.
    """
    at = _flat(np.column_stack([x, y]))
    first = np.empty((len(units), 2))
    first[unit_of[::-1]] = at[::-1]
    spread = float(np.ptp(first, axis=0).max())
    if spread <= 0:
        raise BadFile(_("All areas have the same coordinates. Give each area's own, or leave the columns out."))
    moved = np.flatnonzero(np.abs(at - first[unit_of]).max(axis=1) > SAME_PLACE * spread)
    if moved.size:
        area = units[unit_of[moved[0]]]
        raise BadFile(
            _("%(area)s lies in two places. Give an area the same coordinates in all rows.") % {"area": area}
        )
    return first


def _flat(at: Floats) -> Floats:
    """Degrees as metres around the middle; what isn't within a globe's degrees is metres already."""
    if not (np.abs(at[:, 0]).max() <= 180 and np.abs(at[:, 1]).max() <= 90):
        return at
    middle = np.cos(np.radians(at[:, 1].mean()))
    return np.asarray(at * METRES_IN_A_DEGREE * [middle, 1.0], dtype=np.float64)
