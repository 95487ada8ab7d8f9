"""Which values are numbers of rows, and what they become where the rows have others.

A municipality that comes to an installation with rows of its own is moved by one step: every number of a row, in
whichever table, is raised by the same. Numbers that the database doesn't know as references are named here; the
tests fill every room with numbers that can't be mistaken, and find each that was left behind.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from kokong.kernel.audit import digest

from . import schema
from .schema import Column, Table

# Loose columns that name a person's account, besides those called `…_by`.
PEOPLE: Final = frozenset({"user_id", "by", "handed_to", "chosen"})
OF_PEOPLE: Final = frozenset({("cooperation_planitem", "owner_id")})
# Loose columns that name a row of the municipality's.
ROWS: Final = frozenset(
    {
        "area_id", "area", "burglary_id", "burglary", "dwelling_id", "account_id", "task_id", "evaluation_id",
        "picture_id", "meeting", "meeting_id", "crest", "upto", "subject_id", "rows",
    }
)  # fmt: skip
NOT_ROWS: Final = frozenset({("places_tile", "row"), ("places_importrun", "rows")})
# What is of the installation and not of the municipality: it stays behind, and the columns come empty.
OF_THE_INSTALLATION: Final = frozenset({"job"})
# Objects in JSON whose values under these names are numbers of rows, or of people.
ROWS_IN_JSON: Final = frozenset(
    {
        "area", "areas", "area_id", "area_ids", "homes", "home", "dwelling", "dwelling_id", "dwelling_ids",
        "burglary", "burglary_id", "groups", "group", "group_id", "account", "account_id", "cocoon", "cocoon_id",
        "meeting", "meeting_id", "task", "task_id", "picture", "picture_id", "alert", "alert_id", "id", "ids",
        "subject_id", "row", "round", "door", "sign", "sign_id", "contact", "member", "batch", "run", "message",
        "mailing", "text", "campaign", "walk", "walk_id", "finding", "finding_id", "owner_id", "campaign_id",
        "text_id", "plan_id", "evaluation_id", "run_id", "door_id", "round_id", "member_id", "contact_id",
        "alarm_id", "event_id", "batch_id", "mailing_id", "message_id", "dataset_id", "lot_id", "streets",
        "street_id", "building_id", "invitation_id",
    }
)  # fmt: skip
PEOPLE_IN_JSON: Final = frozenset({"user", "user_id", "by", "users", "visitor_ids", "visitors"})
# JSON columns that are lists or objects of numbers themselves.
ALL_ROWS: Final = frozenset(
    {
        ("outreach_campaign", "areas"), ("outreach_campaign", "homes"), ("outreach_subscriber", "areas"),
        ("outreach_subscriber", "homes"), ("watch_alert", "groups"), ("watch_alert", "areas"),
        ("watch_alert", "told"),
        ("effect_evaluation", "treated"), ("effect_evaluation", "compared"), ("effect_evaluation", "ground"),
        ("effect_lot", "areas"), ("promises_month", "areas"),
    }
)  # fmt: skip
# Texts that end in a number of a row, alone or after its kind: "meeting_invitation 7".
IN_TEXTS: Final = frozenset({"whom", "source_id"})
_DIGITS: Final = re.compile(r"\d+")
_NAMED: Final = re.compile(r"(?:([a-z_.]+) )?(\d+)(-\d{4}-\d\d)?")
_ADDRESS: Final = re.compile(r"(/[a-z/-]*/)(\d+)(/.*)?")
Value = str | None


@dataclass
class Numbers:
    """What numbers become. `back` does the opposite of what was done: a table is then as it was in the source."""

    municipality: Mapping[int, int]
    people: Mapping[int, int]
    step: int = 0
    words: dict[str, str] = field(default_factory=dict)

    @property
    def back(self) -> "Numbers":
        """The way back."""
        return Numbers(_turned(self.municipality), _turned(self.people), -self.step, _turned(self.words))

    def row(self, number: int) -> int:
        """A row's."""
        return number + self.step

    def person(self, number: int) -> int:
        """An account's; one that nobody here ever had keeps its number."""
        return self.people.get(number, number)


def _turned(mapping: Mapping[Any, Any]) -> dict[Any, Any]:
    return {value: key for key, value in mapping.items()}


def of_installation(column: Column, tenants: Mapping[str, Table]) -> bool:
    """Whether what a column says is the installation's."""
    if column.name in OF_THE_INSTALLATION:
        return True
    return bool(column.to) and column.to not in tenants and column.to != schema.ACCOUNTS


