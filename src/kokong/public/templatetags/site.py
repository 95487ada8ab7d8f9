"""Addresses within a site, for the templates of every room that has pages there: `{% load site %}`."""

from typing import Any

from django import template

from kokong.public.values import Site

register = template.Library()


@register.simple_tag(takes_context=True)
def to(context: dict[str, Any], *parts: str, language: str = "") -> str:
    """The address of a page of the site, in the reader's language: `{% to page.name text.slug %}`; or of home.

    `language` leads to a text that there is in another one.
    """
    site: Site = context["site"]
    return site.address(*parts, language=language or context["language"])
