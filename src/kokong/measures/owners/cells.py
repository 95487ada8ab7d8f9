"""What the cells of a list of owners say, whether its rows are taken one by one or at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from kokong import tables
from kokong.intake.api import Already, CellProblem, Row, Taken
from kokong.places import api as places

from . import contacts, rules, words
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
    """The addresses of many rows, looked up at once; of a cell that is none its row says so when it is taken."""
    told = {row.line: _told(row) for row in rows}
    every = list(dict.fromkeys(text for texts in told.values() for text in texts))
    known = dict(zip(every, places.homes_at(texts=every), strict=True)) if every else {}
    return {line: Ahead({text: known[text] for text in texts}) for line, texts in told.items()}


def _told(row: Row) -> tuple[str, ...]:
    try:
        return addresses(row)
    except CellProblem:
        return ()


def named(row: Row) -> tuple[str, str]:
    """The owner's name and number; of one who has a number that alone counts. Raises Refused for a wrong one."""
    name = " ".join(row.text("owner").split())[:160]
    try:
        return name, rules.organisation_number(row.text("number"))
    except rules.Unnumbered as error:
        raise Refused(f"{row.text('number')}: {words.NUMBERS[error.why]}") from error


def several() -> Refused:
    """The refusal of a name that several have."""
    return Refused(_("Several owners are called so. Write the organisation number."))


def draft(row: Row, name: str, number: str) -> Draft:
    """An owner who isn't known yet. Raises Refused where neither the row nor the name tells the kind."""
    return Draft(name, row.word("kind", KINDS) if row.text("kind") else _kind_of(name), number)


def _kind_of(name: str) -> str:
    """What kind of owner a name tells of; only what names say by themselves."""
    first = tables.fold(name).split()[:1]
    if first and (first[0] == "brf" or first[0].startswith("bostadsrattsforening")):
        return "brf"
    if first and first[0].startswith("samfallighet"):
        return "joint"
    raise Refused(_("Say which kind of owner it is: the name doesn’t tell."))


def part(row: Row) -> str:
    """Whether the owner owns or manages what the row names."""
    return row.word("part", PARTS) if row.text("part") else "owns"


def homes(row: Row, address: str) -> places.Named:
    """The homes at an address, looked up before where that was done."""
    known = row.ahead.named.get(address) if isinstance(row.ahead, Ahead) else None
    return known if known is not None else places.homes_at(texts=[address])[0]


def contact(row: Row) -> tuple[str, str]:
    """Name and e-mail address of the contact; no name for none."""
    return " ".join(row.text("contact").split())[:120], row.text("email")[:254].lower()


def person(row: Row) -> tuple[contacts.Person, bool]:
    """The contact, and whether they agree to be written to."""
    name, email = contact(row)
    role = row.word("role", ROLES) if row.text("role") else "other"
    return contacts.Person(name, email, row.text("phone")[:30], role), bool(row.yes("consent"))


def there(owner_id: int) -> Already:
    """All that the row tells is known."""
    return Already(_("The owner, the building and the contact are there already."), subject_id=owner_id)


def taken(owner_id: int, *, doubtful: bool, new: bool) -> Taken:
    """What became of a row."""
    if doubtful:
        return Taken(owner_id, _("Another owner claims it, too: decide whose it is."), waits=True)
    return Taken(owner_id, "" if new else _("Added to an owner who was known."), changed=not new)


def addresses(row: Row) -> tuple[str, ...]:
    """The addresses of a cell, apart by semicolons or lines."""
    each = (text.strip() for text in row.text("address").replace("\n", ";").split(";"))
    return tuple(dict.fromkeys(text[:200] for text in each if text))
