"""A cocoon's rounds as a PDF that somebody carries in the rain at night."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kokong.kernel import audit, documents, installation, tenancy
from kokong.kernel.models import Municipality
from kokong.kernel.templatetags.kokong import metres
from kokong.people import api as people
from kokong.places import api as places

from .. import doors as doors_of
from .. import rounds as rounds_of
from .. import rules, words
from ..contact import contact
from ..values import Cocoon, CocoonMissing, Contact, Door, Refused, Round, RoundMissing
from .leaflet import leaflet

TEMPLATE: Final = Path(__file__).with_name("round.typ")
LANGUAGES: Final = ("sv", "en")


def print_round(*, round_id: int, language: str | None = None) -> bytes:
    """One round as a PDF; the municipality's language unless another is asked for. Logged.

    Raises RoundMissing, or Refused once the addresses were cleared.
    """
    found = rounds_of.round_of(round_id=round_id)
    if found is None:
        raise RoundMissing(_("There is no such round."))
    cocoon = doors_of.cocoon(cocoon_id=found.cocoon_id)
    assert cocoon is not None
    return _pdf(cocoon, [(found, rounds_of.round_doors(round_id=round_id))], language)


def print_cocoon(*, cocoon_id: int, language: str | None = None, now: datetime | None = None) -> bytes:
    """All active rounds of a cocoon as one PDF; all its open doors where there is no round. Logged."""
    cocoon = doors_of.cocoon(cocoon_id=cocoon_id)
    if cocoon is None:
        raise CocoonMissing(_("There is no such cocoon in this municipality."))
    active = rounds_of.rounds_of(cocoon_ids=[cocoon_id], now=now or timezone.now())[cocoon_id]
    parts = [(found, rounds_of.round_doors(round_id=found.id)) for found in active]
    return _pdf(cocoon, parts or [(None, doors_of.doors(cocoon_id=cocoon_id))], language)


Part = tuple[Round | None, Sequence[Door]]


def _pdf(cocoon: Cocoon, parts: Sequence[Part], language: str | None) -> bytes:
    municipality = Municipality.objects.get(pk=tenancy.municipality_id())
    chosen = language or municipality.language
    with translation.override(chosen if chosen in LANGUAGES else "en"):
        shown = [_part(cocoon, found, doors) for found, doors in parts]
        if not any(part["doors"] for part in shown):
            raise Refused(_("No door is left to visit, so there is nothing to print."))
        data = {
            "language": translation.get_language(),
            "title": f"{municipality.name} {shown[0]['title']}",
            "municipality": municipality.name,
            "rounds": [part for part in shown if part["doors"]],
            "words": _words(),
            "leaflets": [leaflet(language=each, municipality=municipality) for each in LANGUAGES],
        }
    audit.record(action="round.printed", subject="cocoon", subject_id=cocoon.id, detail={"rounds": len(parts)})
    return documents.typeset(TEMPLATE, data)


def _part(cocoon: Cocoon, found: Round | None, doors: Sequence[Door]) -> dict[str, Any]:
    walked = [door for door in doors if door.walk is not None and door.state == "open"]
    names = people.names(user_ids=frozenset(found.visitor_ids)) if found else {}
    link = f"{installation.current().url}/field/" + (f"rounds/{found.id}/" if found else "")
    return {
        "title": found.title if found else _("All doors"),
        "number": f"K{cocoon.id}" + (f"-{found.id}" if found else ""),
        "due": date_format(timezone.localtime(cocoon.due), "l j F H:i"),
        "visitors": ", ".join(names.get(key, "") for key in found.visitor_ids) if found else "",
        "doors": [_row(door) for door in walked],
        "map": _map(walked) if walked else "",
        "code": documents.code(link),
        "link": link.removeprefix("https://").removeprefix("http://"),
    }


def _row(door: Door) -> dict[str, Any]:
    why = f"{words.REASONS[door.reason]}, {metres(door.distance_m)}"
    if door.way:
        why += f". {words.WAYS[door.way]}" + (f", {metres(door.way_m)}" if door.way_m else "")
    if homes := words.homes_behind(door):
        why += f". {homes}"
    if doubt := words.doubt(door):
        why += f". {doubt}"
    before = ""
    if door.outcome and door.visited_at:
        before = f"{words.OUTCOMES[door.outcome]} {date_format(timezone.localtime(door.visited_at), 'j/n H:i')}"
    if door.come_back_at:
        before = _("Come back %(when)s") % {"when": date_format(timezone.localtime(door.come_back_at), "j/n H:i")}
    return {"number": str(door.walk), "address": door.address, "why": why, "before": before, "block": _block(door)}


def _block(door: Door) -> list[str]:
    """What is written in at a block, each with a line or a box: homes reached, letter boxes, finished."""
    if not door.countable:
        return []
    about = _("of about %(n)d") if door.homes_by == "estimated" else _("of %(n)d")
    return [_("Homes reached"), about % {"n": door.homes}, _("Letter boxes"), _("Finished here")]


def _map(doors: Sequence[Door]) -> str:
    homes = places.dwellings(ids=[door.dwelling_id for door in doors])
    return places.paper_map(
        [places.Mark(door.walk or 0, homes[door.dwelling_id].x, homes[door.dwelling_id].y) for door in doors]
    )


def _words() -> dict[str, Any]:
    return {
        "due": _("To be done by"),
        "visitors": _("Visitors"),
        "code": _("This round on the phone"),
        "outcomes": [f"{key} {words.OUTCOMES[outcome]}" for key, outcome in enumerate(rules.OUTCOMES, 1)],
        "wishes_title": _("Wants"),
        "wishes": [
            pgettext("paper", "Watch group"),
            pgettext("paper", "Marking kit"),
            pgettext("paper", "Home check"),
            pgettext("paper", "Sign"),
        ],
        "door": _("Door"),
        "time": _("Time"),
        "page": _("Page"),
        "how": _(
            "One cross for the outcome. Write after leaving the door, and nothing about people. "
            "Hand the paper in today; it is typed in at the desk and then destroyed."
        ),
        "say": _("What to say"),
        "lines": [
            _("«Hello, we come from the municipality. There has been a burglary in the neighbourhood.»"),
            _("«We visit everybody around here with advice. Have you seen or heard anything unusual?»"),
            _("«Here is a leaflet. Would you like to join a neighbourhood watch?»"),
        ],
        "help": _help(contact()),
    }


def _help(answers: Contact | None) -> str:
    if answers is None:
        return _("In danger: 112. The coordinator answers other questions.")
    return _("In danger: 112. The coordinator answers other questions: %(phone)s.") % {"phone": answers.phone}
