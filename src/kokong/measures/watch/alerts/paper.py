"""An alert on paper, for members without the internet: handed out by a contact person or put up in a stairwell."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kokong.kernel import audit

from .. import paper
from ..values import Refused
from . import kinds, reading


def sheet(*, alert_id: int) -> bytes:
    """The PDF of an alert that is out and of use, in the words that went out. Raises AlertMissing, Refused."""
    found = reading.alert(alert_id=alert_id)
    if found.state != "out" or found.draft.expires <= timezone.now():
        raise Refused(_("Only an alert that has gone out, and is of use still, is printed."))
    until = date_format(timezone.localtime(found.draft.expires), "j F Y H:i")
    audit.record(action="watch.printed", subject="watch_alert", subject_id=alert_id)
    return paper.sheet(
        title=found.draft.title, above=_("Neighbourhood watch"), lead=found.draft.text,
        notes=[str(kinds.CALL), _("Of use until %(until)s. Take it down after that.") % {"until": until}],
    )  # fmt: skip
