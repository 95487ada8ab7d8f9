"""What the fields and coordinate systems of a file of addresses are called."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIELDS: Final[dict[str, Promise]] = {
    "street": _("Street"),
    "number": _("House number"),
    "letter": _("Letter of the number"),
    "unit": _("Flat"),
    "stairwell": _("Stairwell"),
    "floor": _("Floor"),
    "postcode": _("Postcode"),
    "locality": _("Town"),
    "district": _("Part of the municipality"),
    "x": _("East"),
    "y": _("North"),
    "lon": _("Longitude"),
    "lat": _("Latitude"),
    "id": _("Id in the register"),
    "status": _("Status"),
    "municipality": _("Municipality’s name or code"),
    "farm": _("Farm’s address area"),
    "named": _("Name in place of a number"),
    "entrance": _("Addition of position"),
    "entrance_number": _("Its number"),
    "kind": _("Kind of home"),
}
SYSTEMS: Final[dict[int, str]] = {
    3006: "SWEREF 99 TM", 3007: "SWEREF 99 12 00", 3008: "SWEREF 99 13 30", 3009: "SWEREF 99 15 00",
    3010: "SWEREF 99 16 30", 3011: "SWEREF 99 18 00", 3012: "SWEREF 99 14 15", 3013: "SWEREF 99 15 45",
    3014: "SWEREF 99 17 15", 3015: "SWEREF 99 18 45", 3016: "SWEREF 99 20 15", 3017: "SWEREF 99 21 45",
    3018: "SWEREF 99 23 15", 3021: "RT 90 2.5 gon V", 4326: "WGS 84",
}  # fmt: skip
STATES: Final[dict[str, Promise]] = {"ours": _("Our municipality"), "leave": _("Leave these rows out")}
