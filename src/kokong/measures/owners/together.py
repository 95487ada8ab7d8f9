"""The rows of a list of owners at once: what `importing.take` does one by one, in few queries.

What each row comes to is decided in memory, row after row, from what the database has (`Known`), and written at
the end. A row that is refused takes back what it had begun. Tests hold both ways to the same outcome.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kokong.intake.api import Row, Taken
from kokong.kernel import audit
from kokong.kernel.errors import UserError
from kokong.people import api as people
from kokong.places import api as places

from . import cells, contacts, holding, loading, registering, rules
from . import models as rows
from .disputes import settle
from .loading import Building, Owner

HOMES = 2000
"""So many homes are written in one query."""


def take_all(told: Sequence[Row], *, now: datetime) -> Sequence[Taken | UserError]:
    """Take rows, each wholly or not at all; see `intake.importers.Together`."""
    known = Known(told)
    decided = [_decided(row, known) for row in told]
    _write(known.plan, now)
    return [each() for each in decided]


@dataclass
class Plan:
    """What is to be written, and what the log will say, in the order of the rows."""

    owners: list[Owner] = field(default_factory=list)
    buildings: list[Building] = field(default_factory=list)
    grown: list[Building] = field(default_factory=list)
    homes: list[tuple[Building, int]] = field(default_factory=list)
    claims: list[tuple[Owner, Building, str]] = field(default_factory=list)
    people: list[tuple[rows.Contact, Owner]] = field(default_factory=list)
    agreed: list[rows.Contact] = field(default_factory=list)
    log: list[Callable[[], audit.Done]] = field(default_factory=list)


class Known:
    """What the database has of all that some rows name, and what rows before have added."""

    def __init__(self, told: Sequence[Row]) -> None:
        found = loading.load(told)
        self.key, self.linked, self.claims = found.key, found.linked, found.claims
        self.by_number: dict[str, list[Owner]] = defaultdict(list)
        self.by_key: dict[str, list[Owner]] = defaultdict(list)
        for each in found.owners:
            self.by_number[each.row.number].append(each)
            self.by_key[each.key].append(each)
        self.plan, self.undo = Plan(), list[Callable[[], Any]]()

    def back(self) -> None:
        """Take back what the row has begun, the last first."""
        for each in reversed(self.undo):
            each()
        self.undo.clear()

    def add(self, to: list[Any], what: Any) -> None:
        """Put something last in a list, until it is taken back."""
        to.append(what)
        self.undo.append(to.pop)

    def put(self, to: set[Any], what: Any) -> None:
        """Put something that isn't there in a set, until it is taken back."""
        if what not in to:
            to.add(what)
            self.undo.append(lambda: to.discard(what))

    def set(self, of: object, name: str, value: object) -> None:
        """Set an attribute, until it is taken back."""
        before = getattr(of, name)
        setattr(of, name, value)
        self.undo.append(lambda: setattr(of, name, before))

    def owner(self, row: Row) -> tuple[Owner, bool]:
        """Whose row it is, and whether they are new. Raises Refused."""
        name, number = cells.named(row)
        found = self.by_number[number] if number else self.by_key[self.key[name]]
        if len(found) > 1:
            raise cells.several()
        return (found[0], False) if found else (self._new(row, name, number), True)

    def _new(self, row: Row, name: str, number: str) -> Owner:
        draft = cells.draft(row, name, number)
        registering.checked(draft)
        made = Owner(rows.Owner(name=name, kind=draft.kind, number=number), self.key[name])
        for place in (self.by_number[number], self.by_key[made.key], self.plan.owners):
            self.add(place, made)
        self.add(self.plan.log, lambda: audit.Done("owner.added", "owner", made.row.pk, {"kind": draft.kind}))
        return made

    def claim(self, row: Row, owner: Owner, address: str, part: str) -> Building | None:
        """The building at an address, which is now theirs; None where it was already. Raises Refused."""
        building = self._building(address, cells.homes(row, address))
        if (owner, building, part) in self.claims:
            return None
        self.put(self.claims, (owner, building, part))
        self.add(self.plan.claims, (owner, building, part))
        if part == "owns":
            self.set(building, "owning", building.owning + 1)
            self._no_more_together(building)
        self.add(self.plan.log, lambda: audit.Done("owner.building_added", "owner", owner.row.pk, {"part": part}))
        return building

    def _no_more_together(self, building: Building) -> None:
        if building.row.together:  # one more than was decided about
            self.set(building.row, "together", False)
            self.add(self.plan.grown, building)

    def _building(self, address: str, named: places.Named) -> Building:
        holding.must_be_one(address, named)
        there = {self.linked[home.id] for home in named.homes if home.id in self.linked}
        if len(there) > 1:
            raise holding.in_two(address)
        found = there.pop() if there else self._built(named.homes)
        fresh = [home for home in named.homes if home.id not in self.linked]
        if fresh and found.row.pk:
            self.add(self.plan.grown, found)
        for home in fresh:
            self._link(found, home)
        return found

    def _built(self, homes: Sequence[places.Dwelling]) -> Building:
        made = Building(holding.built(homes))
        self.add(self.plan.buildings, made)
        return made

    def _link(self, building: Building, home: places.Dwelling) -> None:
        self.linked[home.id] = building
        self.undo.append(lambda: self.linked.pop(home.id))
        self.add(self.plan.homes, (building, home.id))
        self.set(building.row, "homes", building.row.homes + home.homes)

    def person(self, row: Row, owner: Owner) -> bool:
        """Whether the row tells of a contact who is new. Raises Refused."""
        name, email = cells.contact(row)
        if not name or (email in owner.emails if email else self.key[name] in owner.names):
            return False
        person, agreed = cells.person(row)
        made = rows.Contact(**contacts.checked(person))
        self.put(owner.names, self.key[name])
        if email:
            self.put(owner.emails, email)
        self.add(self.plan.people, (made, owner))
        if agreed:
            self.add(self.plan.agreed, made)
        self.add(self.plan.log, lambda: audit.Done("owner.contact_added", contacts.SUBJECT, made.pk))
        return True


