"""Every address of `ogc`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import data, page

INSIDE: Final = {
    "ogc:landing": page("layers.read"),
    "ogc:api": page("layers.read"),
    "ogc:conformance": page("layers.read"),
    "ogc:collections": page("layers.read"),
    "ogc:collection": page("layers.read"),
    "ogc:schema": data("layers.read"),
    "ogc:items": page("layers.read"),
    "ogc:item": page("layers.read"),
}
