"""Pure rules about addresses: how they are compared, ordered, read from typed text, and what they are."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from kokong.tables import unaccented

DESK: Final = frozenset({"officer", "coordinator"})
MAY: Final = {
    "places.search": DESK | {"alarm_operator", "alarm_supervisor"},
    "places.map": DESK | {"visitor", "alarm_operator", "alarm_supervisor"},
    "layers.read": DESK,
    "area.see": DESK,
    "area.edit": DESK,
    "places.import": frozenset({"coordinator"}),
    "do_not_visit.edit": frozenset({"coordinator"}),
}

Kind = Literal["detached", "row", "flat", "holiday", "unknown"]
KINDS: Final[tuple[Kind, ...]] = ("detached", "row", "flat", "holiday", "unknown")

_APART: Final = re.compile(r"[^0-9a-z/-]+|(?<![0-9a-z])[/-]+|[/-]+(?![0-9a-z])|(?<=[a-z])[/-]+(?=[a-z])")
_UNIT: Final = re.compile(
    r"\b(?:lgh|lagenhet|lag|apt|apartment|flat|unit|whg|wohnung)\s*(?:nr\s*)?([a-z]?\d+[a-z]?)\b"
)
_FLOOR: Final = re.compile(r"\b\d+\s*(?:tr|trappor)\b|\b(?:nb|bv)\b")
_GLUED: Final = re.compile(r"\b([a-z]{3,})(\d+[a-z]?)\b")
_NUMBER: Final = re.compile(r"\d{1,5}[a-z]{0,2}(?:[/-]\d+[a-z]?)?")
_LAND_SURVEY_UNIT: Final = re.compile(r"1[0-9]\d\d|09\d\d")


def fold(text: str) -> str:
    """Text as it is compared: no case, no accents, single spaces. `fold("Åsgränd 5 B")` is "asgrand 5 b"."""
    return " ".join(_APART.sub(" ", unaccented(text).replace("'", "")).split())


_SPAN_OF_LETTERS: Final = re.compile(r"(\d+)([a-z])-([a-z])")


@lru_cache(maxsize=1 << 16)  # registers repeat a few thousand numbers a million times
def number_key(number: str) -> str:
    """A house or flat number as it is compared and ordered: 5 before 5 B before 12. Empty stays empty.

    Numbers that stand for several houses stay apart from one: "16 - 18" is not 1618, and "12 A-C" ends in 12 C.
    """
    plain = re.sub(r"[‐-―−]", "-", number.replace(":", "/"))
    plain = re.sub(r"[^0-9a-z/-]+", "", unaccented(plain)).strip("/-")
    if letters := _SPAN_OF_LETTERS.fullmatch(plain):
        plain = "{0}{1}-{0}{2}".format(*letters.groups())
    found = re.match(r"(\d*)(.*)", plain)
    assert found is not None
    digits, rest = found.groups()
    return (digits.lstrip("0") or "0").rjust(5, "0") + rest if digits else rest


_SPAN: Final = re.compile(r"(\d{5,})([a-z]?)-0*(\d+)([a-z]?)")
_ONE: Final = re.compile(r"(\d{5,})([a-z]?)")
_LONGEST_SPAN: Final = 100


def spans(key: str, number: str) -> bool:
    """Whether a number that stands for several houses has this one among them; both are keys.

    >>> spans("00016-18", "00018"), spans("00016-18", "00017"), spans("00012a-12c", "00012b")
    (True, False, True)
    """
    several, one = _SPAN.fullmatch(key), _ONE.fullmatch(number)
    if not several or not one:
        return False
    low, high, wanted = int(several[1]), int(several[3]), int(one[1])
    if several[2] and several[4]:
        return low == high == wanted and several[2] <= one[2] <= several[4] and bool(one[2])
    same_side = (high - low) % 2 == 1 or (wanted - low) % 2 == 0
    return low <= wanted <= high <= low + _LONGEST_SPAN and same_side and not one[2]


def unit_name(text: str) -> str:
    """A flat's number without the word before it: "Lgh 1101" is "1101"."""
    found = _UNIT.fullmatch(fold(text))
    return found.group(1).upper() if found else text.strip()


def floor_of(unit: str) -> int | None:
    """The floor that a Swedish four-digit flat number tells (10xx is the ground floor); None otherwise."""
    return int(unit[:2]) - 10 if _LAND_SURVEY_UNIT.fullmatch(unit) else None


def whole_number(text: str, *, digits: int = 3) -> int | None:
    """A whole number of a few ordinary digits, as a floor is told; None for whatever else stands there.

    >>> whole_number("-1"), whole_number("\u00b2"), whole_number("--1"), whole_number("99999")
    (-1, None, None, None)
    """
    return int(text) if re.fullmatch(rf"-?[0-9]{{1,{digits}}}", text) else None


