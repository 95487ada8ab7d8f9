"""A list of owners and associations with their buildings, a row for each building."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong import tables
from kokong.intake.api import Already, Doubt, Field, Importer, Need, Row, Taken
from kokong.places import api as places

from . import contacts, holding, reading, registering, rules, words
from .models import Contact
from .values import Draft, Refused

KINDS: Final = tables.spelled(
    brf="brf, bostadsrättsförening, bostadsrätt, förening, housing association",
    municipal="municipal, kommunalt bostadsbolag, allmännytta, allmännyttan, municipal housing company",
    private="private, privat, privat hyresvärd, hyresvärd, fastighetsbolag, private landlord",
    joint="joint, samfällighet, samfällighetsförening, community of properties",
)
PARTS: Final = tables.spelled(
    owns="owns, äger, ägare, owner", manages="manages, förvaltar, förvaltare, manager",
)  # fmt: skip
ROLES: Final = tables.spelled(
    chair="chair, ordförande, ordf, chair of the board", board="board, styrelse, ledamot, styrelseledamot",
    manager="manager, förvaltare", caretaker="caretaker, fastighetsskötare, vaktmästare",
    other="other, annan, annat, kontakt",
)  # fmt: skip


@dataclass(frozen=True)
class Ahead:
    """What a row's addresses name, by their words."""

    named: Mapping[str, places.Named]


def ahead(rows: Sequence[Row]) -> Mapping[int, object]:
    """The addresses of many rows, looked up at once."""
    every = list(dict.fromkeys(text for row in rows for text in _addresses(row)))
    named = dict(zip(every, places.homes_at(texts=every), strict=True)) if every else {}
    return {row.line: Ahead({text: named[text] for text in _addresses(row)}) for row in rows}


def take(row: Row, *, now: datetime) -> Taken:
    """One row: its owner, a building (or several, apart by semicolons) and a contact. All of it, or nothing."""
    owner_id, new = _owner(row, now)
    part = row.word("part", PARTS) if row.text("part") else "owns"
    claimed = [_claim(row, owner_id, text, part, now) for text in _addresses(row)]
    added = sum(1 for _building, fresh in claimed if fresh)
    person = _person(row, owner_id, now)
    if not (new or added or person):
        raise Already(_("The owner, the building and the contact are there already."), subject_id=owner_id)
    doubtful = reading.disputed_ids(among=[building for building, fresh in claimed if fresh])
    if doubtful:
        said = _("Another owner claims it, too: decide whose it is.")
        return Taken(owner_id, said, waits=True)
    return Taken(owner_id, "" if new else _("Added to an owner who was known."), changed=not new)


def _owner(row: Row, now: datetime) -> tuple[int, bool]:
    """The owner's number, and whether they are new. One who has a number is known by that alone."""
    name = " ".join(row.text("owner").split())[:160]
    try:
        number = rules.organisation_number(row.text("number"))
    except rules.Unnumbered as error:
        raise Refused(f"{row.text('number')}: {words.NUMBERS[error.why]}") from error
    known = reading.known_by(name=name, number=number)
    if len(known) > 1:
        raise Refused(_("Several owners are called so. Write the organisation number."))
    if known:
        return known[0], False
    kind = row.word("kind", KINDS) if row.text("kind") else _kind_of(name)
    return registering.add(draft=Draft(name, kind, number), now=now), True


def _kind_of(name: str) -> str:
    """What kind of owner a name tells of; only what names say by themselves."""
    first = tables.fold(name).split()[:1]
    if first and (first[0] == "brf" or first[0].startswith("bostadsrattsforening")):
        return "brf"
    if first and first[0].startswith("samfallighet"):
        return "joint"
    raise Refused(_("Say which kind of owner it is: the name doesn’t tell."))


def _claim(row: Row, owner_id: int, address: str, part: str, now: datetime) -> tuple[int, bool]:
    known = row.ahead.named.get(address) if isinstance(row.ahead, Ahead) else None
    named = known if known is not None else places.homes_at(texts=[address])[0]
    return holding.claim_homes(owner_id=owner_id, address=address, named=named, part=part, now=now)


def _person(row: Row, owner_id: int, now: datetime) -> bool:
    """Whether the row tells of a contact who is new."""
    name, email = row.text("contact")[:120], row.text("email")[:254].lower()
    if not name:
        return False
    same = Contact.objects.filter(owner_id=owner_id, ended=None)
    if (same.filter(email=email) if email else same.filter(name__iexact=name)).exists():
        return False
    role = row.word("role", ROLES) if row.text("role") else "other"
    person = contacts.Person(name, email, row.text("phone")[:30], role)
    contacts.add(owner_id=owner_id, person=person, agreed=bool(row.yes("consent")), channel="paper", now=now)
    return True


def _addresses(row: Row) -> tuple[str, ...]:
    each = (text.strip() for text in row.text("address").replace("\n", ";").split(";"))
    return tuple(dict.fromkeys(text[:200] for text in each if text))


OWNERS: Final = Importer(
    name="owners",
    title=gettext_lazy("Import owners and associations"),
    take=take,
    ahead=ahead,
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
