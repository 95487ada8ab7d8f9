"""Pages that a measure has for everybody, without sign-in. Each is shown once a coordinator has published it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from . import measure
from .pages import Words

START: Final = "/public/"
"""Where their addresses begin."""


@dataclass(frozen=True)
class Page:
    """A public page. `name` ends its address; `says` tells a coordinator what it shows, and what it doesn't.

    `show(now)` gives what `template` (which extends "public/page.html") shows of the municipality in scope:
    figures, streets and words of our own; no person, no home, no text that somebody wrote about either.
    """

    name: str
    title: Words
    says: Words
    template: str
    show: Callable[[datetime], Mapping[str, Any]]


def pages() -> tuple[Page, ...]:
    """All that the measures declare, in the order of the measures."""
    return tuple(measure.load(name) for one in measure.everyone() for name in one.public)


def page(name: str) -> Page | None:
    """One by its name."""
    return next((each for each in pages() if each.name == name), None)
