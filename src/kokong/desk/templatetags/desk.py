"""Codes of the rooms that the desk shows, in words and colours."""

from django import template

from kokong.desk import words
from kokong.incidents import api as incidents
from kokong.measures.cocoons import api as cocoons

register = template.Library()

TONES = {
    "talked": "success",
    "card_left": "accent",
    "no_answer": "warning",
    "come_back": "warning",
    "declined": "neutral",
    "not_reachable": "warning",
    "no_such_address": "neutral",
}


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


@register.filter
def reason(code: str) -> str:
    """Why a door was chosen."""
    return words.said(cocoons.words.REASONS, code)


@register.filter
def outcome(code: str | None) -> str:
    """What became of a visit."""
    return cocoons.words.outcome(code)


@register.filter
def outcome_tone(code: str | None) -> str:
    """The colour of an outcome's tag."""
    return TONES.get(code or "", "neutral")


@register.filter
def door_state(code: str) -> str:
    """What is to happen at a door."""
    return words.said(cocoons.words.STATES, code)


@register.filter
def drop_reason(code: str) -> str:
    """Why a door was left out."""
    return words.said(cocoons.words.DROP_REASONS, code)


@register.filter
def quiet_reason(code: str) -> str:
    """Why nobody knocks."""
    return words.said(cocoons.words.DO_NOT_VISIT_REASONS, code)


@register.filter
def period(code: str) -> str:
    """A period of the map."""
    return words.said(words.PERIODS, code)
