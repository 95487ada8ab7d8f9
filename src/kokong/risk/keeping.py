"""How long analyses and what they read are kept: a year, unless a decision rests on them."""

from datetime import timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import DELETE, Keep, stays

from .models import Homes, Proposal, Run, Snapshot

KEPT: Final = timedelta(days=365)
DECIDED: Final = Exists(Proposal.objects.filter(run=OuterRef("pk")))
# Whoever asks why doors are chosen so can have the run behind the settings in use repeated: it is kept whole.
IN_USE: Final = Exists(Proposal.objects.filter(run=OuterRef("pk"), state="accepted", ended=None))

# By name in the order in which they go: what is shared goes with the last run that read it.
RULES: Final = (
    Keep(
        Run,
        by="finished",
        days=KEPT.days,
        clear=DELETE,
        among=Q(~DECIDED),
        name="analyses",
        purpose=_("An analysis that nothing was decided from is old news after a year."),
    ),
    Keep(
        Run,
        by="finished",
        days=KEPT.days,
        clear="snapshot arrays",
        told="arrays",
        among=Q(DECIDED) & Q(~IN_USE),
        name="analyses that decisions rest on",
        purpose=_("What it drew is kept a year, so that it can be repeated; decisions keep their figures."),
    ),
    Keep(
        Snapshot,
        by="taken",
        days=KEPT.days,
        clear=DELETE,
        told="content",
        among=Q(~Exists(Run.objects.filter(snapshot=OuterRef("pk")))),
        name="burglaries that analyses read",
        purpose=_("Burglaries as analyses read them go with the last analysis that read them."),
    ),
    Keep(
        Homes,
        by="",
        days=0,
        clear=DELETE,
        told="content",
        among=Q(~Exists(Snapshot.objects.filter(homes=OuterRef("pk")))),
        name="homes that analyses read",
        purpose=_("Where homes lay goes with the last analysis that read it."),
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