def floor_told(text: str, *, unit: str) -> int | None:
    """The floor that a file says, else the one that the flat's number tells."""
    said = whole_number(text)
    return floor_of(unit) if said is None else said


# The phone asks the same before it lets go of what was typed: `FOUND_ADDRESS` in the front end's cocoons/model.ts.
FOUND_ADDRESS: Final = (
    r"(?<street>(?:[^0-9,;]|[0-9]{1,2}:[ae](?= )){2,120}?)[ ,]+"
    r"(?<number>[0-9]{1,4}(?: ?[A-ZÅÄÖ])?(?: ?[-–] ?(?:[0-9]{1,4}(?: ?[A-ZÅÄÖ])?|[A-ZÅÄÖ]))?)"
    r"(?:[ ,]+(?:uppgång|uppg|trapphus)\.? ?(?<stairwell>[A-ZÅÄÖ]|[0-9]{1,2}))?"
    r"(?:[ ,]+(?:lgh|apt)\.? ?(?<unit>[0-9]{1,5}))?"
)
_FOUND: Final = re.compile(FOUND_ADDRESS.replace("(?<", "(?P<"), re.IGNORECASE)


@dataclass(frozen=True)
class FoundParts:
    """An address that no register has, taken apart."""

    street: str
    number: str
    stairwell: str = ""
    unit: str = ""


def found_parts(text: str) -> FoundParts | None:
    """Street, number, stairwell and flat of an address that no register has; None for anything else.

    >>> found_parts("Storgatan 6 b, lgh 1101")
    FoundParts(street='Storgatan', number='6 B', stairwell='', unit='1101')
    >>> found_parts("Södra 2:a gatan 12 - 14 uppg c")
    FoundParts(street='Södra 2:a gatan', number='12-14', stairwell='C', unit='')
    >>> found_parts("Anders garage") is None
    True
    """
    found = _FOUND.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    number = re.sub(r" ?[-–] ?", "-", found["number"].upper())
    return FoundParts(found["street"].strip(), number, (found["stairwell"] or "").upper(), found["unit"] or "")


def address(*, street: str, number: str, unit: str = "", stairwell: str = "") -> str:
    """An address without its town: "Storgatan 5 B, lgh 1101". The stairwell is said where the number doesn't."""
    door = f"{street} {number}".strip()
    if stairwell and not number_key(number).endswith(number_key(stairwell)):
        door = f"{door}, uppg. {stairwell}"
    return f"{door}, lgh {unit}" if unit else door


def full_address(
    *, street: str, number: str, unit: str = "", stairwell: str = "", postcode: str = "", locality: str = ""
) -> str:
    """An address with its town: "Storgatan 5 B, lgh 1101, 392 32 Kalmar"."""
    town = f"{postcode} {locality}".strip()
    door = address(street=street, number=number, unit=unit, stairwell=stairwell)
    return f"{door}, {town}" if town else door


def flats(listed: str) -> tuple[str, ...]:
    """The flats that an `addr:flats` value lists: "1001;1003", "1-3,5", "A-F" or, by floors and positions,
    "1001-1304". Raises ValueError for a range that can't be meant, and beyond 1,000.

    >>> len(flats("1001-1304")), flats("101-202"), flats("A-C")
    (16, ('101', '102', '201', '202'), ('A', 'B', 'C'))
    """
    found: dict[str, None] = {}
    for part in re.split(r"[;,]", re.sub(r"[‐-―−]", "-", listed)):
        if letters := re.fullmatch(r"\s*([A-Za-z])\s*-\s*([A-Za-z])\s*", part):
            numbers = _letters(*letters.groups())
        elif ends := re.fullmatch(r"\s*([A-Za-z]?)(\d{1,5})\s*-\s*([A-Za-z]?)(\d{1,5})\s*", part):
            numbers = _ends(*ends.groups())
        else:
            numbers = [part.strip()]
        found.update(dict.fromkeys(filter(None, numbers)))
    if len(found) > MOST_FLATS:
        raise ValueError(listed)
    return tuple(found)


MOST_FLATS: Final = 1000
_POSITIONS: Final = 30  # a floor has no more doors, so that 101-304 is three floors and 150-250 isn't


def _letters(first: str, last: str) -> list[str]:
    low, high = sorted((ord(first), ord(last)))
    if first.isupper() != last.isupper():
        raise ValueError(f"{first}-{last}")
    return [chr(n) for n in range(low, high + 1)]


