"""One address found, strictly: a wrong door is worse than none.

A name that only begins as another is a suggestion, a town that the homes don't have is a question, and what is
refused says which homes it could be.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal, NamedTuple

from kokong.kernel import tenancy
from kokong.kernel.models import Municipality

from . import homes, rules, search, street_names, typed
from .register import Asking, Door, Loaded, Register, numbers_of
from .typed import Asked
from .values import AddressAmbiguous, AddressElsewhere, AddressIsProperty, AddressNotFound, Dwelling, Hit, Named

SHOWN: Final = 8
# A flat may be told of a house that nobody knows to be one home.
_HOUSES: Final = frozenset({"detached", "row", "holiday"})


@dataclass(frozen=True)
class Found:
    """The dwelling that an address names; `unit` and `stairwell` where they were told of a block whose flats
    nobody lists."""

    dwelling_id: int
    unit: str = ""
    stairwell: str = ""


def the_one(*, text: str) -> Dwelling:
    """See `api.find_address`."""
    found = found_by(text=text)
    return homes.by_ids([found.dwelling_id])[found.dwelling_id]


def found_by(*, text: str) -> Found:
    """The one dwelling that an address names. Raises AddressNotFound, AddressElsewhere, AddressIsProperty or
    AddressAmbiguous."""
    ways = typed.readings(text)
    return found_in(text, ways, _decided(ways))


def found_in(text: str, ways: Sequence[Asked], meant: "Meant") -> Found:
    """As `found_by`, of an address whose meaning is known."""
    if meant.found is not None:
        return meant.found
    shown = [door.id for door in meant.doors[:SHOWN]]
    if meant.why == "ambiguous":
        raise AddressAmbiguous(text, told_apart(shown))
    if meant.why == "elsewhere":
        raise AddressElsewhere(text, told_apart(shown))
    if named := typed.designation(text):
        raise AddressIsProperty(text, told_apart(_of_the_name(ways, named.name)))
    raise AddressNotFound(text, told_apart(_suggested(text, ways, meant.doors)))


def meant_by(*, text: str) -> Sequence[Found]:
    """All the dwellings that an address may name, namesakes in other villages too; none where nothing has it."""
    meant = _decided(typed.readings(text))
    return [meant.found] if meant.found is not None else meant.several


def is_street(*, name: str) -> bool:
    """Whether a street of the municipality is called so, also written short."""
    return bool(Asking().named(street_names.spellings(name)))


def _decided(ways: Sequence[Asked]) -> "Meant":
    own = own_names() if any(asked.town for asked in ways) else frozenset()
    return decided(ways, own, Asking())


class Meant(NamedTuple):
    """The home that an address names; or why it names none, and the doors that it could be. `several`: the homes
    among which an ambiguous address doesn't say which."""

    found: Found | None
    why: Literal["", "ambiguous", "elsewhere", "unknown"] = ""
    doors: Sequence[Door] = ()
    several: Sequence[Found] = ()


def decided(ways: Sequence[Asked], own: Collection[str], register: Register) -> Meant:
    """What the readings of an address mean in a register; `own` is what the municipality is called."""
    beside: list[Door] = []
    elsewhere: list[Door] = []
    for asked, streets in _meant(ways, register):
        there = at_number(asked, _doors(asked, streets, register))
        fitting = [door for door in there if _fits(asked, door, own)]
        if there and not fitting:
            elsewhere += there
            continue
        found = chosen(asked, fitting)
        if len(found) == 1:
            return Meant(found[0])
        if found:
            by_id = {door.id: door for door in fitting}
            return Meant(None, "ambiguous", [by_id[each.dwelling_id] for each in found], found)
        beside += fitting
    return Meant(None, "elsewhere", elsewhere) if elsewhere else Meant(None, "unknown", beside)


def many(*, texts: Sequence[str]) -> tuple[Named, ...]:
    """See `api.addresses_found`."""
    meant = {text: each for text, (_ways, each) in all_meant(texts).items()}
    ids = {text: [each.found.dwelling_id] if each.found else [d.id for d in each.doors[:SHOWN]]
           for text, each in meant.items()}  # fmt: skip
    known = homes.by_ids(i for found in ids.values() for i in found)
    return tuple(
        Named(tuple(known[i] for i in dict.fromkeys(ids[text])), sure=meant[text].found is not None)
        for text in texts
    )


