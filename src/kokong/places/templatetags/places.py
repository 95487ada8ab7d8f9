"""`{% load places %}`: who made the ground that maps show."""

from django import template

from kokong.places import api

register = template.Library()


@register.simple_tag
def attribution() -> str:
    """The credit of the map's ground, as its licence asks; empty where nothing was imported."""
    return api.attribution()
