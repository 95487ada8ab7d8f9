"""How long analyses and what they read are kept: a year, unless a decision rests on them."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import Rule

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


RULE: Final = Rule(
    name="what analyses read",
    purpose=_("Burglaries as analyses read them, so that these can be repeated; decisions keep their figures."),
    period=KEPT,
    apply=clear,
)
