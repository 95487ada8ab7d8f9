"""The minutes of a meeting on paper: what was looked at, said, decided, and who does what by when."""

from html import unescape
from pathlib import Path
from typing import Any, Final

from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokong.kernel import documents
from kokong.kernel.models import Municipality
from kokong.kernel.tenancy import municipality_id
from kokong.meetings import api as meetings
from kokong.people import api as people

from . import agenda
from .values import Refused

TEMPLATE: Final = Path(__file__).with_name("minutes.typ")


def minutes(found: meetings.Meeting) -> bytes:
    """The minutes as a PDF. Raises Refused before anything was written."""
    return documents.typeset(TEMPLATE, data(found))


def data(found: meetings.Meeting) -> dict[str, Any]:
    """What the paper shows. Raises Refused before anything was written."""
    written = meetings.minutes(meeting_id=found.id)
    if written is None:
        raise Refused(_("No minutes are written yet."))
    agreed = written.agreed
    names = people.names(user_ids=frozenset(each.user_id for each in agreed if each.user_id))
    return {
        "language": translation.get_language(),
        "title": found.title,
        "above": _("Minutes"),
        "lead": " · ".join(part for part in (_when(found), found.place, _came(found)) if part),
        "agenda": [
            {"title": each.title, "lines": [line.text for line in each.lines]}
            for each in agenda.kept(meeting_id=found.id) or ()
        ],
        "said": _paragraphs(written.html),
        "decisions": [each.text for each in agreed if not each.task],
        "tasks": [
            [each.text, names.get(each.user_id or 0, each.who), _day(each.due)] for each in agreed if each.task
        ],
        "words": {
            "agenda": _("On the agenda"), "none": _("Nothing new"), "said": _("What was said"),
            "decisions": _("Decided"), "tasks": _("Who does what"), "head": [_("What"), _("Who"), _("Done by")],
        },
        "foot": Municipality.objects.get(pk=municipality_id()).signed,
    }  # fmt: skip


def _when(found: meetings.Meeting) -> str:
    return date_format(found.local, "j F Y, H:i")


def _came(found: meetings.Meeting) -> str:
    came = found.counts.came
    return ngettext("%(n)d came", "%(n)d came", came) % {"n": came} if came else ""


def _day(day: Any) -> str:
    return date_format(day, "j F Y") if day else "–"


def _paragraphs(html: str) -> list[str]:
    """What was written without its markup, paragraph by paragraph."""
    parts = html.replace("<li>", "– ").replace("</p>", "\n\n").replace("</h2>", "\n\n").replace("</ul>", "\n\n")
    return [part.strip() for part in unescape(strip_tags(parts)).split("\n\n") if part.strip()]
