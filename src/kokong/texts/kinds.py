"""Kinds of text. News and advice are this room's own; other rooms declare theirs (walks, promises, campaigns)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokong.kernel import said

from . import rules
from .values import Text


@dataclass(frozen=True)
class Kind:
    """A kind of text.

    - `name`: a short word, kept with each text; `title`: how it is said.
    - `begun_here`: whether staff begin one on the page "Write a text". Else the room whose it is calls `write`.
    - `beside`: the public page that shows it beside other texts, where that isn't called as the kind is.
    - `both`: each text of it speaks for the municipality and the police. Else whoever writes one says so.
    - `page`: the address of what a text belongs to, by the text's number, for the way back; None for nothing.
    - `moved`: told of every move (`rules.Move`, "rewritten") with the text as it is after it, in the move's own
      transaction; what it raises undoes the move. It writes rows or emits an event of its room; it sends nothing.
    """

    name: str
    title: str | Promise
    begun_here: bool = False
    beside: str = ""
    both: bool = False
    page: Callable[[int], str | None] | None = None
    moved: Callable[[Text, str], None] | None = None


_KINDS: Final[dict[str, Kind]] = {}
TITLES: Final[dict[str, str | Promise]] = {}
"""How each kind is said, by its name."""


def declare_kind(kind: Kind) -> None:
    """Know a kind from now on; a room does this when its app is ready. Raises ValueError for too long a name."""
    if not 0 < len(kind.name) <= rules.LONGEST_KIND:
        raise ValueError(f"A kind's name has at most {rules.LONGEST_KIND} letters.")
    _KINDS[kind.name] = kind
    TITLES[kind.name] = kind.title
    said.declare(said.LogWords(values={"kind": {kind.name: kind.title}}))


def kind_of(name: str) -> Kind | None:
    """The kind of this name; None where nobody has declared it."""
    return _KINDS.get(name)


def title(name: str) -> str | Promise:
    """How a kind is said; a name that nobody declares any more is said as it is."""
    return TITLES.get(name, name)


def page_of(name: str) -> str:
    """The public page that shows texts of a kind."""
    known = kind_of(name)
    return known.beside if known is not None and known.beside else name


def shown_on(page: str) -> tuple[str, ...]:
    """The kinds that a public page shows."""
    return tuple(name for name in _KINDS if page_of(name) == page)


def begun_here() -> list[tuple[str, str | Promise]]:
    """The kinds that staff begin a text of, as a form's choices."""
    return [(kind.name, kind.title) for kind in _KINDS.values() if kind.begun_here]


declare_kind(Kind("news", _("News"), begun_here=True))
declare_kind(Kind("advice", _("Advice"), begun_here=True))
declare_kind(Kind("foreword", _("Words before an article"), beside="advice"))
