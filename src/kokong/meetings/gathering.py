"""Material of a meeting: what to read before or after."""

from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.people import api as people

from . import drafting, work
from . import models as rows
from .values import Refused


@transaction.atomic
def add_material(*, meeting_id: int, title: str, url: str, actor: people.Actor) -> int:
    """Add a page of the web, or of this site; its number. Raises MeetingMissing, NotYours, Refused."""
    row, said, where = work.mine(meeting_id, actor), drafting.line(title, field="title"), url.strip()
    if not said or len(where) > 500 or not _leads_somewhere(where):
        raise Refused(_("Give a title, and an address that begins with https://. Nothing was kept."), field="url")
    made = rows.Material.objects.create(meeting=row, title=said, url=where)
    audit.record(action="meeting.material", subject="meeting", subject_id=row.pk)
    return made.pk


@transaction.atomic
def drop_material(*, meeting_id: int, material_id: int, actor: people.Actor) -> None:
    """Take it away again. Raises MeetingMissing, NotYours, Refused."""
    row = work.mine(meeting_id, actor)
    gone, _each = rows.Material.objects.filter(pk=material_id, meeting=row).delete()
    if not gone:
        raise Refused(_("That is not there any more. Nothing was changed."))
    audit.record(action="meeting.material", subject="meeting", subject_id=row.pk)


def _leads_somewhere(url: str) -> bool:
    """A page of the web, or a path of this site; nothing that a browser would run."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return (parts.scheme in {"https", "http"} and bool(parts.hostname)) or (
        url.startswith("/") and not url.startswith(("//", "/\\"))
    )
