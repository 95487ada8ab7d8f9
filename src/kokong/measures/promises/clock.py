"""What the clock does with promises: it counts at night, and tells both authorities what lags, in time."""

from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel.nightly import nightly
from kokong.people import api as people
from kokong.sending import api as sending
from kokong.tasks import api as tasks

from . import models as rows
from . import pace, progressing, reading, rules
from .dialogue import work as dialogues
from .values import Behind

LAGS: Final = "promise.behind"
SUBJECT: Final = "promise_action"
TASK: Final = tasks.Kind(
    LAGS, gettext_lazy("A promised action lags"), icon="handshake", roles=rules.DESK, home=False
)


@nightly("35 3 * * *", name="kokong.promises.count")
def count(_part: str) -> None:
    """Count all months of what runs: what was told late of a month that is over is there in the morning."""
    now = timezone.now()
    dialogues.close_over(now=now)
    progressing.keep(_running(), now=now)


@nightly("50 * * * *", name="kokong.promises.recount")
def recount(_part: str) -> None:
    """Count this month and the last each hour: what no delivery tells is read only by the worker."""
    now = timezone.now()
    progressing.keep(_running(), since=pace.month_after(timezone.localdate(now), -1), now=now)


@nightly("30 7 * * *", name="kokong.promises.look")
def look(_part: str) -> None:
    """In the morning, when somebody can do something about it."""
    remind(now=timezone.now())


def remind(*, now: datetime) -> int:
    """Tell both authorities of each action that lags, once for each of its periods; how many lag.

    A task waits until it has caught up, or the period is over.
    """
    found = {_turn(each): each for each in reading.behind(now=now)}
    for waiting in tasks.waiting(source=LAGS):
        if waiting not in found:
            tasks.withdraw(source=LAGS, source_id=waiting, now=now)
    for turn, each in found.items():
        tasks.open_task(kind=LAGS, source=LAGS, source_id=turn, now=now)
        for user_id in sorted(_both()):
            sending.send(
                kind=LAGS, to=sending.To(user_id=user_id), because=(SUBJECT, each.action.id), turn=turn, now=now
            )
    return len(found)


def _running() -> list[rows.Counting]:
    found = rows.Counting.objects.filter(until=None, action__promise__state__in=rules.RUNS)
    return list(found.select_related("action__promise"))


def _turn(each: Behind) -> str:
    """Which action in which period."""
    period = each.action.progress.running
    return f"{each.action.id} {period.since if period else each.promise.begins}"


def _both() -> set[int]:
    """Who works at the desk of either authority."""
    return {each.user_id for each in people.people(roles=rules.DESK)}


def _said(due: sending.Due, now: datetime) -> sending.Said | None:
    """While it still lags."""
    found = next((each for each in reading.behind(now=now) if each.action.id == due.because[1]), None)
    if found is None:
        return None
    text = _("“%(action)s” of the promise “%(promise)s” is behind what was to be done by now (%(rule)s).") % {
        "action": found.action.title, "promise": found.promise.title, "rule": found.action.said,
    }  # fmt: skip
    return sending.Said(_("A promised action lags"), text, reverse("promises:action", args=[found.action.id]))


_CHOSEN: Final[dict[str, Any]] = {
    "offers": ("page", "email"), "usual": ("page", "email"), "roles": rules.DESK, "may_turn_off": True,
}  # fmt: skip
BEHIND: Final = sending.Kind(LAGS, gettext_lazy("A promised action lags"), _said, **_CHOSEN)


def ready() -> None:
    """Its jobs are known once this module is loaded; its task is declared here."""
    tasks.declare(TASK)
