"""What this room adds to the register of public documents: the protocols of walks."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from kokong.kernel.diary import Record

from . import paper, reading, rules


def records(since: datetime, until: datetime) -> Iterator[Record]:  # noqa: ARG001
    """Each walk that was walked, with the protocol that everybody may read."""
    for each in reading.walks(states=rules.WALKED):
        if each.walked:
            made = partial(paper.protocol, walk_id=each.id)
            yield Record(each.walked, f"walk-{each.id}", _("Protocol of a safety walk"), each.title, made)
