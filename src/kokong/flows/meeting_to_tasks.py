"""What somebody took on at a meeting waits on the work list from when its minutes are sent, until it is done.

What is taken back by a later wording of the minutes is taken back there, too.
"""

from datetime import UTC, datetime, time
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy

from kokong.kernel.events import subscribe
from kokong.meetings import api as meetings
from kokong.tasks import api as tasks

SOURCE: Final = "meeting.agreed"
KIND: Final = tasks.Kind(SOURCE, gettext_lazy("Agreed at a meeting"), icon="calendar", home=False)

tasks.declare(KIND)
tasks.offer(SOURCE, tasks.Way("meetings:agreed", gettext_lazy("See what was agreed"), "meeting.see"))


@subscribe(meetings.MeetingMinuted)
def open_tasks(event: meetings.MeetingMinuted) -> None:
    """As the minutes stand now, however late the worker is."""
    now, mine = timezone.now(), f"{event.meeting_id}-"
    agreed = {f"{mine}{each.id}": each for each in meetings.agreed(meeting_id=event.meeting_id) if each.task}
    for source_id in tasks.waiting(source=SOURCE):
        if source_id.startswith(mine) and source_id not in agreed:
            tasks.withdraw(source=SOURCE, source_id=source_id, now=now)
    for source_id, each in agreed.items():
        due = datetime.combine(each.due, time(22), tzinfo=UTC) if each.due else None
        tasks.open_task(kind=SOURCE, source=SOURCE, source_id=source_id, due=due, now=now)
