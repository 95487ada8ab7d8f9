"""Texts on public pages: `{% load texts %}`."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kokong.texts.comparing import Piece
from kokong.texts.values import Words

register = template.Library()


@register.filter
def shown_on(words: Words, address: str) -> SafeString:
    """A text as everybody sees it on a public page at an address; its pictures lie below that."""
    return words.html_for_everybody(page=address.partition("?")[0])


@register.filter
def differing(pieces: Iterable[Piece]) -> SafeString:
    """What went struck out, what came underlined, and the rest as it is; no space that isn't in the text."""
    return format_html_join("", "{}", ((_marked(each),) for each in pieces))


def _marked(piece: Piece) -> str:
    if piece.kind == "same":
        return piece.text
    return format_html("<del>{}</del>" if piece.kind == "gone" else "<ins>{}</ins>", piece.text)
