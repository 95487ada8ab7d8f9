"""What the fields of an account can be. Each check gives the value to keep, or raises FieldProblem."""

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from kokong import dc09

from .. import models as rows
from .. import words
from ..values import FieldProblem

TRANSPORTS: Final = ("any", "tcp", "udp")
INTERVAL_S: Final = (1, 90 * 24 * 3600)
LONGEST_NOTES: Final = 4000
CLOCK_S: Final = 12 * 3600  # less than the day for which ciphertexts are remembered, so that none is taken twice
LONGEST_ZONE: Final = 8
MOST_ZONES: Final = 256
FLOORS: Final = (-3, 60)
FARTHEST_ZONE_M: Final = 150.0  # a zone stands at the home or in its garden
METRES_A_DEGREE: Final = 111_320.0
_hexadecimal = re.compile(r"[0-9A-Fa-f]+").fullmatch
_account = re.compile(r"[0-9A-Za-z]{1,16}").fullmatch


def account(text: str) -> None:
    """An account's number: most have digits alone, some letters beyond hexadecimal ones."""
    if not _account(text):
        message = _("The account is 1 to 16 digits and letters (0–9, A–Z). Nothing was changed.")
        raise FieldProblem(message, field="account")


def hexadecimal(name: str, text: str) -> None:
    """A receiver's or line's number: up to six hexadecimal digits."""
    if len(text) > 6 or not _hexadecimal(text):
        words = {"receiver": _("The receiver number"), "line": _("The line number")}
        message = _("%(what)s is 1 to %(most)d hexadecimal digits (0–9, A–F). Nothing was changed.")
        raise FieldProblem(message % {"what": words[name], "most": 6}, field=name)


def transport(text: str) -> str:
    """How a panel sends."""
    if text not in TRANSPORTS:
        raise FieldProblem(_("The transport is tcp, udp or any."), field="transport")
    return text


def interval(seconds: int | None) -> int | None:
    """Seconds between polls; None for a panel that nobody watches."""
    least, most = INTERVAL_S
    if seconds is not None and not least <= seconds <= most:
        message = _("The interval is from %(least)d to %(most)d seconds; leave it out for none.")
        raise FieldProblem(message % {"least": least, "most": most}, field="interval_s")
    return seconds


def quirks(flags: int) -> int:
    """Departures from the format, as `dc09.Quirk`."""
    if not 0 <= flags <= int(dc09.Quirk.CR_COUNTED | dc09.Quirk.BINARY_CRC):
        raise FieldProblem(_("There is no such departure from the format."), field="quirks")
    return flags


def centre(centre_id: int | None) -> int | None:
    """A centre that there is; None for the municipality itself."""
    if centre_id is not None and not rows.Centre.objects.filter(pk=centre_id).exists():
        raise FieldProblem(_("There is no such alarm centre."), field="centre_id")
    return centre_id


def within(name: str, least: int, most: int) -> Callable[[int], int]:
    """A check that the field `name` is a number between these."""

    def check(value: int) -> int:
        if not least <= value <= most:
            raise FieldProblem(_("From %(least)d to %(most)d.") % {"least": least, "most": most}, field=name)
        return value

    return check


def plan(plan: Mapping[str, Any]) -> dict[str, Any]:
    """`{"text": str, "zones": [{"zone", "name", "outdoor", …}]}`, each zone as `Detector` without what is empty.

    Zones lose leading zeros, as events do. Raises FieldProblem.
    """
    zones = [zone(one) for one in plan.get("zones", ()) if str(one.get("zone", "")).strip()]
    twice = [number for number, n in Counter(one["zone"] for one in zones).items() if n > 1]
    if twice:
        message = _("Zone %(zone)s is there twice. Nothing was changed.")
        raise FieldProblem(message % {"zone": twice[0]}, field="zones")
    if len(zones) > MOST_ZONES:
        message = _("A panel has at most %(most)d zones here. Nothing was changed.")
        raise FieldProblem(message % {"most": MOST_ZONES}, field="zones")
    return {"text": str(plan.get("text", "")).strip()[:LONGEST_NOTES], "zones": zones}


def zone(given: Mapping[str, Any]) -> dict[str, Any]:
    """One zone, checked; what is empty is left out. Raises FieldProblem."""
    number = str(given["zone"]).strip().upper().lstrip("0") or "0"
    if len(number) > LONGEST_ZONE:
        raise _zone_problem(number[:LONGEST_ZONE], _("a zone's number is short, as the panel sends it"))
    kind, side = str(given.get("kind") or ""), str(given.get("side") or "")
    if kind and kind not in words.ZONE_KINDS:
        raise _zone_problem(number, _("there is no such kind of zone"))
    if side and side not in words.SIDES:
        raise _zone_problem(number, _("a side is front, rear, left or right"))
    known = {"kind": kind, "side": side, **_floor(number, given.get("floor")), **_point(number, given)}
    name, outdoor = str(given.get("name", "")).strip()[:80], bool(given.get("outdoor")) or kind == "outdoor"
    return {
        "zone": number, "name": name, "outdoor": outdoor,
        **{key: value for key, value in known.items() if value != ""},
    }  # fmt: skip


def near(zones: Sequence[Mapping[str, Any]], lon: float | None, lat: float | None) -> None:
    """Zones that were pointed out lie near the home. Raises FieldProblem."""
    for one in zones:
        if "lon" not in one:
            continue
        if lon is None or lat is None:
            raise _zone_problem(one["zone"], _("a place on the map needs the home's address first"))
        metres = METRES_A_DEGREE * math.hypot((one["lon"] - lon) * math.cos(math.radians(lat)), one["lat"] - lat)
        if metres > FARTHEST_ZONE_M:
            raise _zone_problem(one["zone"], _("that place is too far from the home"))


def _floor(number: str, floor: Any) -> dict[str, int]:
    if floor is None or floor == "":
        return {}
    if isinstance(floor, bool) or not isinstance(floor, int) or not FLOORS[0] <= floor <= FLOORS[1]:
        raise _zone_problem(number, _("there is no such floor"))
    return {"floor": floor}


def _point(number: str, given: Mapping[str, Any]) -> dict[str, float]:
    lon, lat = given.get("lon"), given.get("lat")
    if lon is None and lat is None:
        return {}
    try:
        point = {"lon": round(float(lon), 7), "lat": round(float(lat), 7)}  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise _zone_problem(number, _("a place on the map is a longitude and a latitude")) from None
    if not (abs(point["lon"]) <= 180 and abs(point["lat"]) <= 90):
        raise _zone_problem(number, _("a place on the map is a longitude and a latitude"))
    return point


def _zone_problem(number: str, why: str) -> FieldProblem:
    message = _("Zone %(zone)s: %(why)s. Nothing was changed.") % {"zone": number, "why": why}
    return FieldProblem(message, field="zones")
