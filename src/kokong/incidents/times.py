"""Times as people write them, in the installation's time zone."""

import re
from datetime import UTC, datetime, tzinfo

from django.utils import timezone
from django.utils.translation import gettext as _

from kokong import tables

from .values import FieldProblem

# As programs write it, with its zone. All else is people's: 18-22 is no zone, and 18.30 half past six.
_EXACT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)", re.IGNORECASE)


def aware(moment: datetime, *, zone: tzinfo | None = None, last: bool = False) -> datetime:
    """A naive time as it is meant in `zone` (the installation's where None); an aware one as it is.

    In the hour that comes twice each autumn the first is meant, or the second where `last`: a window
    then never gets shorter than it may have been. Years at the end of the calendar keep their zone.
    """
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone or timezone.get_default_timezone(), fold=int(last))
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)


def parse(text: str, *, field: str, last: bool = False) -> datetime:
    """A date and time such as 2026-03-01T18:00, or as people write it. Raises FieldProblem for what is none, and
    for what has two readings."""
    said = text.strip()
    try:
        if _EXACT.fullmatch(said):
            return aware(datetime.fromisoformat(said.upper()), last=last)
        found = tables.moment(said)
        if found is None:
            raise ValueError(said)
        return aware(found[0], last=last)
    except (ValueError, OverflowError):
        message = _("%(text)s is not a date and time such as 2026-03-01T18:00.") % {"text": repr(text[:40])}
        raise FieldProblem(message, field=field) from None
