"""How long addresses and names stay: 90 days after a cocoon opened. Its counts stay."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Final

from django.db.models.functions import TruncDay
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import Keep, Rule, stays
from kokong.places import api as places

from . import figures, rules
from . import models as rows


def clear(before: datetime, dry_run: bool) -> int:
    """Clear the personal columns of cocoons opened before then; how many doors and visits that concerns.

    What remains: how many doors, why each was chosen, what became of it, and on which day. Homes that visitors
    found and nobody confirmed are retired, and what was typed as their streets goes.
    """
    due = rows.Cocoon.every.filter(opened__lt=before, cleared=None)
    doors = rows.Door.objects.filter(cocoon__in=due)
    visits = rows.Visit.objects.filter(door__cocoon__in=due)
    count = doors.count() + visits.count()
    if not dry_run:
        for cocoon in due.order_by("pk"):
            _clear_one(cocoon)
    return count


def _clear_one(cocoon: rows.Cocoon) -> None:
    cocoon.tally = {
        "coverage": asdict(figures.coverage(cocoon_ids=[cocoon.pk])[cocoon.pk]),
        "outcomes": figures.count_outcomes(cocoon.pk),
    }
    cocoon.cleared = timezone.now()
    cocoon.save(update_fields=["tally", "cleared"])
    homes = [home for home in cocoon.doors.values_list("dwelling_id", flat=True) if home]
    visits = rows.Visit.objects.filter(door__cocoon=cocoon)
    visits.update(user_id=None, come_back_at=None, at=_day("at"), recorded=_day("recorded"))
    rows.FollowUp.objects.filter(door__cocoon=cocoon).update(user_id=None, at=_day("at"))
    cocoon.doors.update(
        dwelling=None,
        distance_m=None,
        walk=None,
        visited_by=None,
        visited_at=_day("visited_at"),
        come_back_at=None,
        claimed_by=None,
        claimed_until=None,
        counted_at=None,
        finished_at=None,
    )
    elsewhere = set(rows.Door.objects.filter(dwelling__in=homes).values_list("dwelling_id", flat=True))
    places.forget_found(dwelling_ids=set(homes) - elsewhere, now=cocoon.cleared)
    rows.RoundVisitor.objects.filter(round__cocoon=cocoon).delete()
    cocoon.rounds.update(title="", created_by=None)


def _day(column: str) -> TruncDay:
    return TruncDay(column, tzinfo=UTC)


RULES: Final = (
    Rule(
        name="doors and visits",
        purpose=_(
            "Who was visited where is needed while the neighbourhood is watched and followed up; counts stay."
        ),
        period=rules.PERSONAL_DATA,
        apply=clear,
        by_hand="A cocoon's counts are reckoned and kept before what they are reckoned from goes, in five tables.",
        columns={
            "cocoons.Door": "dwelling visited_by claimed_by",
            "cocoons.Visit": "user_id",
            "cocoons.FollowUp": "user_id",
            "cocoons.Round": "title created_by",
            "cocoons.RoundVisitor": "user_id",
        },
    ),
    Keep(
        rows.Cocoon,
        by="opened",
        days=rules.HOME_KEPT.days,
        clear="dwelling",
        what=_("The burgled home"),
        name="homes of cocoons",
        purpose=_("Around which home visits were made belongs to its burglary, and is forgotten with it."),
    ),
)


def declare_what_stays() -> None:
    """Columns without a period."""
    code = "A word from a list of our own, a count, or a random number; says nothing of a person."
    stays(
        {
            "cocoons.Preset": "kind",
            "cocoons.Cocoon": "kind closed_reason ended_because walk_by tally",
            "cocoons.Door": "reason state drop_reason outcome way",
            "cocoons.Visit": "client_id outcome undoes source",
            "cocoons.FollowUp": "kind",
        },
        because=code,
    )
    stays({"cocoons.Contact": "phone"}, because="The municipality's own number, for visitors to call.")
