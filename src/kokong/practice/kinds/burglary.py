"""A burglary, from the report to the last door."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.incidents import api as incidents
from kokong.measures.cocoons import api as cocoons
from kokong.people.api import Actor

from ..values import Drill, Step

TITLE: Final = gettext_lazy("A burglary, from the report to the last door")


def said(drill: Drill) -> str:
    """What somebody has seen."""
    clock = {"earliest": drill.earliest, "latest": drill.latest}
    return _(
        "Somebody has broken into %(place)s. The home was last seen untouched at %(earliest)s; at %(latest)s the "
        "terrace door stood open. Drawers were searched, and jewellery is gone."
    ) % {"place": drill.place, **{name: date_format(timezone.localtime(at), "H:i") for name, at in clock.items()}}


def steps() -> Iterator[Step]:
    """From the report on."""
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
        _("Play the police: confirm it"),
    )
    yield from _at_the_doors(cocoons.cocoons(limit=1))


def play(*, drill: Drill, actor: Actor, now: datetime) -> str | None:
    """The police confirm what waits."""
    del drill, actor
    waiting = incidents.burglaries(states=("draft",), limit=1)
    if not waiting:
        return None
    incidents.confirm(burglary_id=waiting[0].id, now=now)
    return _("The burglary is confirmed, as the police would. Its cocoon opens now.")


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
