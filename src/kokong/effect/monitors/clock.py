"""Looks are taken by night, a few days after each month."""

import logging

from django.utils import timezone

from kokong.kernel.nightly import nightly

from . import work

log = logging.getLogger(__name__)


@nightly("25 4 * * *", name="kokong.effect.monitor")
def look(_part: str) -> None:
    """Take the looks that are due; on most nights none is."""
    for number, why in work.take_all(now=timezone.now()).items():
        log.warning("Evaluation %s has no monthly look: %s", number, why)
