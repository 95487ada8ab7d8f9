"""What people are written about their accounts: words and links. `flows` has them sent."""

from datetime import datetime

from django.template.loader import render_to_string
from django.urls import reverse

from kokong.kernel import installation

from . import invitation_links, members
from .models import Invitation
from .values import Letter


def invitation_address(*, invitation_id: int) -> tuple[str, str]:
    """Where an invitation goes, and which of its links; both empty where there is none."""
    row = Invitation.objects.filter(pk=invitation_id).first()
    return (row.email, row.sent.isoformat()) if row else ("", "")


def invitation(*, invitation_id: int, turn: str, now: datetime) -> Letter | None:
    """Who invited to what, with the link; None where it was accepted, withdrawn or sent anew meanwhile."""
    rows = Invitation.objects.filter(accepted=None, withdrawn=None, expires__gt=now)
    row = rows.select_related("municipality").filter(pk=invitation_id).first()
    if row is None or row.sent.isoformat() != turn:
        return None
    by = members.names(user_ids=frozenset({row.invited_by or 0})).get(row.invited_by or 0, "")
    context = {
        "invitation": row,
        "municipality": row.municipality.name,
        "invited_by": by,
        "url": installation.current().url + reverse("people:invitation", args=[invitation_links.secret_of(row)]),
    }
    return written("invitation", context)


def written(name: str, context: dict[str, object]) -> Letter:
    """A letter by its templates, in the language that is spoken now."""
    subject = " ".join(render_to_string(f"people/email/{name}_subject.txt", context).split())
    return Letter(subject, render_to_string(f"people/email/{name}.txt", context))
