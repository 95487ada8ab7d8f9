"""How long addresses and names stay: 90 days after a cocoon opened. Its counts stay."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import TruncDay
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import Rule, stays

from . import figures, rules
from . import models as rows


def clear(before: datetime, dry_run: bool) -> int:
    """Clear the personal columns of cocoons opened before then; how many doors and visits that concerns.

    What remains: how many doors, why each was chosen, what became of it, and on which day.
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
    )
    rows.RoundVisitor.objects.filter(round__cocoon=cocoon).delete()
    cocoon.rounds.update(title="", created_by=None)


def _day(column: str) -> TruncDay:
    return TruncDay(column, tzinfo=UTC)


def clear_quiet(before: datetime, dry_run: bool) -> int:
    """Take entries off the do-not-visit list whose last day was before then."""
    return _delete(rows.DoNotVisit.objects.filter(expires__lt=timezone.localdate(before)), dry_run=dry_run)


def forget_homes(before: datetime, dry_run: bool) -> int:
    """Forget around which home cocoons lay that opened before then; their counts stay."""
    found = rows.Cocoon.every.filter(opened__lt=before, dwelling__isnull=False)
    return found.count() if dry_run else found.update(dwelling=None)


def _delete(found: QuerySet[Any], *, dry_run: bool) -> int:
    count = found.count()
    if not dry_run:
        found.delete()
    return count


RULES = (
    Rule(
        name="doors and visits",
        purpose=_(
            "Who was visited where is needed while the neighbourhood is watched and followed up; counts stay."
        ),
        period=rules.PERSONAL_DATA,
        apply=clear,
        columns={
            "cocoons.Door": "dwelling visited_by claimed_by",
            "cocoons.Visit": "user_id",
            "cocoons.FollowUp": "user_id",
            "cocoons.Round": "title created_by",
            "cocoons.RoundVisitor": "user_id",
        },
    ),
    Rule(
        name="homes of cocoons",
        purpose=_("Around which home visits were made belongs to its burglary, and is forgotten with it."),
        period=rules.HOME_KEPT,
        apply=forget_homes,
        columns={"cocoons.Cocoon": "dwelling"},
    ),
    Rule(
        name="do-not-visit list",
        purpose=_("Entries past their last day serve nothing."),
        period=timedelta(0),
        apply=clear_quiet,
        columns={"cocoons.DoNotVisit": "dwelling reason added_by"},
    ),
)


def declare_what_stays() -> None:
    """Columns without a period."""
    code = "A word from a list of our own, a count, or a random number; says nothing of a person."
    stays(
        {
            "cocoons.Preset": "kind",
            "cocoons.Cocoon": "kind closed_reason walk_by tally",
            "cocoons.Door": "reason state drop_reason outcome",
            "cocoons.Visit": "client_id outcome undoes source",
            "cocoons.FollowUp": "kind",
        },
        because=code,
    )
    stays({"cocoons.Contact": "phone"}, because="The municipality's own number, for visitors to call.")
