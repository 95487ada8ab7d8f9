"""People who answer for an owner, and whether they may be written to."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.people import api as people

from . import models as rows
from . import registering, rules
from .mine import opening
from .values import Contact, ContactMissing, Refused

SUBJECT = "owner_contact"


@dataclass(frozen=True)
class Person:
    """What is written of a contact."""

    name: str
    email: str = ""
    phone: str = ""
    role: str = "board"


def add(
    *, owner_id: int, person: Person, agreed: bool, channel: people.consent.Channel = "spoken", now: datetime
) -> int:
    """Know somebody who answers for an owner; their number. `agreed`: they have said that they may be written to.

    Raises OwnerMissing; Refused without a name or any address, and for an e-mail address that the owner has.
    """
    owner = registering.row_of(owner_id)
    values = checked(person)
    try:
        with transaction.atomic():
            row = rows.Contact.objects.create(owner=owner, since=now, **values)
            audit.record(action="owner.contact_added", subject=SUBJECT, subject_id=row.pk)
            if agreed:
                _agree(row, channel, now)
    except IntegrityError as error:
        raise Refused(
            _("This owner has a contact with this e-mail address already. Nothing was changed."), field="email"
        ) from error
    return row.pk


@transaction.atomic
def change(*, contact_id: int, person: Person, now: datetime) -> None:
    """Correct what was written. Another e-mail address is another person's: consent to it is asked for anew.

    Raises ContactMissing, Refused as `add` does.
    """
    row, values = row_of(contact_id), checked(person)
    same = rows.Contact.objects.filter(owner=row.owner_id, ended=None, email=values["email"]).exclude(pk=row.pk)
    if values["email"] and same.exists():
        raise Refused(
            _("This owner has a contact with this e-mail address already. Nothing was changed."), field="email"
        )
    if values["email"] != row.email:
        people.consent.withdraw(subject=(SUBJECT, row.pk), purpose=rules.CONSENT, channel="page", now=now)
        opening.close(owner_id=row.owner_id, emails=[row.email], now=now)
    rows.Contact.objects.filter(pk=row.pk).update(**values)
    audit.record(action="owner.contact_changed", subject=SUBJECT, subject_id=row.pk)


@transaction.atomic
def agree(*, contact_id: int, answer: bool, channel: people.consent.Channel, now: datetime) -> None:
    """Write that a contact may be written to, or no longer. Raises ContactMissing."""
    row = row_of(contact_id)
    if answer:
        _agree(row, channel, now)
    else:
        people.consent.withdraw(subject=(SUBJECT, row.pk), purpose=rules.CONSENT, channel=channel, now=now)


@transaction.atomic
def end(*, contact_id: int, now: datetime) -> None:
    """They answer for the owner no more, and open its own pages no more. Raises ContactMissing."""
    row = row_of(contact_id)
    opening.close(owner_id=row.owner_id, emails=[row.email], now=now)
    rows.Contact.objects.filter(pk=row.pk).update(ended=now)
    people.consent.withdraw(subject=(SUBJECT, row.pk), purpose=rules.CONSENT, channel="page", now=now)
    audit.record(action="owner.contact_ended", subject=SUBJECT, subject_id=row.pk)


def of_owner(*, owner_id: int) -> tuple[Contact, ...]:
    """Who answers for an owner now, by name. Reading it is logged."""
    found = list(rows.Contact.objects.filter(owner_id=owner_id, ended=None).order_by("name", "pk"))
    if found:
        audit.read(
            action="owner.contacts_read", subject="owner", subject_id=owner_id, rows=[row.pk for row in found]
        )
    return values(found)


def contact(*, contact_id: int) -> Contact:
    """One contact. Reading it is logged. Raises ContactMissing."""
    row = rows.Contact.objects.filter(pk=contact_id, ended=None).first()
    if row is None:
        raise ContactMissing("")
    audit.read(action="owner.contacts_read", subject="owner", subject_id=row.owner_id, rows=[row.pk])
    return values([row])[0]


def values(found: list[rows.Contact]) -> tuple[Contact, ...]:
    """Rows as values, with whether each has agreed."""
    ids = [row.pk for row in found]
    agreed = people.consent.holding(kind=SUBJECT, purpose=rules.CONSENT, ids=ids) if ids else frozenset()
    return tuple(
        Contact(
            row.pk, row.owner_id, row.name, row.email, row.phone, row.role, row.since, row.ended,
            row.pk in agreed, _agreed_at(row.pk) if row.pk in agreed else None,
        )
        for row in found
    )  # fmt: skip


def row_of(contact_id: int) -> rows.Contact:
    """A contact's row, locked. Raises ContactMissing."""
    row = rows.Contact.objects.select_for_update(no_key=True).filter(pk=contact_id, ended=None).first()
    if row is None:
        raise ContactMissing("")
    return row


def _agree(row: rows.Contact, channel: people.consent.Channel, now: datetime) -> None:
    people.consent.given(
        subject=(SUBJECT, row.pk), purpose=rules.CONSENT, text=agreed_to(), channel=channel, now=now
    )


def agreed_to() -> str:
    """The words that a contact agrees to."""
    return _("You may write to me about burglaries near our buildings, meetings and building checks.")


def _agreed_at(contact_id: int) -> datetime | None:
    given = people.consent.history(subject=(SUBJECT, contact_id), purpose=rules.CONSENT)
    return next((each.at for each in reversed(given) if each.given), None)


def checked(person: Person) -> dict[str, str]:
    """What is written of a person as it is kept. Raises Refused, and names the field."""
    name, email = " ".join(person.name.split()), person.email.strip().lower()
    if not name:
        raise Refused(_("Write the contact’s name. Nothing was changed."), field="name")
    if not email and not person.phone.strip():
        raise Refused(_("Write an e-mail address or a telephone number. Nothing was changed."), field="email")
    if person.role not in rules.ROLES:
        raise Refused(_("Choose which role they have. Nothing was changed."), field="role")
    return {"name": name, "email": email, "phone": person.phone.strip(), "role": person.role}
