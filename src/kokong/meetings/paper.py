"""A meeting on paper: an invitation for those without internet, and a list to cross people off."""

from html import unescape
from pathlib import Path
from typing import Any, Final

from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from kokong.kernel import documents
from kokong.kernel.models import Municipality
from kokong.kernel.tenancy import municipality_id

from . import messages, reading, words
from .values import Guest, Meeting

HERE: Final = Path(__file__).parent
EMPTY_LINES: Final = 12


def poster(meeting: Meeting) -> bytes:
    """The invitation as a PDF."""
    return documents.typeset(HERE / "poster.typ", poster_data(meeting))


def attendance(meeting: Meeting) -> bytes:
    """The list as a PDF; that names were read is logged."""
    return documents.typeset(
        HERE / "attendance.typ", attendance_data(meeting, reading.guests(meeting_id=meeting.id))
    )


def poster_data(meeting: Meeting) -> dict[str, Any]:
    """What the invitation shows."""
    by = Municipality.objects.get(pk=municipality_id()).signed
    host = _("Host: %(name)s") % {"name": meeting.host} if meeting.host else ""
    return _base(meeting) | {
        "above": _("Welcome"),
        "stamp": str(words.STATES["cancelled"]) if meeting.state == "cancelled" else "",
        "facts": [line for line in (messages.when(meeting), meeting.place) if line],
        "paragraphs": _paragraphs(meeting),
        "more": [line for line in (meeting.audience, host) if line],
        "foot": by,
    }


def attendance_data(meeting: Meeting, guests: tuple[Guest, ...]) -> dict[str, Any]:
    """What the list shows: who has said no stands there too, since people change their minds."""
    rows = [{"name": each.name or each.email or "–", "answer": _said(each)} for each in guests]
    return _base(meeting) | {
        "above": _("Who came"),
        "lead": " · ".join(line for line in (messages.when(meeting), meeting.place) if line),
        "head": [_("Name"), _("Answer"), _("Came")],
        "rows": rows,
        "empty": EMPTY_LINES,
        "foot": _("Keep this list to yourself, and throw it away once everybody is ticked off."),
    }


def _base(meeting: Meeting) -> dict[str, Any]:
    return {"language": translation.get_language(), "title": meeting.title}


def _said(guest: Guest) -> str:
    said = str(words.ANSWERS[guest.answer])
    return f"{said} · {guest.people}" if guest.answer == "yes" else said


def _paragraphs(meeting: Meeting) -> list[str]:
    """The description without its markup, paragraph by paragraph."""
    plain = unescape(strip_tags(meeting.html.replace("<li>", "– ").replace("</p>", "\n\n")))
    return [part.strip() for part in plain.split("\n\n") if part.strip()]
