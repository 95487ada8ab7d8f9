"""What an address is used for, by OpenStreetMap's tags, and whether somebody may live there. Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

Doubt = Literal["home", "doubtful", "never"]

# Nobody lives at these, whatever the building is called.
_NEVER: Final[Mapping[str, frozenset[str]]] = {
    "amenity": frozenset({
        "police", "fire_station", "courthouse", "fuel", "school", "kindergarten", "university", "college",
        "hospital", "clinic", "townhall", "place_of_worship", "bank", "post_office", "library",
        "community_centre", "theatre", "cinema", "arts_centre", "parking", "car_wash", "prison",
        "ambulance_station", "recycling", "bus_station", "charging_station", "car_rental", "driving_school",
        "events_venue", "conference_centre", "exhibition_centre", "grave_yard", "crematorium", "fast_food",
        "nightclub", "casino", "childcare", "music_school", "language_school", "research_institute",
        "vehicle_inspection", "waste_transfer_station", "customs", "ranger_station", "public_building",
        "embassy", "studio", "toilets", "shelter", "marketplace",
    }),
    "tourism": frozenset({"museum", "gallery", "attraction", "information", "theme_park", "zoo", "viewpoint"}),
    "shop": frozenset({"supermarket", "mall", "department_store", "car", "car_repair", "doityourself",
                       "garden_centre", "wholesale", "trade", "furniture", "fuel"}),
    "office": frozenset({"government", "diplomatic"}),
    "leisure": frozenset({"sports_centre", "stadium", "swimming_pool", "fitness_centre", "ice_rink"}),
    "man_made": frozenset({"works", "wastewater_plant", "water_works", "water_tower"}),
    "railway": frozenset({"station", "halt"}),
    "aeroway": frozenset({"terminal", "hangar"}),
}  # fmt: skip
_ALL_NEVER: Final = ("emergency", "police", "military", "government")
_HOMES: Final = frozenset({"nursing_home", "social_facility", "retirement_home", "student_accommodation"})
KEYS: Final = (*_NEVER, *_ALL_NEVER, "craft", "healthcare", "club", "industrial")
_KEYS: Final = ("amenity", "shop", "office", "tourism", "craft", "healthcare", "club", "industrial")
# What says nothing of the building that it stands in or at.
_BESIDE: Final = frozenset({"parking", "charging_station", "recycling", "toilets", "shelter"})
# Buildings with several homes, above whatever is on the ground floor.
FLATS: Final = frozenset({"apartments", "dormitory", "apartment", "block", "tenement"})


def never(tags: Mapping[str, str]) -> str:
    """The use that rules a home out: "police", "fuel"; empty where none does."""
    for key, values in _NEVER.items():
        if (value := tags.get(key, "")) in values:
            return value
    return next((tags[key] if tags[key] != "yes" else key for key in _ALL_NEVER if _is(tags, key)), "")


def lends(tags: Mapping[str, str]) -> bool:
    """Whether a thing with these tags says what the building around it is used for."""
    return bool(never(tags)) and tags.get("amenity") not in _BESIDE


def use(tags: Mapping[str, str]) -> str:
    """What else an address is used for than to live at; empty where nothing says so."""
    if ruled_out := never(tags):
        return ruled_out
    if tags.get("amenity") in _HOMES:
        return ""
    return next((tags[key] if tags[key] != "yes" else key for key in _KEYS if _is(tags, key)), "")


def _is(tags: Mapping[str, str], key: str) -> bool:
    return tags.get(key, "no") not in {"no", "vacant", "disused", ""}


def doubt(
    tags: Mapping[str, str], *, building: str, flats_listed: bool, lent: Mapping[str, str] = MappingProxyType({})
) -> Doubt:
    """Whether somebody lives at an address with these tags, in a building of this `building=*` with the tags
    `lent`. What stands below flats rules out none of them, only its own address.

    >>> doubt({"amenity": "police"}, building="house", flats_listed=False)
    'never'
    >>> doubt({"shop": "florist"}, building="house", flats_listed=False)
    'doubtful'
    >>> doubt({}, building="apartments", flats_listed=False, lent={"amenity": "bank"})
    'doubtful'
    """
    said = {**lent, **tags}
    if flats_listed or not use(said):
        return "home"
    if never(tags if building in FLATS else said) or (_is(said, "amenity") and building not in FLATS):
        return "never"
    return "doubtful"
