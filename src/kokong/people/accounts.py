"""What people change of who works here, and of their own account."""

from django.utils.translation import gettext as _

from kokong.kernel.errors import UserError

from . import api, rules, tasks
from .models import User
from .rules import Role


def invite(*, actor: api.Actor, email: str, name: str, role: Role, organisation: str = "") -> api.Person:
    """Give a person a role here and tell them by e-mail, with a link that sets a password on a new account.

    Raises UserError for a role that `actor` doesn't appoint, and for somebody who works here.
    """
    if role not in rules.appointed_by(actor.roles):
        raise UserError(_("You can't give or change that role. Nothing was changed."))
    if any(p.email.lower() == email.lower() for p in api.people()):
        raise UserError(_("Somebody with that address works here already. Nothing was changed."))
    person = api.add_person(email=email, name=name, role=role, organisation=organisation)
    tasks.send_invitation.defer(user_id=person.user_id, municipality=actor.municipality, invited_by=actor.name)
    return person


def end(*, actor: api.Actor, user_id: int) -> api.Person | None:
    """End a colleague's work here; None when they did not work here. Raises UserError where `actor` may not."""
    person = next((p for p in api.people() if p.user_id == user_id), None)
    if person is None:
        return None
    if person.user_id == actor.user_id:
        raise UserError(_("You can't end your own work here. Ask a colleague."))
    if not person.roles <= rules.appointed_by(actor.roles):
        raise UserError(_("You can't end that person's work here. Nothing was changed."))
    api.end_membership(user_id=user_id)
    return person


def keep_language(*, user_id: int, language: str) -> None:
    """Remember the language that a person reads, for every browser and every e-mail."""
    User.objects.filter(pk=user_id).update(language=language)
