"""A list of owners and associations with their buildings, a row for each building."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy

from kokong.intake.api import Doubt, Field, Importer, Need, Row, Taken

from . import cells, contacts, holding, reading, registering, together
from .models import Contact


def take(row: Row, *, now: datetime) -> Taken:
    """One row: its owner, a building (or several, apart by semicolons) and a contact. All of it, or nothing."""
    owner_id, new = _owner(row, now)
    part = cells.part(row)
    claimed = [_claim(row, owner_id, text, part, now) for text in cells.addresses(row)]
    added = sum(1 for _building, fresh in claimed if fresh)
    person = _person(row, owner_id, now)
    if not (new or added or person):
        raise cells.there(owner_id)
    doubtful = reading.disputed_ids(among=[building for building, fresh in claimed if fresh])
    return cells.taken(owner_id, doubtful=bool(doubtful), new=new)


def _owner(row: Row, now: datetime) -> tuple[int, bool]:
    """The owner's number, and whether they are new. One who has a number is known by that alone."""
    name, number = cells.named(row)
    known = reading.known_by(name=name, number=number)
    if len(known) > 1:
        raise cells.several()
    if known:
        return known[0], False
    return registering.add(draft=cells.draft(row, name, number), now=now), True


def _claim(row: Row, owner_id: int, address: str, part: str, now: datetime) -> tuple[int, bool]:
    named = cells.homes(row, address)
    return holding.claim_homes(owner_id=owner_id, address=address, named=named, part=part, now=now)


def _person(row: Row, owner_id: int, now: datetime) -> bool:
    """Whether the row tells of a contact who is new."""
    name, email = cells.contact(row)
    if not name:
        return False
    same = Contact.objects.filter(owner_id=owner_id, ended=None)
    if (same.filter(email=email) if email else same.filter(name__iexact=name)).exists():
        return False
    person, agreed = cells.person(row)
    contacts.add(owner_id=owner_id, person=person, agreed=agreed, channel="paper", now=now)
    return True


STEP: Final = 500
"""Rows that are written in one transaction: they cost few queries more than fifty."""

OWNERS: Final = Importer(
    name="owners",
    title=gettext_lazy("Import owners and associations"),
    take=take,
    ahead=cells.ahead,
    together=together.take_all,
    step=STEP,
    may="owner.do",
    action="owner.imported",
    back=("owners:list", gettext_lazy("Property owners")),
    fields=(
        Field(
            "owner", gettext_lazy("Owner"), required=True,
            guesses="ägare, förening, bostadsrättsförening, brf, fastighetsägare, namn, hyresvärd",
        ),
        Field(
            "number", gettext_lazy("Organisation number"),
            guesses="orgnr, org nr, org.nr, organisationsnr, organisationsnummer",
        ),
        Field("kind", gettext_lazy("Kind of owner"), guesses="typ, ägartyp, sort, form"),
        Field(
            "address", gettext_lazy("Address of the building"), tells="address",
            guesses="adress, gatuadress, byggnad, byggnadens adress, adresser, portadress",
        ),
        Field("part", gettext_lazy("Owns or manages"), guesses="äger eller förvaltar, ansvar, del"),
        Field("contact", gettext_lazy("Contact"), guesses="kontaktperson, kontakt, namn på kontakt"),
        Field("role", gettext_lazy("Role of the contact"), guesses="roll, uppdrag, befattning"),
        Field("email", gettext_lazy("E-mail address"), guesses="e-post, epost, mejl, e-postadress"),
        Field("phone", gettext_lazy("Telephone number"), guesses="telefon, tel, mobil, telefonnummer"),
        Field("consent", gettext_lazy("Agrees to be written to"), guesses="samtycke, godkänt, medgivande"),
    ),
    needs=(Need(gettext_lazy("an address"), (("address",),)),),
    doubts=(
        Doubt("municipality", gettext_lazy("Are all of these in this municipality?"), "kommun"),
        Doubt("state", gettext_lazy("Do all of these own their buildings now?"), "status, avslutad, såld"),
    ),
    waits=gettext_lazy("claimed by several: decide whose they are"),
    changes=gettext_lazy("owners known before were given more"),
)  # fmt: skip
