"""Texts on public pages: `{% load texts %}`."""

from django import template
from django.utils.safestring import SafeString

from kokong.texts.values import Words

register = template.Library()


@register.filter
def shown_on(words: Words, address: str) -> SafeString:
    """A text as everybody sees it on a public page at an address; its pictures lie below that."""
    return words.html_for_everybody(page=address.partition("?")[0])