def _decided(row: Row, known: Known) -> Callable[[], Taken | UserError]:
    """What becomes of a row, said once everything is written: until then who is new has no number."""
    try:
        owner, new = known.owner(row)
        part = cells.part(row)
        claimed = [known.claim(row, owner, text, part) for text in cells.addresses(row)]
        fresh = [each for each in claimed if each is not None]
        person = known.person(row, owner)
    except UserError as error:
        known.back()
        refused = error
        return lambda: refused
    if not (new or fresh or person):
        known.back()
        return lambda: cells.there(owner.row.pk)
    known.undo.clear()
    doubtful = any(each.disputed for each in fresh)
    return lambda: cells.taken(owner.row.pk, doubtful=doubtful, new=new)


def _write(plan: Plan, now: datetime) -> None:
    for owner in plan.owners:
        owner.row.since = now
    rows.Owner.objects.bulk_create([each.row for each in plan.owners])
    rows.Building.objects.bulk_create([each.row for each in plan.buildings])
    grown = {each.row.pk: each.row for each in plan.grown}
    rows.Building.objects.bulk_update(grown.values(), ["homes", "together"], batch_size=500)
    homes = [rows.Home(building=b.row, dwelling_id=home) for b, home in plan.homes]
    rows.Home.objects.bulk_create(homes, batch_size=HOMES)
    rows.Claim.objects.bulk_create(
        rows.Claim(owner=o.row, building=b.row, part=part, since=now) for o, b, part in plan.claims
    )
    settle({b.row.pk for _owner, b, _part in plan.claims})
    _write_people(plan, now)


def _write_people(plan: Plan, now: datetime) -> None:
    for person, owner in plan.people:
        person.owner, person.since = owner.row, now
    rows.Contact.objects.bulk_create([person for person, _owner in plan.people])
    audit.record_all([each() for each in plan.log])
    people.consent.given_all(
        kind=contacts.SUBJECT, ids=[each.pk for each in plan.agreed], purpose=rules.CONSENT,
        text=contacts.agreed_to(), channel="paper", now=now,
    )  # fmt: skip
