"""What a household wishes for at its door waits on the work list until somebody has seen to it.

Each handler looks at whether the wish still stands, one wish at a time, so the two may be told in any order.
"""

from django.db import connection
from django.utils import timezone

from kokong.kernel.events import subscribe
from kokong.measures.cocoons import api as cocoons
from kokong.tasks import api as tasks

SOURCE = "wish"


@subscribe(cocoons.WishNoted)
def open_task(event: cocoons.WishNoted) -> None:
    """The household waits since it said so, however late the worker is."""
    _one_at_a_time(event.wish_id)
    wish = cocoons.wish(wish_id=event.wish_id)
    if wish is not None:
        tasks.open_task(
            kind=f"wish.{wish.kind}",
            source=SOURCE,
            source_id=str(wish.id),
            dwelling_id=wish.dwelling_id,
            now=wish.at,
        )


@subscribe(cocoons.WishTakenBack)
def withdraw_task(event: cocoons.WishTakenBack) -> None:
    """The visit was taken back, and with it the wish."""
    _one_at_a_time(event.wish_id)
    tasks.withdraw(source=SOURCE, source_id=str(event.wish_id), now=timezone.now())


def _one_at_a_time(wish_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('wishes_to_tasks', %s))", [wish_id])
