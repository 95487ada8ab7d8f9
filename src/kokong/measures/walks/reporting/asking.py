"""The task to find out what was done, where the fault-report system has ended a report."""

from django.utils.translation import gettext_lazy as _

from kokong.tasks import api as tasks

from . import jobs, work


def ready() -> None:
    """The kind of task is known, and the page on which it is seen to; the worker's jobs are, too."""
    assert jobs.NAME
    tasks.declare(tasks.Kind(work.TASK, _("Find out whether it is mended"), "footprint", home=False))
    tasks.offer(work.TASK, tasks.Way("walks:reported", _("See the finding"), "walk.do"))
