"""The rail, and the menu of the account: each room says which page it offers to which roles."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Item:
    """One entry of the rail, or of the menu. `label` is translatable, `icon` a name in the icon sprite."""

    label: str | Promise
    view: str
    icon: str
    order: int
    roles: frozenset[str]
    menu: bool = False


@dataclass(frozen=True)
class Entry:
    """An item as the page shows it."""

    label: str
    url: str
    icon: str
    current: bool


_items: list[Item] = []

LENGTH: Final = 8
"""Entries that a rail has at most; who holds several roles finds the rest in the menu."""

ACROSS: Final = 5
"""Places on a phone's bar. Where there are more entries, the last place opens the rest."""


def offer(item: Item) -> None:
    """Add an item to the rail or the menu; a room does this in its AppConfig.ready."""
    if item not in _items:
        _items.append(item)


def context(request: HttpRequest) -> dict[str, Any]:
    """Template context: the signed-in person's rail, what of it a phone's bar has no place for, menu and actor."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"actor": None, "navigation": [], "rest": [], "menu": []}
    roles = actor.roles | {each.role for each in actor.on}  # also what one is for one record alone
    rail = entries(request.path, roles)
    return {
        "actor": actor,
        "navigation": rail,
        "rest": rail[ACROSS - 1 :] if len(rail) > ACROSS else [],
        "menu": entries(request.path, roles, menu=True),
    }


def entries(path: str, roles: frozenset[str], *, menu: bool = False) -> list[Entry]:
    """The rail (or menu) of a set of roles; the entry is marked whose address is the longest start of `path`.

    What one role has on its rail and another in its menu is on the rail for a person who is both, where there
    is room; what has none is in the menu.
    """
    theirs = [item for item in sorted(_items, key=lambda i: i.order) if roles & item.roles]
    rail = [item for item in theirs if not item.menu][:LENGTH]
    elsewhere = {item.view: item for item in theirs if item.view not in {on.view for on in rail}}
    offered = list(elsewhere.values()) if menu else rail
    shown = [(item, reverse(item.view)) for item in offered]
    under: Callable[[str], bool] = lambda url: path == url or (url != "/" and path.startswith(url))  # noqa: E731
    here = max((url for _, url in shown if under(url)), key=len, default=None)
    return [Entry(str(item.label), url, item.icon, url == here) for item, url in shown]