Change = Callable[[str, Mapping[str, Value], Numbers], str]


def change_of(table: Table, column: Column) -> Change | None:
    """How a column's values are changed; None for one that names no row."""
    place = (table.name, column.name)
    if column.type in {"jsonb", "json"}:
        return _json(every=place in ALL_ROWS, words=table.name == schema.WORDS)
    if (table.name == schema.WORDS and column.name == "digest") or place == (schema.LINES, "words"):
        return lambda value, _row, numbers: numbers.words.get(value, value)
    if place in NOT_ROWS:
        return None
    if column.name == "municipality_id" or (table.name == schema.MUNICIPALITY and column.name == "id"):
        return lambda value, _row, numbers: str(numbers.municipality[int(value)])
    if column.name in IN_TEXTS and "char" in column.type:
        return lambda value, _row, numbers: _named(value, numbers)
    if "int" not in column.type and not column.to:
        return None  # a text that is called as a number is elsewhere
    if column.to == schema.ACCOUNTS or (not column.to and _names_people(place)):
        return lambda value, _row, numbers: _DIGITS.sub(lambda n: str(numbers.person(int(n[0]))), value)
    if column.to or column.name in ROWS or (column.name == table.key and column.type == "bigint"):
        return _by_subject if column.name in {"subject_id", "rows"} else _row
    return None


def _names_people(place: tuple[str, str]) -> bool:
    return place[1] in PEOPLE or place[1].endswith("_by") or place in OF_PEOPLE


def _row(value: str, _of: Mapping[str, Value], numbers: Numbers) -> str:
    return _DIGITS.sub(lambda n: str(numbers.row(int(n[0]))), value)


def _by_subject(value: str, of: Mapping[str, Value], numbers: Numbers) -> str:
    """A number whose kind another column of the row says."""
    kind = of.get("subject") or of.get("kind") or ""
    one = numbers.person if kind in {"user", "person", "member_of_staff"} else numbers.row
    return _DIGITS.sub(lambda n: str(one(int(n[0]))), value)


def _named(value: str, numbers: Numbers) -> str:
    """A text that is a number, or a kind and a number."""
    if not (found := _NAMED.fullmatch(value)):
        return value
    kind, number, month = found.groups(default="")
    one = numbers.person if kind in {"user", "person"} else numbers.row
    return f"{kind} {one(int(number))}{month}".lstrip()


def _said(text: str, numbers: Numbers) -> str:
    """A text in JSON: a kind and a number, or the address of a row's page."""
    if " " in text:
        return _named(text, numbers)
    found = _ADDRESS.fullmatch(text)
    return f"{found[1]}{numbers.row(int(found[2]))}{found[3] or ''}" if found else text


def _json(*, every: bool, words: bool) -> Change:
    def change(value: str, _of: Mapping[str, Value], numbers: Numbers) -> str:
        found = json.loads(value)
        changed = _keys(found, numbers) if words else _inside(found, numbers, "row" if every else "")
        return json.dumps(changed, ensure_ascii=False, sort_keys=True)

    return change


def _keys(found: Mapping[str, Any], numbers: Numbers) -> dict[str, Any]:
    return {str(numbers.row(int(key))) if key.isdecimal() else key: text for key, text in found.items()}


def _inside(found: Any, numbers: Numbers, kind: str) -> Any:
    if isinstance(found, dict):
        return {
            _key(key, numbers, kind): _inside(value, numbers, _kind(key) or kind) for key, value in found.items()
        }
    if isinstance(found, list):
        return [_inside(each, numbers, kind) for each in found]
    if isinstance(found, str):
        return _said(found, numbers)
    if not kind or isinstance(found, bool) or not isinstance(found, int):
        return found
    return numbers.person(found) if kind == "person" else numbers.row(found)


def _key(key: str, numbers: Numbers, kind: str) -> str:
    return str(numbers.row(int(key))) if kind == "row" and key.isdecimal() else key


def _kind(key: str) -> str:
    if key in PEOPLE_IN_JSON or key.endswith("_by"):
        return "person"
    return "row" if key in ROWS_IN_JSON else ""


def learn_words(said: str, salt: str, before: str, numbers: Numbers) -> None:
    """What a line says of its words is a digest over numbers, too: remember what it becomes."""
    numbers.words[before] = digest(salt=UUID(salt), said=_keys(json.loads(said), numbers))
