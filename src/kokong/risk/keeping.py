"""How long analyses and what they read are kept: a year, unless a decision rests on them."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import Keep, Rule, stays

from .models import Homes, Proposal, Run, Snapshot

KEPT: Final = timedelta(days=365)


def clear(before: datetime, dry_run: bool) -> int:
    """Drop runs finished before then; of those that a decision rests on, what they read. How many that concerns.

    The run behind the settings in use is kept whole: whoever asks why doors are chosen so can have it repeated.
    """
    old = Run.objects.filter(finished__lt=before)
    decided = Proposal.objects.filter(run=OuterRef("pk"))
    plain = old.filter(~Exists(decided))
    emptied = old.filter(Exists(decided), ~Exists(decided.filter(state="accepted", ended=None)))
    emptied = emptied.exclude(snapshot=None, arrays=None)
    count = plain.count() + emptied.count()
    if not dry_run:
        emptied.update(snapshot=None, arrays=None)
        plain.delete()
        Snapshot.objects.filter(~Exists(Run.objects.filter(snapshot=OuterRef("pk")))).delete()
        Homes.objects.filter(~Exists(Snapshot.objects.filter(homes=OuterRef("pk")))).delete()
    return count


RULES: Final = (
    Rule(
        name="what analyses read",
        purpose=_(
            "Burglaries as analyses read them, so that these can be repeated; decisions keep their figures."
        ),
        period=KEPT,
        apply=clear,
        columns={"risk.Homes": "content", "risk.Snapshot": "content", "risk.Run": "arrays"},
    ),
    Keep(
        Proposal,
        by="decided",
        days=2 * KEPT.days,
        clear="decided_by reason",
        what=_("Who decided, and why"),
        name="words of decisions",
        purpose=_("Who decided on a proposal, and their words, explain the settings while people ask."),
    ),
    Keep(
        Run,
        by="asked",
        days=2 * KEPT.days,
        clear="asked_by",
        name="who asked for analyses",
        purpose=_("Who asked for an analysis can be asked what it was for."),
    ),
)


def declare_what_stays() -> None:
    """Columns without a period."""
    figures = "Figures and words of our own about many homes together."
    stays(
        {
            "risk.Homes": "digest",
            "risk.Snapshot": "digest left_out",
            "risk.Run": "kind state parameters version snapshot_digest result_digest left_out figures problem",
            "risk.Proposal": "state ranking evidence",
        },
        because=figures,
    )