def all_meant(texts: Sequence[str]) -> dict[str, tuple[Sequence[Asked], Meant]]:
    """The readings of many addresses, and what they mean, in a few queries for all."""
    read = {text: typed.readings(text) for text in texts}
    register = Loaded(asked for ways in read.values() for asked in ways)
    own = own_names()
    return {text: (ways, decided(ways, own, register)) for text, ways in read.items()}


def at_addresses(*, texts: Sequence[str]) -> tuple[Named, ...]:
    """See `api.homes_at`."""
    meant = {text: each for text, (_ways, each) in all_meant(texts).items()}
    ids = {text: _at_one(each) for text, each in meant.items()}
    known = homes.by_ids(i for found, _sure in ids.values() for i in found)
    return tuple(Named(tuple(known[i] for i in ids[text][0]), sure=ids[text][1]) for text in texts)


def _at_one(meant: Meant) -> tuple[list[int], bool]:
    """The homes that an address names, and whether they stand at one number of one street."""
    if meant.found is not None:
        return [meant.found.dwelling_id], True
    if meant.why != "ambiguous":
        return list(dict.fromkeys(door.id for door in meant.doors))[:SHOWN], False
    one = len({(door.street_id, door.number_key) for door in meant.doors}) == 1
    found = list(dict.fromkeys(door.id for door in meant.doors))
    return (found, True) if one else (found[:SHOWN], False)


def _suggested(text: str, ways: Sequence[Asked], beside: Sequence[Door]) -> list[int]:
    if beside or (beside := _a_letter_away(ways)):
        return [door.id for door in beside[:SHOWN]]
    return [] if typed.is_secret(text) else search.nearby(text)


def _of_the_name(ways: Sequence[Asked], name: str) -> list[int]:
    """The first homes of a farm or village, whatever their numbers; else what a search for its name offers."""
    register = Asking()
    streets = [street for _asked, all_of in _meant(ways, register) for street in all_of]
    if doors := register.first(streets, SHOWN):
        return [door.id for door in doors]
    return [hit.dwelling_id for hit in search.hits(text=name, limit=SHOWN)]


def _a_letter_away(ways: Sequence[Asked]) -> list[Door]:
    """The homes at the number in streets that a lost or added letter makes of this one. They are only offered:
    Hagvägen and Hagavägen may lie in one town, and one of them in another municipality."""
    for asked in _likely(ways):
        streets = _a_slip_away(asked.street)
        if streets and (there := at_number(asked, _doors(asked, streets, Asking()))):
            return there
    return []


def _meant(ways: Sequence[Asked], register: Register) -> Iterable[tuple[Asked, list[int]]]:
    """The readings with the streets that each may mean: by their names, else written short, else with initials.
    The first sort that any reading has ends the search."""
    spelled = {asked.street: street_names.spellings(asked.street) for asked in ways}
    by_name = register.named({s for all_of in spelled.values() for s in all_of})
    plain = [(asked, by_name.get(spelled[asked.street][0], [])) for asked in ways]
    if any(streets for _asked, streets in plain):
        return [(asked, streets) for asked, streets in plain if streets]
    short = [(asked, [i for s in spelled[asked.street] for i in by_name.get(s, ())]) for asked in ways]
    if any(streets for _asked, streets in short):
        return [(asked, streets) for asked, streets in short if streets]
    return [(asked, streets) for asked in _likely(ways) if (streets := register.with_initials(asked.street))]


def _likely(ways: Sequence[Asked]) -> list[Asked]:
    return [asked for asked in ways if asked.number[:5].isdigit()][:3]


def _a_slip_away(name: str) -> list[int]:
    key = street_names.key(name)
    streets = search.a_slip_away(key)
    return [street.id for street in streets if street_names.is_slip(key, street.name_key)]


