"""What this part of the room is called on pages and in letters."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokong.kernel import measure

KINDS: Final[dict[str, Promise]] = {
    "correct": _("Correct something"),
    "delete": _("Delete something"),
    "limit": _("Use it less for a time"),
    "object": _("Stop using it"),
    "other": _("Something else"),
}
OUTCOMES: Final[dict[str, Promise]] = {
    "done": _("Done as asked"),
    "partly": _("Done in part"),
    "refused": _("Not done"),
}
ROOMS: Final[dict[str, Promise]] = {
    "kernel": _("Log and lists"),
    "people": _("People and roles"),
    "sending": _("Messages"),
    "places": _("Places"),
    "pictures": _("Photos"),
    "tasks": _("Tasks"),
    "texts": _("Texts"),
    "meetings": _("Meetings"),
    "field": _("Visitors’ phones"),
    "intake": _("Imports"),
    "incidents": _("Burglaries"),
    "risk": _("Risk"),
    "effect": _("Effect"),
    "public": _("Public pages"),
}
COLUMNS: Final[dict[str, Promise | str]] = {
    "number": _("Number"),
    "name": _("Name"),
    "email": _("E-mail address"),
    "phone": _("Phone"),
    "language": _("Language"),
    "organisation": _("Organisation"),
    "since": _("Began"),
    "asked": _("Asked"),
    "joined": _("Joined"),
    "confirmed": _("Confirmed"),
    "proven": _("Address proven"),
    "at": _("When"),
    "made": _("Made"),
    "text": _("Text"),
    "title": _("Title"),
    "ended": _("Ended"),
    "role": _("Task"),
    "roles": _("Roles"),
    "where": _("Where"),
    "why": _("Why"),
}


def room(name: str) -> str:
    """What a room is called."""
    titles = {each.name: str(each.title) for each in measure.everyone()}
    return titles.get(name) or str(ROOMS.get(name, name))


def column(name: str) -> str:
    """What a column is called; those without a word of ours as they are named in the file."""
    return str(COLUMNS.get(name, name.removesuffix("_id").replace("_", " ")))
