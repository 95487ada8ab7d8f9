"""What the maps of a home with an alarm show, as GeoJSON."""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel.looks import Look, Symbol

from ..values import Account
from .page import Page
from .parts import where
from .surroundings import Degrees, Surroundings

Feature = dict[str, Any]
ALARM: Final = Look(
    "alarm",
    {
        "home": Symbol(gettext_lazy("Alarm"), fill="amber", edge="ink", mark="home", ink="coal", size=11),
        "danger": Symbol(
            gettext_lazy("Alarm, danger"), fill="red", edge="paper", mark="home", ink="paper", size=12
        ),
        "zone": Symbol(gettext_lazy("Detector"), edge="ink", size=10, width=2),
        "reported": Symbol(gettext_lazy("Where the panel reports from"), edge="ink", mark="dot", size=7),
    },
)
WAY: Final = Look("way", {"way": Symbol("", "square", edge="pine", width=2, depth=0, dashed=True)}, area=True)


def collection(features: list[Feature]) -> Feature:
    """As maps take it."""
    return {"type": "FeatureCollection", "features": features}


def of_alarm(page: Page, lies: Surroundings | None) -> list[Feature]:
    """The home with its way to the street, the detectors that reported by their order, and where messages say
    they are from.
    """
    state = "danger" if page.rescue_now else "home"
    found = _home(page.account, page.kind, state, lies)
    places = placed(page.account, lies)
    for fired in page.fired:
        if fired.zone.number in places:
            label = " ".join(part for part in (fired.zone.number, fired.zone.name) if part)
            one = point(places[fired.zone.number], label, fired.zone.where, "zone")
            found.append(one | {"properties": one["properties"] | {"order": str(fired.order)}})
    sent = {(r.event.lon, r.event.lat): r for r in page.reported if r.event.lon is not None}
    return found + [point((lon, lat), r.kind, r.zone, "reported") for (lon, lat), r in sent.items()]


def of_account(account: Account, lies: Surroundings | None) -> list[Feature]:
    """The home with its way to the street, and detectors beside the wall of their side; what was pointed out on
    the map is in the page's form.
    """
    found, places = _home(account, _("The home"), "home", lies), placed(account, lies)
    for one in account.detectors:
        if one.zone in places and one.lon is None:
            mark = point(places[one.zone], one.name or one.zone, where(one), "zone")
            found.append(mark | {"properties": mark["properties"] | {"order": one.zone}})
    return found


def placed(account: Account, lies: Surroundings | None) -> dict[str, Degrees]:
    """Where detectors are on the map, by their numbers."""
    if lies is not None:
        return lies.placed(account.detectors)
    pointed = [(one.zone, one.lon, one.lat) for one in account.detectors]
    return {zone: (lon, lat) for zone, lon, lat in pointed if lon is not None and lat is not None}


def point(at: tuple[float | None, float | None], label: str, detail: str, state: str) -> Feature:
    """Something at a place."""
    properties = {"kind": ALARM.kind, "state": state, "label": label, "detail": detail}
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": list(at)}, "properties": properties}


def _home(account: Account, detail: str, state: str, lies: Surroundings | None) -> list[Feature]:
    if account.lon is None or account.lat is None:
        return []
    found = [point((account.lon, account.lat), account.address, detail, state)]
    if lies is not None:
        words = {"kind": WAY.kind, "label": lies.street}
        line = {"type": "LineString", "coordinates": [lies.entrance, lies.way]}
        found.append({"type": "Feature", "geometry": line, "properties": words})
    return found
