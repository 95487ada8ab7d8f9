"""Where something stands that has no address of its own: pointed out on the map, or at an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, isfinite
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from kokong.kernel.errors import UserError
from kokong.kernel.fields import Point
from kokong.kernel.widgets import Address, AddressSearch

from . import crs, finding, homes

BESIDE_M: Final = 1000.0


@dataclass(frozen=True)
class Position:
    """What came from the form: the spot as `"lon,lat"`, the spot as the form showed it, and the address sought."""

    spot: str
    was: str
    address: Address


class PositionInput(AddressSearch):
    """An address search with a map below it; a click on the map says where."""

    template_name = "places/widgets/position.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template shows. `value` may be a Point in metres, as it is stored."""
        position = shown(value) if isinstance(value, Point) else value
        context = super().get_context(name, position.address if position else None, attrs)
        bounds = ",".join(f"{each:.5f}" for each in homes.bounds() or ())
        return {**context, "position": position, "bounds": bounds}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The spot and the address as they were sent."""
        sought = super().value_from_datadict(data, files, name)
        return Position(str(data.get(f"{name}_spot", "")), str(data.get(f"{name}_was", "")), sought)


class PositionField(forms.Field):
    """Cleans to a Point in metres, which lies in the municipality.

    The spot on the map counts before the address, unless only the address was changed (as happens without script).
    """

    widget = PositionInput

    def clean(self, value: Any) -> Point | None:
        """The point; None when the field is optional and nothing was said."""
        point = _point(value) if value else None
        self.validate(point)
        if point is not None and homes.nearest(point=point, within_m=BESIDE_M) is None:
            raise forms.ValidationError(_("That is outside the municipality, or far from every home in it."))
        return point


def shown(point: Point) -> Position:
    """A stored point as the form has it."""
    lon, lat = homes.degrees(point.x, point.y)
    spot = f"{float(lon):.7f},{float(lat):.7f}"
    return Position(spot, spot, Address(None, ""))


def metres(*, lon: float, lat: float) -> Point:
    """Degrees as a Point in the municipality's coordinate system; infinite where they have no place there."""
    x, y = crs.convert(lon, lat, source=crs.DEGREES, target=crs.of_municipality())
    return Point(float(x), float(y))


def _point(value: Position) -> Point | None:
    sought = value.address.dwelling_id or value.address.text
    return _addressed(value.address) if sought and value.spot == value.was else _pointed(value.spot)


def _pointed(spot: str) -> Point | None:
    if not spot:
        return None
    try:
        lon, lat = map(float, spot.split(","))
        point = metres(lon=lon, lat=lat)
    except ValueError:
        point = Point(inf, inf)
    if not all(map(isfinite, point)):
        raise forms.ValidationError(_("That is no place on the map. Point it out once more."))
    return point


def _addressed(sought: Address) -> Point:
    home = homes.by_ids([sought.dwelling_id]).get(sought.dwelling_id) if sought.dwelling_id else None
    try:
        home = home or finding.the_one(text=sought.text[:300])
    except UserError as error:
        raise forms.ValidationError(error.message) from error
    return Point(home.x, home.y)
