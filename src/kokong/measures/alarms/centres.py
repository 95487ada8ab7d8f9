"""Alarm centres and who works there: made on the command line, as the system."""

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit

from . import models as rows
from .values import FieldProblem


@transaction.atomic
def make_centre(*, name: str) -> int:
    """The id of the centre of this name, made where there is none."""
    known = name.strip()
    if not known or len(known) > 120:
        raise FieldProblem(_("Write the name of the alarm centre."), field="name")
    centre, made = rows.Centre.objects.get_or_create(name=known)
    if made:
        audit.record(action="alarm_centre.made", subject="alarm_centre", subject_id=centre.pk)
    return centre.pk


@transaction.atomic
def add_operator(*, centre_id: int, user_id: int, name: str, email: str = "", supervisor: bool = False) -> None:
    """Let a person handle a centre's alarms, known to colleagues by `name`, or supervise them.

    `email` is where they are told of alarms that nobody sees to; another one takes its place. Again: nothing.
    """
    known = {"name": name.strip()[:120], "email": email.strip(), "supervisor": supervisor}
    one, made = rows.CentreOperator.objects.get_or_create(centre_id=centre_id, user_id=user_id, defaults=known)
    changes: dict[str, object] = {"supervisor": True} if supervisor and not one.supervisor else {}
    if email.strip() not in {"", one.email}:
        changes["email"] = email.strip()
    if changes:
        rows.CentreOperator.objects.filter(pk=one.pk).update(**changes)
    if made or "supervisor" in changes:
        audit.record(action="alarm_centre.operator", subject="user", subject_id=user_id)


@transaction.atomic
def remove_operator(*, centre_id: int, user_id: int | None) -> None:
    """End a person's work at a centre. Raises FieldProblem where nobody of this account works there."""
    here = rows.CentreOperator.objects.filter(centre_id=centre_id, user_id=user_id or 0).first()
    if here is None:
        raise FieldProblem(
            _("Nobody with that address works at the alarm centre. Nothing was changed."), field="email"
        )
    here.delete()
    audit.record(action="alarm_centre.operator_ended", subject="user", subject_id=here.user_id)
