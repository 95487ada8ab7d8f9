"""Who no longer looks after a group is shut out of its own pages, whoever ended it: they themselves, too."""

from collections.abc import Iterable
from datetime import datetime

from kokong.people import api as people

from . import models as rows


def shut_out(found: Iterable[rows.Member], now: datetime) -> None:
    """Of these members, end what the municipality has let them in to."""
    for row in [each for each in found if each.trusted is not None]:
        people.lapse(email=row.email, role="contact_person", on=("watch_group", row.group_id or 0), now=now)
        rows.Member.objects.filter(pk=row.pk).update(trusted=None)
