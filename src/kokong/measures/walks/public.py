"""What everybody may know of walks: which ones come, and what came of those that were. Nobody is named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kokong.kernel import installation, tenancy
from kokong.kernel.models import Municipality
from kokong.kernel.public import Below, Dated, Document, Page
from kokong.meetings import api as meetings

from . import kinds, reading, route, rules, showing, words
from .values import Finding, Walk

CALENDAR_BACK: Final = timedelta(days=365)


@dataclass(frozen=True)
class Coming:
    """A walk that people may sign up for. `full`: whoever signs up now waits for a place."""

    walk: Walk
    when: str
    place: str
    full: bool
    link: str

    @property
    def slug(self) -> str:
        """What ends the address of its page."""
        return str(self.walk.id)


@dataclass(frozen=True)
class Line:
    """A finding as everybody reads it: its words were approved, its place is a street."""

    number: int
    about: Any
    street: str
    said: str
    state: Any
    tone: str
    answer: str
    holder: str
    until: Any
    due: Any
    photos: tuple[showing.Photo, ...] = ()


def show(now: datetime) -> Mapping[str, Any]:  # noqa: ARG001
    """Walks to come, and those that were with how many findings came to what."""
    found = reading.walks(states=("open", *rules.WALKED))
    return {
        "coming": [each for w in found if w.state == "open" and (each := _coming(w)) is not None],
        "past": [(w, str(w.id), outcome(reading.findings(walk_id=w.id)))
                 for w in reversed(found) if w.state in rules.WALKED],
        "ask": _link("walks-public:wish-for"),
        "programs": _link("open311:discovery", "json"),
    }  # fmt: skip


def one(slug: str, language: str, now: datetime) -> Mapping[str, Any] | None:  # noqa: ARG001
    """One walk, and each finding with its answer; None for one that nobody was told of."""
    found = _known(slug)
    if found is None:
        return None
    listed = [each for each in reading.findings(walk_id=found.id) if each.state != "joined"]
    return {
        "title": found.title,
        "walk": found,
        "coming": _coming(found) if found.state == "open" else None,
        "lines": lines(listed) if found.state in rules.WALKED else [],
        "outcome": outcome(listed),
        "minutes": rules.minutes(found.length_m),
        "stops": [route.name_of(line) for line in found.stops],
        "themes": [words.CATEGORIES[code] for code in found.themes],
    }


def coming(walk_id: int) -> Coming | None:
    """A walk that takes sign-ups; None for any other."""
    found = reading.walks(ids=[walk_id], states=["open"])
    return _coming(found[0]) if found else None


def lines(findings: Sequence[Finding]) -> list[Line]:
    """Findings as everybody reads them."""
    photos = showing.shown_of(finding_ids=[each.id for each in findings])
    return [
        Line(
            each.number, words.CATEGORIES[each.category], each.street, each.shown, words.FOUND[each.state],
            words.FOUND_TONES.get(each.state, "neutral"), each.said, each.holder, each.until,
            each.due if each.state == "asked" else None, photos.get(each.id, ()),
        )
        for each in findings
    ]  # fmt: skip


def outcome(findings: Sequence[Finding]) -> list[tuple[Any, int]]:
    """How many findings are in each state, in the order of the course."""
    states = [each.state for each in findings if each.state != "joined"]
    return [(words.FOUND[state], states.count(state)) for state in rules.FINDING.states() if state in states]


def _known(slug: str) -> Walk | None:
    number = int(slug) if slug.isdecimal() and len(slug) < 18 else 0
    found = reading.walks(ids=[number], states=("open", *rules.WALKED))
    return found[0] if found else None


def _coming(walk: Walk) -> Coming | None:
    held = kinds.the_walk(walk.id)
    event = meetings.event(held.id) if held is not None else None
    if event is None:
        return None
    return Coming(walk, event.when, event.place, event.full, _link("walks-public:sign-up", walk.id))


def _link(name: str, *parts: object) -> str:
    place = Municipality.objects.get(pk=tenancy.municipality_id())
    return installation.current().url + reverse(name, args=[place.code, *parts])


def _found(now: datetime, slug: str) -> Sequence[Document]:  # noqa: ARG001
    """Walks that the site's search finds, by their title and purpose."""
    language = Municipality.objects.get(pk=tenancy.municipality_id()).language
    every = [_known(slug)] if slug else list(reading.walks(states=("open", *rules.WALKED)))
    return [
        Document(str(w.id), language, w.title, w.purpose, gettext("Safety walk")) for w in every if w is not None
    ]


def _dates(now: datetime) -> Sequence[Dated]:
    """Walks for calendars, those that were called off too: who has one put down shall see it crossed out."""
    found = reading.walks(states=("open", *rules.WALKED, "cancelled"))
    held = [(walk, meeting) for walk in found if (meeting := kinds.the_walk(walk.id)) is not None]
    return [Dated(meeting.id, str(walk.id) if walk.state != "cancelled" else "")
            for walk, meeting in held if meeting.begins > now - CALENDAR_BACK]  # fmt: skip


WALKS: Final = Page(
    name="walks",
    title=_("Safety walks"),
    says=_(
        "Says which walks come and lets people sign up or ask for one; of those that were, each finding with its "
        "street, its approved words and its owner's answer, and photos that were approved one by one. It never "
        "names who walked or noted."
    ),
    template="walks/public/walks.html",
    show=show,
    below=Below("walks/public/walk.html", one),
    menu=45,
    searchable=_found,
    dates=_dates,
    picture=lambda number, _now: showing.jpeg(number),
)
