"""What the room says once Django is ready: whom it listens to, and where its tasks and wishes are seen to."""

from django.utils.translation import gettext_lazy

from kokong.meetings import api as meetings
from kokong.sending import api as sending
from kokong.tasks import api as tasks

from . import booking, delivering, gathering, reminding, wished
from .alerts import answering, counting, leaving
from .caring import decals, questions


def ready() -> None:
    """Listen for what happens; say which tasks and meetings there are, and where they are seen to."""
    delivering.listen()
    booking.listen()
    for kind in (*questions.KINDS.values(), decals.KIND, reminding.TASK):
        tasks.declare(kind)
        tasks.offer(kind.code, tasks.Way("watch:task", gettext_lazy("See to it"), "watch.do"))
    for sort in gathering.KINDS:
        meetings.declare(sort)
    counting.listen()
    sending.declare_purpose(leaving.ALERTS)
    tasks.declare(answering.TASK)
    tasks.offer(answering.TASK.code, tasks.Way("watch:alert-replied", gettext_lazy("See to it"), "watch.do"))
    tasks.offer(wished.WISH, tasks.Way("watch:wished", gettext_lazy("See to it"), "watch.do"))
