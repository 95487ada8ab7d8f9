"""The alarm plan on a card."""

from pathlib import Path
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kokong.kernel import documents

from . import words
from .values import PlanShown

CARD: Final = Path(__file__).with_name("card.typ")


def card(plan: PlanShown) -> bytes:
    """The PDF: those who have said yes in order, and what else was agreed. The code word isn't known here."""
    return documents.typeset(CARD, _shown(plan))


def _shown(plan: PlanShown) -> dict[str, Any]:
    agreed = [each for each in plan.contacts if each.standing == "yes"]
    due = date_format(plan.test_due, "j F Y") if plan.test_due else ""
    parts = [
        (_("What the guard may do"), [str(words.GUARD[code]) for code in plan.guard] or [_("Nothing is agreed.")]),
        (_("About the code word"), [plan.routine] if plan.routine else []),
        (_("Next test by"), [due]),
    ]
    with_operators = _("Your alarm’s operators know whom they call.") if plan.taken else ""
    return {
        "language": (get_language() or "sv")[:2], "title": _("Alarm plan"), "above": plan.home,
        "lead": with_operators or _("Who is called, in order"),
        "contacts": [{"name": e.name, "phone": e.phone, "what": str(words.CONTACTS[e.what])} for e in agreed],
        "parts": [{"title": title, "lines": lines} for title, lines in parts if lines],
        "foot": _("As of %(day)s.") % {"day": date_format(timezone.localdate(), "j F Y")},
    }  # fmt: skip
