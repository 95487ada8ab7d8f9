"""Every address of `places`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import act, data, page

INSIDE: Final = {
    "places:search": data("places.search"),
    "places:tiles": data("places.map"),
    "places:basemap": data("places.map"),
    "places:layer": data("layers.read"),
    "places:edge": data("places.map"),
    "places:quiet": page("do_not_visit.edit"),
    "places:quiet-home": page("do_not_visit.edit"),
    "places:unquiet": act("do_not_visit.edit"),
    "areas:list": page("area.see"),
    "areas:area": page("area.see"),
    "areas:homes": page("area.see"),
    "areas:features": data("area.see"),
    "areas:draw": page("area.edit"),
    "areas:streets": page("area.edit"),
    "areas:building": page("area.edit"),
    "areas:upload": page("area.edit"),
    "areas:choose": page("area.edit"),
    "areas:outline": page("area.edit"),
    "areas:rename": act("area.edit", name="Södra Malmen"),
    "areas:retire": act("area.edit"),
    "areas:restore": act("area.edit"),
}