def _ends(prefix: str, first: str, other: str, last: str) -> list[str]:
    if other not in {"", prefix}:
        raise ValueError(f"{prefix}{first}-{other}{last}")
    if len(first) == len(last) >= 3 and first[:-2] != last[:-2]:
        return [prefix + number for number in _floors(*sorted((first, last)))]
    return [prefix + number for number in _between(first, last)]


def _floors(first: str, last: str) -> list[str]:
    """Flats whose last two digits say the door and the others the floor: as many on each floor."""
    low, high, door, last_door = int(first[:-2]), int(last[:-2]), int(first[-2:]), int(last[-2:])
    doors = last_door - door + 1
    if not 1 <= door <= last_door <= _POSITIONS:
        if len(first) == 3 and last_door > _POSITIONS:
            return _between(first, last)
        raise ValueError(f"{first}-{last}")
    if (high - low + 1) * doors > MOST_FLATS:
        raise ValueError(f"{first}-{last}")
    width = len(first) - 2
    return [f"{floor:0{width}d}{n:02d}" for floor in range(low, high + 1) for n in range(door, last_door + 1)]


def _between(first: str, last: str) -> list[str]:
    low, high = sorted((int(first), int(last)))
    if high - low > MOST_FLATS:
        raise ValueError(f"{first}-{last}")
    return [str(n).rjust(len(first) if first.startswith("0") else 0, "0") for n in range(low, high + 1)]


MOST_HOMES: Final = 2000  # at one address
REPORTED: Final = "reported"  # the source of flats that were told and that no file lists
FOUND: Final = "found"  # of homes that a visitor found and that no file lists, until a coordinator confirms them
CONFIRMED: Final = "confirmed"
BY_PEOPLE: Final = (REPORTED, FOUND, CONFIRMED)  # until a file lists the same address
FOUND_NEAR_M: Final = 1000.0  # a found home lies no farther from the door beside it
_M2_PER_HOME: Final = 90.0  # of a floor, with its stairs and walls
_LEVELS: Final = 3  # of a block that doesn't say


def homes_in_block(*, square_metres: float, levels: int) -> int:
    """How many homes a block of flats has, by its size: an estimate."""
    floors = levels if levels > 0 else _LEVELS
    return min(MOST_HOMES, max(2, round(floors * max(1.0, square_metres / _M2_PER_HOME))))


def houses_in(number: str, *, step: str) -> int:
    """How many houses a number like "14-22" stands for: every second, all, or one where it can't be told.

    >>> houses_in("14-22", step="even"), houses_in("14-16", step=""), houses_in("14", step="even")
    (5, 1, 1)
    """
    span = _SPAN.fullmatch(number_key(number))
    every = {"even": 2, "odd": 2, "all": 1}.get(step)
    if not span or not every or not 0 <= int(span[3]) - int(span[1]) <= _LONGEST_SPAN:
        return 1
    return (int(span[3]) - int(span[1])) // every + 1


def parity_side(number: str) -> int:
    """The side that a house number tells where the street's line is unknown: odd -1, even +1, else 0."""
    digits = re.match(r"\d+", number_key(number))
    return 0 if not digits else (1 if int(digits.group()) % 2 == 0 else -1)


@dataclass(frozen=True)
class Query:
    """One way to read a typed address. `number` and `unit` are keys, the rest is folded text."""

    street: str
    number: str = ""
    unit: str = ""
    postcode: str = ""
    locality: str = ""
    rest: str = ""


def readings(text: str, *, localities: Collection[str]) -> tuple[Query, ...]:
    """The ways to read a typed address, the likeliest first; empty for text without a letter or digit.

    `localities` are the municipality's towns and villages, folded.

    >>> readings("Storg 5 B", localities=())[0]
    Query(street='storg', number='00005b', unit='', postcode='', locality='', rest='')
    """
    plain = _FLOOR.sub(" ", fold(text[:200]))
    unit = _UNIT.search(plain)
    start = Query("", unit=number_key(unit.group(1)) if unit else "")
    words = _GLUED.sub(r"\1 \2", _UNIT.sub(" ", plain)).split()
    shorter, postcode = _take_postcode(words)
    found = _with_town(shorter, replace(start, postcode=postcode), localities)
    if postcode:  # or two numbers that only look like one
        found += _with_town(words, start, localities)
    return tuple(dict.fromkeys(q for q in found if q.street))


def _with_town(words: list[str], start: Query, localities: Collection[str]) -> list[Query]:
    shorter, locality = _take_locality(words, localities)
    found = [_number(shorter, replace(start, locality=locality))] if locality else []
    return [*found, _number(words, start), replace(start, street=" ".join(words))]


