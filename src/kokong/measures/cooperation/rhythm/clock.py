"""What the clock does with the year wheel: what has its turn is on the work list from the first of its month."""

from django.utils import timezone
from django.utils.translation import gettext_lazy

from kokong.kernel.nightly import nightly
from kokong.meetings import api as meetings
from kokong.tasks import api as tasks

from . import agenda, kinds, wheel


@nightly("45 4 * * *", name="kokong.cooperation.wheel")
def look(_part: str) -> None:
    """In the morning, before work."""
    wheel.remind(now=timezone.now())


def ready() -> None:
    """Its jobs are known once this module is loaded; its tasks, meetings and points are declared here."""
    tasks.declare(kinds.TASK)
    tasks.offer(kinds.TASK.code, tasks.Way("cooperation:wheel-task", gettext_lazy("See to it"), "cooperation.do"))
    for kind in kinds.KINDS:
        meetings.declare(kind)
    for source in agenda.OWN:
        agenda.offer(source)
