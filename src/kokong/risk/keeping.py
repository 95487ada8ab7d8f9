"""How long it is kept what analyses read and where they point: a year. What they found in figures stays."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import Rule

from .models import Homes, Proposal, Run, Snapshot

KEPT: Final = timedelta(days=365)


def clear(before: datetime, dry_run: bool) -> int:
    """Drop what runs finished before then had read, and their maps; how many runs that concerns.

    The run behind the settings in use is kept whole: whoever asks why doors are chosen so can have it repeated.
    """
    in_use = Proposal.objects.filter(run=OuterRef("pk"), state="accepted", ended=None)
    due = Run.objects.filter(Q(finished__lt=before) & ~Exists(in_use)).exclude(snapshot=None, arrays=None)
    count = due.count()
    if not dry_run:
        due.update(snapshot=None, arrays=None)
        Snapshot.objects.filter(~Exists(Run.objects.filter(snapshot=OuterRef("pk")))).delete()
        Homes.objects.filter(~Exists(Snapshot.objects.filter(homes=OuterRef("pk")))).delete()
    return count


RULE: Final = Rule(
    name="what analyses read",
    purpose=_("Places and days of burglaries as an analysis read them, and its maps; its figures stay."),
    period=KEPT,
    apply=clear,
)
