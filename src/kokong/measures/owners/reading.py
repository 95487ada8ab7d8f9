"""Owners and buildings as values, with few queries however many. Nobody is named here: that is `contacts`."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import Q, QuerySet, Sum

from kokong.places import api as places

from . import models as rows
from .values import Building, BuildingMissing, Claim, Held, Owner, OwnerMissing

OPEN = Q(until=None)


def owners(*, state: str = "active", kind: str = "", disputed: bool = False) -> tuple[Owner, ...]:
    """All owners in a state ("" for any), of a kind, or those with a building that another claims too; by name."""
    found = rows.Owner.objects.order_by("name", "pk")
    found = found.filter(state=state) if state else found
    every = _owners(found.filter(kind=kind) if kind else found)
    return tuple(each for each in every if each.disputed) if disputed else every


def owner(*, owner_id: int) -> Owner:
    """One owner. Raises OwnerMissing."""
    found = _owners(rows.Owner.objects.filter(pk=owner_id))
    if not found:
        raise OwnerMissing("")
    return found[0]


def known_by(*, name: str, number: str) -> tuple[int, ...]:
    """The active owners with an organisation number, or where none is told with a name."""
    found = rows.Owner.objects.filter(state="active").order_by("pk")
    found = found.filter(number=number) if number else found.filter(name__iexact=name)
    return tuple(found.values_list("pk", flat=True))


def buildings(*, owner_id: int | None = None, ids: Collection[int] | None = None) -> tuple[Building, ...]:
    """Buildings that an owner has or had, or some of them, or all; by address."""
    found = rows.Building.objects.order_by("address", "pk")
    if owner_id is not None:
        of_owner = rows.Claim.objects.filter(owner_id=owner_id).values("building_id")
        found = found.filter(pk__in=of_owner)
    return _buildings(found if ids is None else found.filter(pk__in=ids))


def held(*, owner_id: int) -> tuple[Held, ...]:
    """What an owner has or had, a line for each claim, by address; one query, since some have hundreds."""
    found = rows.Claim.objects.filter(owner_id=owner_id)
    said = [f"building__{name}" for name in ("id", "address", "point", "homes", "disputed")]
    every = found.order_by("building__address", "building_id", "since", "pk")
    return tuple(Held(*each) for each in every.values_list(*said, "part", "since", "until"))


def building(*, building_id: int) -> Building:
    """One building. Raises BuildingMissing."""
    found = buildings(ids=[building_id])
    if not found:
        raise BuildingMissing("")
    return found[0]


def disputed() -> tuple[Building, ...]:
    """Buildings that several say they own, and about which nobody has decided."""
    found = disputed_ids()
    return buildings(ids=found) if found else ()


def disputed_ids(*, among: Iterable[int] | None = None) -> list[int]:
    """Their numbers."""
    found = rows.Building.objects.filter(disputed=True)
    found = found if among is None else found.filter(pk__in=list(among))
    return list(found.order_by("pk").values_list("pk", flat=True))


def homes_of(*, building_ids: Collection[int]) -> Mapping[int, tuple[int, ...]]:
    """The dwellings in each building, by their numbers."""
    found: dict[int, list[int]] = defaultdict(list)
    every = rows.Home.objects.filter(building_id__in=building_ids).order_by("dwelling_id")
    for building_id, dwelling_id in every.values_list("building_id", "dwelling_id"):
        found[building_id].append(dwelling_id)
    return {building_id: tuple(ids) for building_id, ids in found.items()}


def at_home(*, dwelling_id: int) -> tuple[tuple[Building, Claim], ...]:
    """Who has the building in which a dwelling lies."""
    ids = rows.Home.objects.filter(dwelling_id=dwelling_id).values_list("building_id", flat=True)
    found = buildings(ids=list(ids))
    return tuple((each, claim) for each in found for claim in each.claims if claim.until is None)


def counts() -> tuple[int, int]:
    """How many owners are active, and how many homes lie in buildings that somebody has."""
    owned = rows.Building.objects.filter(pk__in=rows.Claim.objects.filter(OPEN).values("building_id"))
    return rows.Owner.objects.filter(state="active").count(), owned.aggregate(n=Sum("homes"))["n"] or 0


def _owners(found: "QuerySet[rows.Owner]") -> tuple[Owner, ...]:
    listed = list(found)
    ids = [row.pk for row in listed]
    had: dict[int, dict[int, int]] = defaultdict(dict)
    every = rows.Claim.objects.filter(OPEN, owner_id__in=ids)
    for owner_id, building_id, homes in every.values_list("owner_id", "building_id", "building__homes"):
        had[owner_id][building_id] = homes
    doubtful = set(disputed_ids())
    every_contact = rows.Contact.objects.filter(owner_id__in=ids, ended=None)
    people = Counter(every_contact.values_list("owner_id", flat=True))
    return tuple(_owner(row, had[row.pk], doubtful, people[row.pk]) for row in listed)


def _owner(row: rows.Owner, had: Mapping[int, int], doubtful: Collection[int], people: int) -> Owner:
    return Owner(
        id=row.pk, name=row.name, kind=row.kind, number=row.number, state=row.state, since=row.since,
        ended=row.ended, into_id=row.into_id, out_of_id=row.out_of_id, buildings=len(had),
        homes=sum(had.values()), disputed=sum(1 for each in had if each in doubtful), people=people,
    )  # fmt: skip


def _buildings(found: "QuerySet[rows.Building]") -> tuple[Building, ...]:
    listed: Sequence[rows.Building] = list(found)
    ids = [row.pk for row in listed]
    claims: dict[int, list[Claim]] = defaultdict(list)
    every = rows.Claim.objects.filter(building_id__in=ids).select_related("owner")
    for each in every.order_by("until", "since", "pk"):
        claims[each.building_id].append(
            Claim(each.pk, each.owner_id, each.owner.name, each.part, each.since, each.until)
        )
    lon, lat = places.degrees(x=[row.point.x for row in listed], y=[row.point.y for row in listed])
    return tuple(
        Building(
            row.pk, row.address, row.point, float(x), float(y), row.homes, row.disputed,
            tuple(claims[row.pk]),
        )
        for row, x, y in zip(listed, lon, lat, strict=True)
    )  # fmt: skip
