"""How the log is said in words: each room declares the words for what it writes there."""

from collections import ChainMap
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Final

from django.utils.functional import Promise

Table = Mapping[str, str | Promise]


@dataclass(frozen=True)
class LogWords:
    """A room's words: of actions, subjects, details, what details hold where it is a code, and what is refused.

    `refused` says an action of `people.rules` so that it fits after "was refused": "the burglaries".
    `records` are details that hold a subject, or one record of it ("sign 7").
    """

    actions: Table = field(default_factory=dict)
    subjects: Table = field(default_factory=dict)
    details: Table = field(default_factory=dict)
    values: Mapping[str, Table] = field(default_factory=dict)
    refused: Table = field(default_factory=dict)
    records: Set[str] = frozenset()


ACTIONS: Final[dict[str, str | Promise]] = {}
SUBJECTS: Final[dict[str, str | Promise]] = {}
DETAILS: Final[dict[str, str | Promise]] = {}
VALUES: Final[dict[str, dict[str, str | Promise]]] = {}
REFUSED: Final[dict[str, str | Promise]] = {}
RECORDS: Final[set[str]] = set()


def joined(*words: LogWords) -> LogWords:
    """The words of a room's parts as those of the room."""
    values: dict[str, dict[str, str | Promise]] = {}
    for each in words:
        for detail, table in each.values.items():
            values.setdefault(detail, {}).update(table)
    return LogWords(
        actions=ChainMap(*(dict(each.actions) for each in words)),
        subjects=ChainMap(*(dict(each.subjects) for each in words)),
        details=ChainMap(*(dict(each.details) for each in words)),
        values=values,
        refused=ChainMap(*(dict(each.refused) for each in words)),
        records=frozenset().union(*(each.records for each in words)),
    )


def declare(words: LogWords) -> None:
    """Add a room's words to the tables above; a room does this in its AppConfig.ready."""
    ACTIONS.update(words.actions)
    SUBJECTS.update(words.subjects)
    DETAILS.update(words.details)
    REFUSED.update(words.refused)
    RECORDS.update(words.records)
    for detail, table in words.values.items():
        VALUES.setdefault(detail, {}).update(table)


def record(code: str) -> str:
    """A subject, or one record of it, in words: "sign 7" as "skylt 7". Said as it is where no room has a word."""
    subject, _space, number = code.partition(" ")
    return f"{SUBJECTS.get(subject, subject)} {number}".strip()