def _take_postcode(words: list[str]) -> tuple[list[str], str]:
    """Five digits ("39232", "392 32"), or four behind another number ("Landstrasse 5, 9490 Vaduz")."""
    for i in reversed(range(1, len(words))):
        for width in (1, 2):
            code = "".join(words[i : i + width])
            five = len(code) == 5 and (width == 1 or len(words[i]) == 3)
            four = len(code) == 4 and width == 1 and any(w[0].isdigit() for w in words[1:i])
            if code.isdigit() and (five or four):
                return words[:i] + words[i + width :], code
    return words, ""


def _take_locality(words: list[str], known: Iterable[str]) -> tuple[list[str], str]:
    """The longest known town at the end, else at the start, of the words."""
    towns = [town.split() for town in sorted(known, key=len, reverse=True)]
    fitting = [town for town in towns if 0 < len(town) < len(words)]
    for town in fitting:
        if words[-len(town) :] == town:
            return words[: -len(town)], " ".join(town)
    for town in fitting:
        if words[: len(town)] == town:
            return words[len(town) :], " ".join(town)
    return words, ""


def _number(words: list[str], start: Query) -> Query:
    """The last number behind a street's name, with its letter; what follows is the rest."""
    for i in range(len(words) - 1, 0, -1):
        if _NUMBER.fullmatch(words[i]):
            letter = words[i + 1 : i + 2]
            after = i + 1
            number = words[i]
            if letter and len(letter[0]) == 1 and letter[0].isalpha() and number.isdigit():
                number, after = number + letter[0], i + 2
            return replace(
                start, street=" ".join(words[:i]), number=number_key(number), rest=" ".join(words[after:])
            )
    return replace(start, street=" ".join(words))


def means(typed: str, name: str) -> int | None:
    """How surely a typed street name (folded) means this one: 0 the same, 1 its beginning, 2 a letter lost or
    added. None when it may be another street; similar names a letter apart (Nygatan, Bygatan) are."""
    a, b = typed.replace(" ", ""), name.replace(" ", "")
    if a == b:
        return 0
    if len(a) >= 4 and b.startswith(a):
        return 1
    short, long = sorted((a, b), key=len)
    lost = len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
    return 2 if lost and len(short) >= 4 else None


def number_ranges(key: str) -> tuple[tuple[str, str], ...]:
    """Half-open ranges of keys for a number that is still being typed: 5 also finds 5 B, 50 and 512."""
    own = (key, key + "~")
    if not key.isdigit():
        return (own,)
    typed = key.lstrip("0")
    if not typed:
        return (own,)
    longer = range(len(typed) + 1, 6)
    return (
        own,
        *((low, low[: 5 - n + len(typed)] + "~") for n in longer if (low := typed.ljust(n, "0").rjust(5, "0"))),
    )


# building=* in OpenStreetMap → what kind of home it is. Values missing here say nothing certain.
_HOMES: Final[Mapping[str, Kind]] = {
    **dict.fromkeys(("house", "detached", "farm", "villa", "residence", "hut"), "detached"),
    **dict.fromkeys(("semidetached_house", "terrace", "terraced", "terraced_house", "row_house", "semi"), "row"),
    **dict.fromkeys(("apartments", "dormitory", "apartment", "block", "tenement"), "flat"),
    **dict.fromkeys(("cabin", "bungalow", "summer_house", "summer_cottage", "allotment_house"), "holiday"),
}  # fmt: skip
# Buildings that are never homes. Shops, offices, hotels and farms are left in: people often live there.
NOT_HOMES: Final = frozenset({
    "industrial", "warehouse", "factory", "manufacture", "hangar", "silo", "storage_tank", "bunker",
    "school", "kindergarten", "university", "college", "hospital", "fire_station", "police", "prison",
    "church", "chapel", "cathedral", "mosque", "synagogue", "temple", "shrine", "religious",
    "garage", "garages", "carport", "shed", "roof", "parking", "barn", "stable", "sty", "cowshed", "greenhouse",
    "farm_auxiliary", "boathouse", "service", "transformer_tower", "water_tower", "substation", "toilets", "kiosk",
    "sports_centre", "sports_hall", "stadium", "grandstand", "riding_hall", "pavilion", "train_station",
    "transportation", "museum", "government", "ruins", "construction", "collapsed", "digester", "bridge",
})  # fmt: skip


def kind_of(building: str, *, flats_listed: bool = False) -> Kind | None:
    """The kind of home in a building of this OpenStreetMap value; None when it is never a home."""
    if building in NOT_HOMES and not flats_listed:
        return None
    return _HOMES.get(building, "flat" if flats_listed else "unknown")
