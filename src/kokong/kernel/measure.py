"""What a measure of the method declares of itself, once; settings, addresses, pages and processes read it here.

A measure is a folder of `kokong.measures` with a `measure.py` in which `MEASURE` stands. Nothing else lists it.
The declaration is data: what needs the database or a page is named ("kokong.measures.signs.today:day") and loaded
when it is wanted, so that settings and the command line can read declarations before Django is ready.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

from django.utils.functional import Promise

from .folders import HOME, names
from .navigation import Item

__all__ = ["HOME", "Figure", "Measure", "each", "everyone", "load", "names", "scenes"]


@dataclass(frozen=True)
class Figure:
    """What the page of the method says of a measure: one figure, what it counts, and how much waits."""

    value: str
    words: str
    waits: int = 0
    url: str = ""


@dataclass(frozen=True)
class Measure:
    """One part of the method. `name` is its folder and the label of its tables.

    `part` is the place on the ring (`desk.method.PARTS`). Roles that `may` do each action are of `people.rules`.
    `urls` are pairs of an address's beginning and a URLconf, `api` of a beginning and a router. `own_scope` is how
    addresses begin of pages that work in the municipality that their link names, whoever is signed in.

    Of what is loaded by name: `keeping` has `RULES` and `declare_what_stays()`; `log_words` is a
    `said.LogWords`; `layers` are of `features`, `looks` of what only this measure's own maps show;
    `subjects`, what phones record, are `field.api.Subject`s; `kinds` of message are `sending.api.Kind`s;
    `importers`, the kinds of files that it takes, are `intake.api.Importer`s; `pictures`, what it has photos of,
    are `pictures.api.Subject`s; `public`, pages for everybody, are `kernel.public.Page`s;
    `today(actor, now)` gives a `today.Day`; `at_home(dwelling_id, actor, now)` gives `today.Line`s;
    `at_owner(actor, now)` gives the `today.Panel`s with which it asks whoever speaks for an owner, under the
    address that they have proven, and takes their answers;
    `year(actor, since, until)` gives the `year.Item`s of days from `since` up to `until`;
    `at_burglary(burglary, actor, now)` a `shown.Part` of its page, `on_map(actor, now)` a `shown.OnMap`;
    `of_burglaries` is a `shown.Beside`, columns in their list; `outcomes` are `shown.Said` by the code that a
    delivery of this measure ends with; `start(request)` gives the name of the page where this person works if they
    have no desk, or ""; `figure(actor, now)` a Figure;
    `processes(here)` the words of the command by name; `doctor(here)` findings; `ready()` is called last, when
    Django is. `delivers` says its kinds of delivery in words.
    `scene(stage)` plays its part of the demonstration (`kernel.scene`), those with a smaller `scene_order` first;
    `epilogue(stage)` plays what looks back at it, once the worker has written down what was delivered.
    `leave(address, now)` ends what whoever has proven this address has begun in it themselves, and says how much.
    `diary(since, until)` gives the `diary.Record`s of that time: its documents, for the authority's register.

    Two things are read without Django, and so by their file: what the roles of the database may do with tables,
    `grants.py` (`kernel.grants`), and the typer group `commands` of the command line, `commands.py`.
    """

    name: str
    title: str | Promise
    part: str
    icon: str
    may: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rail: Sequence[Item] = ()
    urls: Sequence[tuple[str, str]] = ()
    api: Sequence[tuple[str, str]] = ()
    own_scope: Sequence[str] = ()
    keeping: str = ""
    log_words: str = ""
    layers: Sequence[str] = ()
    looks: Sequence[str] = ()
    subjects: Sequence[str] = ()
    importers: Sequence[str] = ()
    kinds: Sequence[str] = ()
    pictures: Sequence[str] = ()
    public: Sequence[str] = ()
    today: str = ""
    year: str = ""
    at_home: str = ""
    at_owner: str = ""
    at_burglary: str = ""
    on_map: str = ""
    of_burglaries: str = ""
    outcomes: str = ""
    start: str = ""
    figure: str = ""
    processes: str = ""
    doctor: str = ""
    ready: str = ""
    delivers: Mapping[str, str | Promise] = field(default_factory=dict)
    scene: str = ""
    scene_order: int = 50
    epilogue: str = ""
    diary: str = ""
    leave: str = ""

    @property
    def package(self) -> str:
        """The folder as Python names it."""
        return f"{HOME}.{self.name}"


@cache
def everyone() -> tuple[Measure, ...]:
    """All declarations, by name."""
    return tuple(import_module(f"{HOME}.{name}.measure").MEASURE for name in names())


def load(name: str) -> Any:
    """What is called `package.module:attribute`, or the module alone without a colon."""
    module, _, attribute = name.partition(":")
    found = import_module(module)
    return getattr(found, attribute) if attribute else found


def scenes() -> Sequence[tuple[Measure, Any]]:
    """The measures' scenes in the order in which they are played."""
    return sorted(each("scene"), key=lambda found: (found[0].scene_order, found[0].name))


def epilogues() -> Sequence[tuple[Measure, Any]]:
    """What looks back at the scenes, by the measures' names."""
    return sorted(each("epilogue"), key=lambda found: found[0].name)


def each(what: str) -> Iterator[tuple[Measure, Any]]:
    """Every measure that names something for `what` ("today"), and what that is."""
    for measure in everyone():
        if name := getattr(measure, what):
            yield measure, load(name)
