"""The door to people: who acts, who works where, and what they may."""

from django.http import HttpRequest
from ninja.errors import HttpError

from kokong.kernel.errors import UserError

from . import consent, members, passwords
from .addresses import letter as address_letter
from .bearers import may_read
from .door import denied
from .events import AddressLetter, PersonInvited, RightsLetter
from .guards import ActorRequest, enter, may, may_somewhere, signed_in
from .http import MISSING, REFUSALS, Problem
from .invitations import invite
from .letters import invitation as invitation_letter
from .letters import invitation_address
from .members import (
    actors_of,
    colleagues,
    end_membership,
    end_person,
    everyone,
    hold_roles,
    mailboxes,
    member,
    names,
    people,
    working,
)
from .models import User
from .own_scope import declare as opens_own_scope
from .practising import practise_in
from .rights.letters import address as rights_address
from .rights.letters import letter as rights_letter
from .rights.today import day as rights_day
from .rules import ROLES, Role, declare, who_may
from .subjects import end_grant, grant, holders, lapse
from .values import Actor, Letter, Person, Subject

__all__ = [
    "MISSING",
    "REFUSALS",
    "ROLES",
    "Actor",
    "ActorRequest",
    "AddressLetter",
    "Letter",
    "Person",
    "PersonInvited",
    "Problem",
    "RightsLetter",
    "account_of",
    "actors_of",
    "add_person",
    "address_letter",
    "allow",
    "choose_actor",
    "colleagues",
    "consent",
    "declare",
    "denied",
    "end_grant",
    "end_membership",
    "end_person",
    "enter",
    "everyone",
    "grant",
    "hold_roles",
    "holders",
    "invitation_address",
    "invitation_letter",
    "invite",
    "lapse",
    "mailboxes",
    "may",
    "may_read",
    "may_somewhere",
    "member",
    "names",
    "opens_own_scope",
    "people",
    "practise_in",
    "rights_address",
    "rights_day",
    "rights_letter",
    "sign_in",
    "signed_in",
    "who_may",
    "working",
]


def allow(request: HttpRequest, action: str, on: Subject | None = None) -> Actor:
    """Who calls the HTTP API, where they may do `action`, to `on` where named. Raises HttpError (403), logged."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.may(action, on):
        denied(request, action)
        raise HttpError(403, "Your role does not include this.")
    return actor


def add_person(
    *, email: str, name: str, role: Role, organisation: str = "", password: str | None = None
) -> Person:
    """Give a person one more role in the municipality in scope, with a new account where the address is unknown.

    For the command line, where whoever looks after the machine vouches for the address; the web invites instead.
    Raises UserError for an unknown role or what is no address.
    """
    user_id = sign_in(email=email, name=name, password=password)
    return members.add(user_id=user_id, email=email, name=name, role=role, organisation=organisation)


def sign_in(*, email: str, name: str, password: str | None = None) -> int:
    """The id of the account with an e-mail address, made where there is none; it has no role anywhere by this.

    For the command line. Raises UserError for what is no address, and for a password that is too easily guessed.
    """
    if "@" not in email:
        raise UserError(f"{email!r} is not an e-mail address.")
    known = account_of(email=email)
    if known is None and password is not None:
        passwords.check(password, email=email, name=name)
    return int(User.objects.create_user(email, password, name=name).pk) if known is None else known


def account_of(*, email: str) -> int | None:
    """The id of the account with an e-mail address. For the command line: no page may show that there is one."""
    return User.objects.filter(email__iexact=email.strip()).values_list("pk", flat=True).first()


def choose_actor(actors: tuple[Actor, ...], *, municipality_id: int | None) -> Actor | None:
    """The actor for the chosen municipality; the first where none (or a stranger's) is chosen, and no drill."""
    first = min(actors, key=lambda a: a.practice_of is not None, default=None)
    return next((a for a in actors if a.municipality_id == municipality_id), first)
