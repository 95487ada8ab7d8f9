"""`{% load places %}`: the ground that maps are drawn on."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kokong.places import api
from kokong.places.areas import words

register = template.Library()


@register.simple_tag
def ground(tiles: str = "") -> SafeString:
    """What `<kk-map>` is told to draw underneath: our own tiles, and the base map where the installation has one.

    `tiles`: where the tiles are, for those who don't get them from the map's usual address.
    """
    found = api.ground()
    attributes = format_html('data-attribution="{}" data-tiles="{}"', found.attribution, tiles or found.tiles)
    return format_html('{} data-pmtiles="{}"', attributes, found.base) if found.base else attributes


@register.filter
def ground_size(square_metres: float) -> str:
    """How large a piece of ground is: "0.4 ha", "12 km²"."""
    return words.size(square_metres)
