"""How long what evaluations hold is kept: the plans and answers stay; who worked on them goes."""

from datetime import timedelta
from typing import Final

from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import Keep, stays

from .models import Change, Dataset, Evaluation, Look, Lot, LotLook, Pool, PoolFile, Publication, Spending

KEPT: Final = timedelta(days=2 * 365)

RULES: Final = (
    Keep(
        Evaluation,
        by="made_at",
        days=KEPT.days,
        clear="made_by registered_by",
        name="who registered evaluations",
        purpose=_("Who registered an evaluation can be asked what was meant."),
    ),
    Keep(
        Change,
        by="at",
        days=KEPT.days,
        clear="by",
        name="who changed evaluations",
        purpose=_("Who changed a registered plan can be asked why."),
    ),
    Keep(
        Look,
        by="at",
        days=KEPT.days,
        clear="by",
        name="who looked at outcomes",
        purpose=_("Who looked at an outcome, and when, tells how it came about."),
    ),
    Keep(
        Spending,
        by="at",
        days=KEPT.days,
        clear="by",
        name="who wrote costs down",
        purpose=_("Who wrote down what a measure took can be asked where the figures come from."),
    ),
    Keep(
        Dataset,
        by="at",
        days=KEPT.days,
        clear="by",
        name="who got public statistics",
        purpose=_("Who got public statistics can be asked how."),
    ),
    Keep(
        Publication,
        by="at",
        days=KEPT.days,
        clear="by",
        name="who published evaluations",
        purpose=_("Who published an evaluation can be asked why."),
    ),
    Keep(
        Lot,
        by="announced_at",
        days=KEPT.days,
        clear="announced_by drawn_by",
        name="who drew lots of areas",
        purpose=_("Who announced a lot and drew it can be asked how it was done."),
    ),
    Keep(
        LotLook,
        by="at",
        days=KEPT.days,
        clear="by",
        name="who looked at outcomes of lots",
        purpose=_("Who looked at an outcome, and when, tells how it came about."),
    ),
    Keep(
        Pool,
        by="at",
        days=KEPT.days,
        clear="by",
        name="who wrote down which municipalities take part",
        purpose=_("Who wrote down which municipalities take part can be asked how it was agreed."),
    ),
    Keep(
        PoolFile,
        by="at",
        days=KEPT.days,
        clear="by",
        name="who took other municipalities' counts",
        purpose=_("Who took another municipality's counts can be asked how they came."),
    ),
)


def declare_what_stays() -> None:
    """Columns without a period."""
    figures = "Figures and words of our own about many homes together."
    stays(
        {
            "effect.Evaluation": "question measures treated compared state ground",
            "effect.Change": "why plan",
            "effect.Look": "called counted dose result",
            "effect.MonitorLook": "out",
            "effect.Spending": "said",
            "effect.Dataset": "source title origin digest figures left_out",
            "effect.Lot": "question measures areas seed_is seed drawn",
            "effect.LotLook": "called counted dose result",
            "effect.Pool": "partners",
            "effect.PoolFile": "code said digest",
        },
        because=figures,
    )
