"""Looks are taken by night, a few days after each month; one that crosses its boundary waits on the work list."""

import logging
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy

from kokong.kernel.nightly import nightly
from kokong.tasks import api as tasks

from .. import models as rows
from .. import rules
from . import work

log = logging.getLogger(__name__)


def _question(key: str) -> str:
    found = rows.Evaluation.objects.filter(pk=int(key)) if key.isdecimal() else rows.Evaluation.objects.none()
    return str(found.values_list("question", flat=True).first() or "")


TASK: Final = tasks.Kind(
    work.CROSSED, gettext_lazy("A monthly look crossed its boundary"), icon="bar-chart", roles=rules.DESK,
    home=False, about=_question,
)  # fmt: skip


@nightly("25 4 * * *", name="kokong.effect.monitor")
def look(_part: str) -> None:
    """Take the looks that are due; on most nights none is."""
    for number, why in work.take_all(now=timezone.now()).items():
        log.warning("Evaluation %s has no monthly look: %s", number, why)
