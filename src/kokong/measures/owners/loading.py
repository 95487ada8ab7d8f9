"""What the database has of all that the rows of a list name, in a few queries."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Upper

from kokong.intake.api import CellProblem, Row

from . import cells
from . import models as rows
from .values import Refused


@dataclass(eq=False)
class Owner:
    """An owner, in the database or new: the key of their name, and addresses and names' keys of their contacts."""

    row: rows.Owner
    key: str
    emails: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


@dataclass(eq=False)
class Building:
    """A building, in the database or new; `owning` counts who say that they own it."""

    row: rows.Building
    owning: int = 0

    @property
    def disputed(self) -> bool:
        """Whether several say that they own it, and nobody has decided."""
        return self.owning > 1 and not self.row.together


@dataclass(frozen=True)
class Loaded:
    """Keys by name, as the database folds them; owners; buildings by the homes in them; claims that stand."""

    key: Mapping[str, str]
    owners: Sequence[Owner]
    linked: dict[int, Building]
    claims: set[tuple[Owner, Building, str]]


def load(told: Sequence[Row]) -> Loaded:
    """All of it. Owners and buildings stay locked until it is written."""
    names, numbers, texts = set[str](), set[str](), dict[Row, tuple[str, ...]]()
    for row in told:
        names |= {" ".join(row.text("owner").split())[:160], cells.contact(row)[0]}
        numbers.add(_number(row))
        texts[row] = _addresses(row)
    key = _keys(names)
    owners = _owners(key.values(), numbers - {""})
    linked = _linked(
        {home.id for row, each in texts.items() for text in each for home in cells.homes(row, text).homes}
    )
    return Loaded(key, tuple(owners.values()), linked, _claims(owners, linked))


def _number(row: Row) -> str:
    try:
        return cells.named(row)[1]
    except Refused:
        return ""


def _addresses(row: Row) -> tuple[str, ...]:
    try:
        return cells.addresses(row)
    except CellProblem:
        return ()


def _keys(names: Collection[str]) -> dict[str, str]:
    """Names as `iexact` compares them: in capitals, as this database has them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT n, upper(n) FROM unnest(%s::text[]) n", [sorted(names)])
        return dict(cursor.fetchall())


def _owners(keys: Iterable[str], numbers: Collection[str]) -> dict[int, Owner]:
    active = rows.Owner.objects.filter(state="active").annotate(key=Upper("name"))
    named = active.filter(Q(key__in=set(keys)) | Q(number__in=numbers)).order_by("pk")
    found = {row.pk: Owner(row, row.key) for row in named.select_for_update(no_key=True)}
    told = rows.Contact.objects.filter(owner_id__in=found, ended=None).annotate(key=Upper("name"))
    for owner_id, email, key in told.values_list("owner_id", "email", "key"):
        found[owner_id].emails.add(email)
        found[owner_id].names.add(key)
    return found


def _linked(dwelling_ids: Collection[int]) -> dict[int, Building]:
    homes = dict(rows.Home.objects.filter(dwelling_id__in=dwelling_ids).values_list("dwelling_id", "building_id"))
    locked = rows.Building.objects.select_for_update(no_key=True).filter(pk__in=set(homes.values()))
    found = {row.pk: Building(row) for row in locked.order_by("pk")}
    return {dwelling_id: found[building_id] for dwelling_id, building_id in homes.items()}


def _claims(owners: Mapping[int, Owner], linked: Mapping[int, Building]) -> set[tuple[Owner, Building, str]]:
    buildings = {each.row.pk: each for each in linked.values()}
    found = set()
    stand = rows.Claim.objects.filter(building_id__in=buildings, until=None)
    for owner_id, building_id, part in stand.values_list("owner_id", "building_id", "part"):
        buildings[building_id].owning += part == "owns"
        if owner_id in owners:
            found.add((owners[owner_id], buildings[building_id], part))
    return found
