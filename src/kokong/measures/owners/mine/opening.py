"""Who gets at an owner's own pages: contacts whom the municipality lets in, under an address that they prove.

An address that somebody else typed opens nothing: whoever isn't known here gets an invitation, and the role begins
when its link is accepted. It ends with what it stood on: the contact, their address, or the owner.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.kernel.moves import NotYours
from kokong.people import api as people

from .. import models as rows
from ..rules import ROLE
from ..values import ContactMissing, Refused


@transaction.atomic
def let_in(*, contact_id: int, actor: people.Actor, now: datetime) -> bool:
    """Let a contact in to the pages of their owner; False where they are invited to an account here first.

    Raises ContactMissing, NotYours; Refused without an e-mail address; UserError where the address has been
    invited already.
    """
    if not actor.may("owner.trust"):
        raise NotYours(_("Your role does not include this. Nothing was changed."))
    row = rows.Contact.objects.select_for_update(no_key=True).filter(pk=contact_id, ended=None).first()
    if row is None:
        raise ContactMissing("")
    if not row.email:
        raise Refused(_("Write their e-mail address first: they sign in with it. Nothing was changed."))
    audit.record(action="owner.contact_let_in", subject="owner_contact", subject_id=row.pk)
    on = ("owner", row.owner_id)
    found = people.mailboxes(user_ids=people.working()).items()
    here = next((user_id for user_id, email in found if email.lower() == row.email.lower()), None)
    if here is None:
        people.invite(actor=actor, email=row.email, name=row.name, roles=[ROLE], on=on, now=now)
        return False
    people.grant(user_id=here, role=ROLE, on=on, now=now)
    return True


def inside(*, owner_id: int, now: datetime) -> dict[int, str]:
    """Who can open the pages of an owner, by number, with their names."""
    return people.holders(role=ROLE, on=("owner", owner_id), now=now)


@transaction.atomic
def shut_out(*, owner_id: int, user_id: int, actor: people.Actor, now: datetime) -> None:
    """Somebody opens the pages of an owner no more. Raises NotYours, and Refused where they couldn't."""
    if not actor.may("owner.trust"):
        raise NotYours(_("Your role does not include this. Nothing was changed."))
    if not people.end_grant(user_id=user_id, role=ROLE, on=("owner", owner_id), now=now):
        raise Refused(_("They could not open these pages any more. Nothing was changed."))


def close(*, owner_id: int, emails: Collection[str], now: datetime) -> None:
    """These addresses answer for the owner no more, whoever says so."""
    for email in sorted(set(filter(None, emails))):
        people.lapse(email=email, role=ROLE, on=("owner", owner_id), now=now)


def close_all(*, owner_id: int, now: datetime) -> None:
    """The owner is none any more: nobody opens its pages, also those whose address is another by now."""
    held = people.mailboxes(user_ids=frozenset(inside(owner_id=owner_id, now=now)))
    told = rows.Contact.objects.filter(owner_id=owner_id).values_list("email", flat=True)
    close(owner_id=owner_id, emails={*held.values(), *told}, now=now)
