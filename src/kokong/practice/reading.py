"""The drill that is held now, and how far it has come: read from what was really done."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from kokong.incidents import api as incidents
from kokong.measures.cocoons import api as cocoons

from . import models as rows
from .values import Drill, Step


def drill() -> Drill | None:
    """The drill of the practice municipality in scope."""
    row = rows.Drill.objects.first()
    if row is None:
        return None
    found = row.began.replace(minute=0, second=0, microsecond=0)
    seen = found - timedelta(hours=9)
    return Drill(row.kind, row.place, row.dwelling_id, row.began, row.ends, seen, found)


def steps() -> tuple[Step, ...]:
    """What the drill goes through, from the report to the last door."""
    return tuple(_steps())


def _steps() -> Iterator[Step]:
    reported = incidents.burglaries(states=("draft", "confirmed"), limit=1)
    yield Step(
        _("Report the burglary"),
        _("Somebody calls. Write down what they tell."),
        reverse("incidents:report"),
        bool(reported),
    )
    case = reverse("desk:burglary", args=[reported[0].id]) if reported else ""
    yield Step(
        _("Confirm it"),
        _("The police confirm it. Only then does the cocoon open."),
        case,
        bool(reported) and reported[0].confirmed_at is not None,
    )
    yield from _at_the_doors(cocoons.cocoons(limit=1))


def _at_the_doors(found: tuple[cocoons.Cocoon, ...]) -> Iterator[Step]:
    ring = found[0] if found else None
    page = reverse("cocoons:cocoon", args=[ring.id]) if ring else ""
    walked = cocoons.coverage(cocoon_ids=[ring.id])[ring.id] if ring else None
    given = bool(ring and cocoons.rounds(cocoon_id=ring.id))
    yield Step(
        _("Look at the ring of doors"), _("Which neighbours are visited, and why these."), page, ring is not None
    )
    yield Step(_("Give a round to a pair"), _("Whoever walks finds it on their phone."), page, given)
    yield Step(
        _("Visit the first door"),
        _("On the phone: say what came of it, as at a real door."),
        reverse("field:rounds"),
        bool(walked and walked.visited),
    )
    done = bool(walked and walked.eligible and walked.visited >= walked.eligible)
    words = (
        _("%(visited)s of %(all)s homes visited, %(talked)s talked to.")
        % {"visited": walked.visited, "all": walked.eligible, "talked": walked.talked}
        if walked
        else _("Every door within 48 hours: that is the coverage.")
    )
    yield Step(_("Cover the ring"), words, page, done)
