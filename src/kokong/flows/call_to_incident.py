"""A burglary that somebody told the alarm centre of on the telephone waits as a draft for the officer."""

from django.db import transaction
from django.utils import timezone

from kokong.incidents import api as incidents
from kokong.kernel.events import subscribe
from kokong.measures.alarms import api as alarms


@subscribe(alarms.BurglaryTold)
def draft_told_burglary(event: alarms.BurglaryTold) -> None:
    """Write the draft, or join the burglary of this home that is there already."""
    try:
        with transaction.atomic():
            burglary_id, result = _report(event), "drafted"
    except incidents.Duplicate as known:
        burglary_id, result = known.burglary_id, "joined"
    alarms.link_call(call_id=event.call_id, burglary_id=burglary_id, result=result)


def _report(event: alarms.BurglaryTold) -> int:
    return incidents.report(
        dwelling_id=event.dwelling_id, earliest=event.earliest, latest=event.latest, source="phone",
        now=timezone.now(),
    ).id  # fmt: skip
