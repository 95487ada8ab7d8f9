"""What the doctor asks of this room: whether messages go out."""

from django.db import DatabaseError
from django.utils import timezone

from kokong.install.doctor import Finding
from kokong.kernel import tenancy
from kokong.kernel.installation import Installation
from kokong.kernel.models import Municipality

from . import gateways, reading, words


def look(here: Installation) -> tuple[Finding, ...]:
    """How many messages wait for somebody to look at them, and which gateways are left alone."""
    del here
    try:
        resting = gateways.troubled(now=timezone.now())
        failed = sum(map(_failed, Municipality.objects.values_list("pk", flat=True)))
    except DatabaseError:
        return (Finding("messages", "have no tables yet", "Run `kokong database migrate`."),)
    if resting:
        names = "; ".join(f"{words.WAYS[each.way]}: {each.answer}" for each in resting)
        return (
            Finding("messages", f"wait, since a gateway refuses everybody ({names})", "Mend it; they go by then."),
        )
    if failed:
        return (Finding("messages", f"{failed} did not go out", "A coordinator finds them on *Today*."),)
    return (Finding("messages", "go out"),)


def _failed(municipality_id: int) -> int:
    with tenancy.scope(municipality_id=municipality_id):
        return reading.count_undelivered()
