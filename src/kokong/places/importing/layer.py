"""Rows of a map file's layer as pyogrio reads them: the places of their shapes, and their cells. Pure."""

from typing import Any

import numpy as np
import shapely


def inner(wkb: Any) -> list[tuple[float, float] | None]:
    """A point inside each shape (WKB), in the file's system; None where a row has none, or nothing is in it."""
    points = shapely.point_on_surface(shapely.from_wkb(wkb, on_invalid="ignore"))
    points[shapely.is_empty(points)] = None
    x, y = shapely.get_x(points), shapely.get_y(points)
    there = np.isfinite(x) & np.isfinite(y)
    return [(a, b) if fine else None for a, b, fine in zip(x.tolist(), y.tolist(), there.tolist(), strict=True)]


def cell(value: Any) -> Any:
    """A cell as a value of Python's; a list joined to text."""
    if isinstance(value, np.ndarray | list | tuple):
        return ", ".join(str(each) for each in map(plain, value) if each != "")
    return value.item() if isinstance(value, np.generic) else value


def plain(value: Any) -> str | bool | int | float:
    """A cell as text, truth value or number."""
    value = cell(value)
    if value is None or value != value:  # noqa: PLR0124 NaN
        return ""
    return value if isinstance(value, str | bool | int | float) else str(value)
