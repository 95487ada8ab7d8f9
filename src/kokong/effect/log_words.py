"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel.said import LogWords

from . import words

WORDS: Final = LogWords(
    actions={
        "effect.drafted": _("Evaluation drafted"),
        "effect.rewritten": _("Draft of an evaluation changed"),
        "effect.registered": _("Evaluation registered and locked"),
        "effect.changed": _("Registered evaluation changed"),
        "effect.looked": _("Outcome of an evaluation looked at"),
        "effect.monitored": _("Monthly look at an outcome taken"),
        "effect.costed": _("Costs of a measure written down"),
        "effect.printed": _("Evaluation printed"),
        "effect.published": _("Evaluation published for everybody"),
        "effect.unpublished": _("Evaluation taken back from the public page"),
        "effect.statistics": _("Public statistics got"),
        "effect.lot_announced": _("Lot of areas announced"),
        "effect.lot_drawn": _("Lot of areas drawn"),
        "effect.lot_looked": _("Outcome of a lot looked at"),
        "effect.pool_declared": _("Written down which municipalities take part"),
        "effect.pool_given": _("Own counts saved for other municipalities"),
        "effect.pool_taken": _("Another municipality’s counts taken"),
        "effect.exported": _("List of evaluations exported"),
    },
    subjects={
        "effect_evaluation": _("evaluation"),
        "effect_dataset": _("public statistics"),
        "effect_lot": pgettext_lazy("effect", "lot"),
    },
    details={"called": _("called"), "until": _("counted until"), "with": _("with")},
    values={"called": words.CALLED},
    refused={
        "effect.see": _("evaluations"),
        "effect.do": _("working on evaluations"),
        "effect.publish": _("publishing evaluations"),
    },
)
