"""Times as people write them, in the installation's time zone."""

from datetime import UTC, datetime, tzinfo

from django.utils import timezone
from django.utils.translation import gettext as _

from .values import FieldProblem


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
    """An ISO 8601 date and time such as 2026-03-01T18:00. Raises FieldProblem for anything else."""
    try:
        return aware(datetime.fromisoformat(text.strip()), last=last)
    except ValueError:
        message = _("%(text)s is not a date and time such as 2026-03-01T18:00.") % {"text": repr(text[:40])}
        raise FieldProblem(message, field=field) from None
