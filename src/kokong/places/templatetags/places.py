"""`{% load places %}`: what maps are drawn on and with, and where their layers are."""

import json
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kokong.kernel import looks
from kokong.places import api, asking
from kokong.places.areas import words

register = template.Library()


@register.simple_tag
def ground(tiles: str = "") -> SafeString:
    """What `<kk-map>` is told to draw with: our own tiles, the base map of the installation, and how things look.

    `tiles`: where the tiles are, for those who don't get them from the map's usual address.
    """
    found = api.ground()
    attributes = format_html(
        'data-attribution="{}" data-tiles="{}" data-looks="{}"',
        found.attribution,
        tiles or found.tiles,
        json.dumps(looks.told(), ensure_ascii=False, separators=(",", ":")),
    )
    if found.base:
        return format_html('{} data-pmtiles="{}"', attributes, found.base)
    return attributes if tiles else format_html('{} data-edge="{}"', attributes, reverse("places:edge"))


@register.simple_tag
def layer(name: str, **asked: Any) -> str:
    """The address of a layer, for `data-features`: `{% layer "burglaries" days=14 %}`."""
    return asking.address(name, **asked)


@register.filter
def ground_size(square_metres: float) -> str:
    """How large a piece of ground is: "0.4 ha", "12 km²"."""
    return words.size(square_metres)
