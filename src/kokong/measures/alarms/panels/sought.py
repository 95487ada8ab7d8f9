"""What somebody types to find a home: a number, words of its address, a contact's name or telephone. No database.

Each word begins a word of the address or of the name, without regard to accents; a number is meant whole, and 5b
is 5 B. Whatever was typed stands in the values, never in the SQL.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from kokong import dc09
from kokong.tables import fold

# As `tables.fold` has them; one letter for one, so that PostgreSQL's translate() keeps the columns `sought` by it.
_BARE: Final = {"a": "åäáàâã", "e": "éèêë", "i": "íìîï", "o": "öóòôõø", "u": "üúùû", "n": "ñ", "c": "ç"}
FROM: Final = "".join(letters + letters.upper() for letters in _BARE.values())
TO: Final = "".join(bare * 2 * len(letters) for bare, letters in _BARE.items())
_NUMBER: Final = re.compile(
    r"(?:(?:(?P<receiver>[0-9a-f]{1,6})-)?(?P<line>[0-9a-f]{1,6})-)?(?P<account>[0-9a-z]{1,16})", re.IGNORECASE
)
_DOOR: Final = re.compile(r"\b(\d+) ([a-z])\b")
_TELEPHONE: Final = re.compile(r"[+0-9][0-9 ()/-]{5,}")
MOST: Final = 8  # words


@dataclass(frozen=True)
class Condition:
    """Conditions over `alarms_account a`: which homes, whether the number is exactly that, and, over
    `alarms_contact c`, by which contacts. Empty where nothing was typed, or no contact can be meant."""

    sql: str = ""
    exact: str = ""
    caller: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@lru_cache(maxsize=256)
def condition(text: str) -> Condition:
    """What was typed, as conditions."""
    text = text.strip()
    if not text:
        return Condition()
    words = {f"word{n}": word for n, word in enumerate(_words(text))}
    values: dict[str, Any] = {**words, **{f"like_{name}": _anywhere(word) for name, word in words.items()}}
    ways = [_all("a.sought", words)] if words else []
    contact = list[str]()
    if words and not any(word[0].isdigit() for word in _plain(text)):
        contact.append(_all("c.sought", words))
    if _TELEPHONE.fullmatch(text):
        values["telephone"] = "%" + _digits(text)
        contact.append("c.digits LIKE %(telephone)s")
    by = " OR ".join(contact)
    if by:
        ways.append(f"a.id IN (SELECT c.account_id FROM alarms_contact c WHERE {by})")  # noqa: S608 - our own
    numbers, exact = _number(text, values)
    return Condition(" OR ".join([*ways, *numbers]) or "FALSE", exact, by, values)


def same_numbers(text: str, address: str) -> bool:
    """Whether an address has every number that was typed: what is misspelt is never a number."""
    there = _joined(address).split()
    return all(
        any(re.fullmatch(rf"{number}[a-z]?", each) for each in there)
        for number in re.findall(r"\b\d+", _joined(text))
    )


def _plain(text: str) -> list[str]:
    return fold(text).split()[:MOST]


def _words(text: str) -> Iterator[str]:
    """Regular expressions for PostgreSQL, one for each word; they hold letters and digits of the word alone."""
    for word in _joined(text).split():
        if door := re.fullmatch(r"(\d+)([a-z])", word):
            yield rf"\m{door[1]} ?{door[2]}\M"
        else:
            yield rf"\m{word}" + ("(?![0-9])" if word[-1].isdigit() else "")


def _joined(text: str) -> str:
    return _DOOR.sub(r"\1\2", " ".join(_plain(text)))


def _anywhere(word: str) -> str:
    """What of a word's expression stands in a row as it is: its letters, or the number of a door."""
    (bare,) = re.findall(r"^\\m(\w+)", word)
    return f"%{bare}%"


def _all(column: str, words: Mapping[str, str]) -> str:
    """Every word, where it may stand anywhere before it is asked whether it begins one: that is much faster."""
    likes = [f"{column} LIKE %(like_{name})s" for name in words]
    return " AND ".join([*likes, *(f"{column} ~ %({name})s" for name in words)])


def _digits(text: str) -> str:
    """The digits of a telephone number that are the same with and without the country's."""
    digits = re.sub(r"\D", "", text)
    return digits.removeprefix("00").removeprefix("46" if text.lstrip().startswith(("+", "00")) else "0")


def _number(text: str, values: dict[str, Any]) -> tuple[list[str], str]:
    """An account's number or its beginning, with receiver and line or without."""
    said = _NUMBER.fullmatch(text)
    if said is None:
        return [], ""
    known = dc09.context(said["account"], said["receiver"], said["line"])
    values |= {"number": known.account, "begins": f"{known.account}%", "written": f"{said['account'].upper()}%"}
    begins = "(a.account LIKE %(begins)s OR a.written LIKE %(written)s)"
    exact = "(a.account = %(number)s)"
    for name in ("receiver", "line"):
        if said[name] is not None:
            values[name] = getattr(known, name)
            begins += f" AND a.{name} = %({name})s"
    return [begins], exact
