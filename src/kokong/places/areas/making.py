"""Outlines from what is there: the homes of streets, a building."""

from collections.abc import Iterable

import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from .. import crs, layers
from .. import models as rows
from . import rules
from .values import AreaRefused, unfit


def of_streets(*, street_ids: Iterable[int]) -> BaseGeometry:
    """The ground that the homes of some streets span, street by street. Raises AreaRefused without any."""
    points: dict[int | None, list[tuple[float, float]]] = {}
    live = rows.Dwelling.objects.filter(street_id__in=set(street_ids), retired_at=None)
    for street_id, at in live.values_list("street_id", "location"):
        points.setdefault(street_id, []).append((at.x, at.y))
    if not points:
        raise AreaRefused(_("Choose streets that have homes. Nothing was changed."), field="streets")
    return shapely.union_all([rules.around_homes(each) for each in points.values()])


def of_homes(*, dwelling_ids: Iterable[int]) -> BaseGeometry:
    """The spots of some homes and nothing between them, so that exactly these lie in it (and who shares a spot).

    Raises AreaRefused without any.
    """
    points = rows.Dwelling.objects.filter(pk__in=set(dwelling_ids), retired_at=None)
    spots = sorted({(at.x, at.y) for at in points.values_list("location", flat=True)})
    if not spots:
        raise AreaRefused(_("Name homes of this municipality. Nothing was changed."), field="homes")
    return rules.at_homes(spots)


def of_building(*, building_id: int) -> BaseGeometry:
    """A building's ground and its homes' points. Raises AreaRefused where there is no such building."""
    row = rows.Building.objects.filter(pk=building_id).first()
    if row is None:
        raise AreaRefused(_("There is no such building in this municipality. Nothing was changed."))
    (outline,) = layers.to_metres(shapely.from_wkb([bytes(row.outline)]), crs.of_municipality())
    live = rows.Dwelling.objects.filter(building_id=building_id, retired_at=None)
    points = [(at.x, at.y) for at in live.values_list("location", flat=True)]
    try:
        return rules.around_building(outline, points)
    except shapely.errors.GEOSException as error:
        raise unfit("crossing") from error
