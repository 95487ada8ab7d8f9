"""Work that is done by night for each municipality: a job for each, so that one that fails stops no other."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Final

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from . import tenancy
from .models import Municipality
from .retrying import AGAIN

Work = Callable[[str], None]
QUEUE: Final = "nightly"


def nightly(cron: str, *, name: str, parts: Callable[[], Iterable[str]] = lambda: ("",)) -> Callable[[Work], Work]:
    """Decorate what is done in the scope of one municipality; by night it is deferred for every one of them.

    `work` is called with one of `parts` (the names of rules, say), each in a job of its own under `name`. A job
    that fails is tried again after growing waits, and stays in the list of failed jobs in the end.
    """

    def decorate(work: Work) -> Work:
        @app.task(name=f"{name}.one", queue=QUEUE, retry=AGAIN, pass_context=False)
        def one(*, municipality_id: int, part: str) -> None:
            with tenancy.scope(municipality_id=municipality_id):
                work(part)

        @app.periodic(cron=cron)
        @app.task(name=name, queue=QUEUE, retry=AGAIN, pass_context=False)
        def every(timestamp: int) -> None:
            del timestamp
            for municipality_id in Municipality.objects.order_by("pk").values_list("pk", flat=True):
                for part in parts():
                    # What is asked for every few minutes and fails each time waits once, not as often as that.
                    waiting = one.configure(queueing_lock=f"{name} {municipality_id} {part}")
                    with suppress(AlreadyEnqueued), transaction.atomic():
                        waiting.defer(municipality_id=municipality_id, part=part)

        return work

    return decorate
