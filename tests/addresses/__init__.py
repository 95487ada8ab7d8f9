"""Every address of the site, who may ask it, and what it takes: one line for each pattern of the URLconf.

Each room has its file here. A pattern without a line fails the tests that walk them: who may see a new page
is decided here, not by chance.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

from django.conf import settings
from django.urls import URLResolver, get_resolver

from tests.addresses.kinds import ANYBODY, SIGNED_IN, Address, page
from tests.addresses.sign_in import SIGN_IN

Parts = tuple[str, ...]


def _all(name: str) -> dict[str, Address]:
    """What the rooms' files have under this name, in the order of their names."""
    files = sorted(each.stem for each in Path(__file__).parent.glob("[a-z]*.py"))
    rooms = [import_module(f"{__name__}.{stem}") for stem in files]
    return {address: kind for room in rooms for address, kind in getattr(room, name, {}).items()}


OUTSIDE: Final = _all("OUTSIDE")  # they know no municipality, or the one that their link names
INSIDE: Final = _all("INSIDE")
ADDRESSES: Final[Mapping[str, Address]] = OUTSIDE | INSIDE


def patterns() -> dict[str, Parts]:
    """Every pattern of the URLconf by name, and the names of its parts."""
    return _patterns(settings.ROOT_URLCONF)


@cache
def _patterns(urlconf: str) -> dict[str, Parts]:
    """Walked once, for thousands who ask."""
    return dict(_walk(get_resolver(urlconf)))


def _walk(
    resolver: URLResolver, room: str = "", parts: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in resolver.url_patterns:
        known = parts + tuple(each.pattern.regex.groupindex)
        if isinstance(each, URLResolver):
            yield from _walk(each, f"{room}{each.namespace}:" if each.namespace else room, known)
        else:
            yield f"{room}{each.name}", known


__all__ = ["ADDRESSES", "ANYBODY", "INSIDE", "OUTSIDE", "SIGNED_IN", "SIGN_IN", "Address", "page", "patterns"]