def _doors(asked: Asked, streets: list[int], register: Register) -> list[Door]:
    """The homes at the number: with its letter as a stairwell where it is none, else within a span of numbers."""
    doors = register.numbered(streets, numbers_of(asked))
    if at_number(asked, doors) or not asked.number[:5].isdigit():
        return doors
    return doors + register.spanning(streets)


def at_number(asked: Asked, doors: Sequence[Door]) -> list[Door]:
    """Those of the doors that have the number, as surely as may be. Pure."""
    number, well = asked.number, asked.stairwell
    exact = [door for door in doors if door.number_key == number]
    if well and (lettered := [d for d in doors if d.number_key == number + well]) and not _stairs(exact):
        return lettered
    if exact:
        return exact
    base, letter = number[:5], number[5:]
    if letter and (stairs := [d for d in doors if d.number_key == base and rules.fold(d.stairwell) == letter]):
        return stairs
    return [door for door in doors if rules.spans(door.number_key, number)]


def chosen(asked: Asked, doors: Sequence[Door]) -> list[Found]:
    """The homes that are meant among those at the number: several where the flat isn't told. Pure."""
    if asked.stairwell and not all(door.number_key.endswith(asked.stairwell) for door in doors):
        if _stairs(door for door in doors if not door.unit_key or not _blocks(doors)):
            doors = [door for door in doors if rules.fold(door.stairwell) == asked.stairwell]
        else:
            return _told(asked, doors)
    if not asked.unit:
        itself = [door for door in doors if not door.unit_key] or doors
        return [Found(door.id) for door in itself]
    if flats := [door for door in doors if door.unit_key == asked.unit]:
        return [Found(door.id) for door in flats]
    return _told(asked, doors)


def _told(asked: Asked, doors: Sequence[Door]) -> list[Found]:
    """A block whose flats nobody lists, with the flat and stairwell as they were told."""
    unit = asked.unit.lstrip("0") if asked.unit.isdigit() else asked.unit
    if re.fullmatch(r"9\d\d", unit):  # 0902 below the ground floor, its zero lost: no other number has one
        unit = f"0{unit}"
    blocks = [door for door in doors if not door.unit_key and door.kind not in _HOUSES]
    return [Found(door.id, unit.upper(), asked.stairwell.upper()) for door in blocks]


def _blocks(doors: Iterable[Door]) -> bool:
    return any(not door.unit_key for door in doors)


def _stairs(doors: Iterable[Door]) -> bool:
    return any(door.stairwell for door in doors)


def _fits(asked: Asked, door: Door, own: Collection[str]) -> bool:
    return typed.town_fits(
        asked, town=rules.fold(door.locality), district=rules.fold(door.district), postcode=door.postcode,
        municipality=own,
    ) is typed.Fit.HERE  # fmt: skip


def own_names() -> Collection[str]:
    """The municipality's name, folded, without "kommun"."""
    name = rules.fold(Municipality.objects.values_list("name", flat=True).get(pk=tenancy.municipality_id()))
    plain = name.removesuffix(" kommun").removesuffix(" stad")
    return frozenset({name, plain})


def told_apart(ids: Iterable[int]) -> list[Hit]:
    """Homes to choose from, in the order given. Those that read alike are told apart: by the part of the
    municipality, else by where they stand."""
    wanted = list(dict.fromkeys(ids))
    values = homes.by_ids(wanted)
    found = [values[i] for i in wanted]
    label = {home.id: _detail(home) for home in found}
    for _line, group in groupby(sorted(found, key=_line_of), key=_line_of):
        alike = list(group)
        if len(alike) > 1:
            differ = len({home.district for home in alike}) == len(alike)
            label |= {home.id: _apart(home, by_district=differ) for home in alike}
    return [Hit(home.id, home.address, label[home.id], home.lon, home.lat) for home in found]


def _line_of(home: Dwelling) -> str:
    return home.full_address


def _detail(home: Dwelling) -> str:
    return f"{home.postcode} {home.locality}".strip()


def _apart(home: Dwelling, *, by_district: bool) -> str:
    where = home.district if by_district else f"{home.lat:.5f}, {home.lon:.5f}"
    parts = [_detail(home), "" if by_district else home.district]
    return " ".join(filter(None, [*parts, f"({where})"]))
