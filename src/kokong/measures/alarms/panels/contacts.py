"""The contact chain of an account: whom to call, in order, with their consent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from kokong.kernel import audit, retention, tenancy
from kokong.kernel.keep import Kept

from .. import models as rows
from .. import rules
from ..access import municipality_of
from ..values import AccountMissing, Contact, ContactMissing, FieldProblem

MOST: Final = 12


def contacts(*, account_id: int) -> tuple[Contact, ...]:
    """The chain, the first to call first. Logged."""
    found = tuple(rows.Contact.objects.filter(account_id=account_id).order_by("position"))
    log_reading(found)
    return tuple(_value(row) for row in found)


def kept(*, account_id: int) -> tuple[Kept, ...]:
    """How long the home's plan and whom to call are kept; tells nothing of them."""
    account = rows.Account.objects.filter(pk=account_id).first()
    contact = rows.Contact.objects.filter(account_id=account_id).select_related("account").first()
    return tuple(one for row in (contact, account) if row is not None for one in retention.until(row))


def log_reading(found: Sequence[rows.Contact]) -> None:
    """Write down that contacts of one account were read, with the home's address."""
    if not found:
        return
    account = rows.Account.objects.get(pk=found[0].account_id)
    with municipality_of(account):
        audit.read(
            action="alarm_contact.seen",
            subject="alarm_account",
            subject_id=account.pk,
            rows=[row.pk for row in found],
            said={account.pk: account.address} if account.address else None,
        )


@transaction.atomic
def add_contact(
    *, account_id: int, name: str, phone: str = "", email: str = "", what: str, consent: bool, now: datetime
) -> Contact:
    """Put somebody last in the chain. Raises AccountMissing; FieldProblem without consent or a way to reach."""
    account = rows.Account.objects.select_for_update().filter(pk=account_id, retired=None).first()
    if account is None:
        raise AccountMissing(_("There is no such account in service. Nothing was changed."))
    values = _checked(name=name, phone=phone, email=email, what=what)
    if not consent:
        message = _("Ask first: a contact is written down only with that person's consent. Nothing was changed.")
        raise FieldProblem(message, field="consent")
    chain = rows.Contact.objects.filter(account=account)
    if chain.count() >= MOST:
        raise FieldProblem(_("A chain has at most %(most)d contacts.") % {"most": MOST}, field="name")
    last = chain.aggregate(last=Max("position"))["last"] or 0
    row = rows.Contact.objects.create(
        municipality_id=account.municipality_id, centre_id=account.centre_id, account=account, position=last + 1,
        consent_at=now, consent_by=tenancy.current().user_id, **values,
    )  # fmt: skip
    _log("added", account_id)
    return _value(row)


@transaction.atomic
def change_contact(*, contact_id: int, name: str, phone: str, email: str, what: str) -> Contact:
    """Correct a contact. Raises ContactMissing, FieldProblem."""
    row = _found(contact_id)
    for field, value in _checked(name=name, phone=phone, email=email, what=what).items():
        setattr(row, field, value)
    row.save()
    _log("changed", row.account_id)
    return _value(row)


@transaction.atomic
def move_contact(*, contact_id: int, up: bool) -> None:
    """Call somebody one place earlier, or later. At the end of the chain nothing changes."""
    row = _found(contact_id)
    chain = rows.Contact.objects.filter(account_id=row.account_id)
    if up:
        other = chain.filter(position__lt=row.position).order_by("-position").first()
    else:
        other = chain.filter(position__gt=row.position).order_by("position").first()
    if other is None:
        return
    row.position, other.position = other.position, row.position
    row.save(update_fields=["position"])
    other.save(update_fields=["position"])
    _log("moved", row.account_id)


@transaction.atomic
def remove_contact(*, contact_id: int) -> None:
    """Forget a contact; those after move up. Raises ContactMissing."""
    row = _found(contact_id)
    row.delete()
    rows.Contact.objects.filter(account_id=row.account_id, position__gt=row.position).update(
        position=F("position") - 1
    )
    _log("removed", row.account_id)


def _found(contact_id: int) -> rows.Contact:
    row = rows.Contact.objects.select_for_update().filter(pk=contact_id).first()
    if row is None:
        raise ContactMissing(_("There is no such contact. Nothing was changed."))
    return row


def _checked(*, name: str, phone: str, email: str, what: str) -> dict[str, str]:
    values = {"name": name.strip(), "phone": phone.strip(), "email": email.strip(), "what": what}
    if not values["name"] or len(values["name"]) > 120:
        raise FieldProblem(_("Write the contact's name."), field="name")
    if not values["phone"] and not values["email"]:
        raise FieldProblem(_("Write a telephone number or an e-mail address."), field="phone")
    if len(values["phone"]) > 40 or not set(values["phone"]) <= set("+0123456789 -()/"):
        raise FieldProblem(_("A telephone number has digits, spaces and + only."), field="phone")
    if values["email"]:
        try:
            validate_email(values["email"])
        except ValidationError:
            raise FieldProblem(_("That is not an e-mail address."), field="email") from None
    if what not in rules.CONTACT_KINDS:
        raise FieldProblem(_("A contact is the owner, a resident or a key holder."), field="what")
    return values


def _log(what: str, account_id: int) -> None:
    audit.record(action=f"alarm_contact.{what}", subject="alarm_account", subject_id=account_id)


def _value(row: rows.Contact) -> Contact:
    return Contact(
        row.pk,
        row.account_id,
        row.position,
        row.name,
        row.phone,
        row.email,
        row.what,
        row.consent_at,
        row.consent_by,
    )
