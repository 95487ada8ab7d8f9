"""How long analyses and what they read are kept: a year, unless a decision rests on them."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import Rule, stays

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


def forget_words(before: datetime, dry_run: bool) -> int:
    """Empty why proposals were declined, and who decided and asked, where that is older; the figures stay."""
    said = Q(decided__lt=before) & (~Q(reason="") | Q(decided_by__isnull=False))
    decided = Proposal.objects.filter(said)
    asked = Run.objects.filter(asked__lt=before, asked_by__isnull=False)
    count = decided.count() + asked.count()
    if not dry_run:
        decided.update(reason="", decided_by=None)
        asked.update(asked_by=None)
    return count


WORDS: Final = Rule(
    name="words of decisions",
    purpose=_("Who decided on a proposal, and their words, explain the settings while people ask."),
    period=2 * KEPT,
    apply=forget_words,
    columns={"risk.Proposal": "decided_by reason", "risk.Run": "asked_by"},
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


RULE: Final = Rule(
    name="what analyses read",
    purpose=_("Burglaries as analyses read them, so that these can be repeated; decisions keep their figures."),
    period=KEPT,
    apply=clear,
    columns={"risk.Homes": "content", "risk.Snapshot": "content", "risk.Run": "arrays"},
)
