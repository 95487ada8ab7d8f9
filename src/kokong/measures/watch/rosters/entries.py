"""What a row of a roster says. Whatever can't be meant refuses the row, in the words of whoever wrote it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.intake.api import CellProblem, Row
from kokong.kernel import tenancy
from kokong.kernel.models import Municipality
from kokong.tables import fold, municipalities

from .. import purposes
from . import cells

LONGEST: Final = {"name": 80, "phone": 30, "email": 254}


@dataclass(frozen=True)
class Entry:
    """A person of a home that has joined, or, without a name, what a home answered. `claims` as `cells.as_claims`;
    `bare`: the list told who lives in a home that isn't in the group, and that is left out."""

    group: str
    address: str
    answer: str
    name: str
    email: str
    phone: str
    role: str
    since: date | None
    decals: date | None
    claims: str
    bare: bool


def entry(row: Row, *, now: datetime) -> Entry:
    """What the row says. Raises CellProblem."""
    _ours(row)
    _not_secret(row)
    answer = row.word("answer", cells.ANSWERS) if row.text("answer") else "joined"
    person = {field: _person(row, field) for field in LONGEST}
    told = bool(any(person.values()))
    if answer == "joined" and told and not person["name"]:
        raise CellProblem(_("The row has contact details but no name."))
    bare = answer != "joined" and told
    return Entry(
        group=row.text("group"), address=_address(row), answer=answer,
        **dict.fromkeys(person, "") if answer != "joined" else person,
        role=row.word("role", cells.ROLES) if row.text("role") and answer == "joined" else "member",
        since=_day(row, "since", now), decals=_day(row, "decals", now),
        claims=_claims(row, now) if answer == "joined" else "", bare=bare,
    )  # fmt: skip


def _ours(row: Row) -> None:
    said = row.text("municipality")
    place = Municipality.objects.get(pk=tenancy.municipality_id())
    ours = municipalities.own(name=place.name, code=place.code)
    if said and not municipalities.is_ours(said, ours):
        told = {"said": said[:60], "here": place.name}
        raise CellProblem(_("The row is of %(said)s, and this list is taken in by %(here)s.") % told)


def _not_secret(row: Row) -> None:
    if row.text("protected") and row.word("protected", cells.YES) == "yes":
        raise CellProblem(_("The list says that this person's details are protected: nobody is written down."))


def _address(row: Row) -> str:
    said = row.text("address")
    if not said:
        raise CellProblem(_("The row has no address."))
    flat, town = row.text("apartment"), " ".join(filter(None, (row.text("postcode"), row.text("locality"))))
    door = " ".join(filter(None, (said, row.text("number"), f"lgh {flat}" if flat.isdecimal() else flat)))
    return (f"{door}, {town}" if town else door)[:300]


def _person(row: Row, field: str) -> str:
    said = " ".join(row.text(field).split())
    if len(said) > LONGEST[field]:
        raise CellProblem(_("“%(said)s…” is too long.") % {"said": said[:40]})
    if field == "email" and said:
        return _email(said)
    if field == "name" and cells.is_place(said):
        raise CellProblem(_("“%(said)s” stands for a name, and looks like an address.") % {"said": said})
    return said


def _email(said: str) -> str:
    try:
        validate_email(said)
    except ValidationError as error:
        raise CellProblem(_("“%(said)s” is no e-mail address.") % {"said": said[:60]}) from error
    return said.lower()


def _day(row: Row, field: str, now: datetime) -> date | None:
    found = row.day(field)
    if found is not None and found > timezone.localdate(now):
        raise CellProblem(_("%(day)s is in the future.") % {"day": found.isoformat()})
    return found


def _claims(row: Row, now: datetime) -> str:
    """A yes, with its day where one is told; a no and an empty cell say that nothing was agreed to."""
    said = list[tuple[str, date | None]]()
    for purpose in purposes.PURPOSES:
        word = cells.YES.get(fold(row.text(f"agrees_{purpose}")), "")
        day = None if word else _day(row, f"agrees_{purpose}", now)
        if word == "yes" or day is not None:
            said.append((purpose, day))
    return cells.as_claims(said)
