"""Codes of the rooms that the desk shows, in words and colours."""

from django import template

from kokong.desk import words
from kokong.incidents import api as incidents

register = template.Library()


@register.filter
def kind(code: str) -> str:
    """A burglary's kind of home."""
    return words.said(incidents.words.KINDS, code)


@register.filter
def entry(code: str) -> str:
    """A burglary's entry point."""
    return words.said(incidents.words.ENTRY_POINTS, code)


@register.filter
def state(code: str) -> str:
    """A burglary's state."""
    return words.said(incidents.words.STATES, code)


@register.filter
def attempt(completed: bool) -> str:
    """Completed or attempted."""
    return str(incidents.words.COMPLETED[completed])
