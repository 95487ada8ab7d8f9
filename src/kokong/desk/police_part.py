"""Why an officer opens the police part of a burglary: asked once for each burglary and session."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from kokong.incidents import api as incidents
from kokong.people.api import Actor, ActorRequest

ASKED: Final = ("victim", "case", "visits")
CHOICES: Final = tuple((code, incidents.words.PURPOSES[code]) for code in ASKED)
KEPT: Final = "police_part_purposes"
OWN: Final = timedelta(hours=1)
LONGEST: Final = 120


def purpose(request: ActorRequest, burglary_id: int) -> incidents.Purpose | None:
    """Why this person opens the police part; None where they have not said, or may not open it.

    Whoever reported the burglary within the hour is not asked.
    """
    if not request.actor.may("burglary.police"):
        return None
    kept = request.session.get(KEPT, {}).get(str(burglary_id))
    if kept:
        return incidents.Purpose(*kept)
    own = _reported_by(request.actor, burglary_id, now=timezone.now())
    return incidents.Purpose("own") if own else None


def asks(actor: Actor, burglary_id: int) -> bool:
    """Whether there is something to open, for whoever may."""
    return actor.may("burglary.police") and incidents.has_police_part(burglary_id=burglary_id)


def keep(request: ActorRequest, burglary_id: int) -> bool:
    """Keep what was answered for the session; False for no answer."""
    code = request.POST.get("purpose", "")
    text = " ".join(request.POST.get("text", "").split())[:LONGEST] if code == "other" else ""
    if code not in ASKED and not text:
        return False
    request.session[KEPT] = request.session.get(KEPT, {}) | {str(burglary_id): [code, text]}
    return True


def _reported_by(actor: Actor, burglary_id: int, *, now: datetime) -> bool:
    found = incidents.burglary(burglary_id=burglary_id)
    return found is not None and found.reported_by == actor.user_id and now - found.reported_at < OWN
