"""The police-only part of a burglary. Its values never reach the history, the audit log or an event."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy

from . import checks, models, rules, values


def keep_police_part(row: models.Burglary, *, case_number: str | None, contact: str | None, now: datetime) -> None:
    """Write what is given; None leaves a field as it is.

    What stands instead of a case number is none. Raises Duplicate for another burglary's case number, FieldProblem
    for what is no case number or too long, or when the police authority is missing.
    """
    known = models.PolicePart.objects.filter(burglary=row).first()
    part = known or models.PolicePart(burglary=row)
    before = (part.case_number, part.contact)
    if case_number is not None:
        part.case_number = checks.case_told(case_number, before=part.case_number)
    if contact is not None:
        part.contact = checks.short("contact", rules.clean(contact), rules.CONTACT_LIMIT)
    if before == (part.case_number, part.contact):
        return
    _police_only()
    part.written = now
    _save(part)
    audit.record(action="burglary.police_part", subject="burglary", subject_id=row.pk)


def _police_only() -> None:
    if tenancy.current().authority == "municipality":
        raise values.FieldProblem(
            _("Only the police may give a case number or a contact. Nothing was saved."), field="case_number"
        )


def _save(part: models.PolicePart) -> None:
    try:
        with transaction.atomic():
            part.save()
    except IntegrityError:  # two reports of one case at the same moment: the second learns of the first here
        checks.known_case(part.case_number, but=part.burglary_id)
        raise
