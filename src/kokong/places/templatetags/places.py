"""`{% load places %}`: the ground that maps are drawn on."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kokong.kernel import installation
from kokong.places import api
from kokong.places.areas import words

register = template.Library()


@register.simple_tag
def ground(tiles: str = "") -> SafeString:
    """What `<kk-map>` is told to draw underneath: our own tiles, and the base map where the installation has one.

    `tiles`: where the tiles are, for those who don't get them from the map's usual address.
    """
    attributes = format_html(
        'data-attribution="{}" data-tiles="{}"',
        api.attribution(),
        tiles or _every(reverse("places:tiles", args=(0, 0, 0))),
    )
    base = installation.current().basemap
    if base is None or not base.is_file():
        return attributes
    return format_html('{} data-pmtiles="{}"', attributes, reverse("places:basemap"))


def _every(address: str) -> str:
    return address.replace("0/0/0", "{z}/{x}/{y}")


@register.filter
def ground_size(square_metres: float) -> str:
    """How large a piece of ground is: "0.4 ha", "12 km²"."""
    return words.size(square_metres)
