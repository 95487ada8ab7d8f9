"""The audit log as an auditor reads it: each line in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, overload

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokong.incidents import api as incidents
from kokong.kernel import audit, retention, searching
from kokong.kernel import said as said_as
from kokong.kernel.models import AuditEntry
from kokong.kernel.templatetags.kokong import ROLE_NAMES
from kokong.people import api as people

from . import words

NAMED: Final = 3  # rows that are named in a line; the file has them all


@dataclass(frozen=True)
class Row:
    """One line in words."""

    entry: audit.Entry
    who: str
    roles: str
    action: str
    authority: str
    subject: str
    read: str
    said: Mapping[str, str]
    details: Sequence[tuple[str, str]]

    @property
    def record(self) -> str:
        """What the line is about, naming nobody."""
        if self.entry.action == "retention.applied":
            return self.subject
        return words.said(said_as.SUBJECTS, self.entry.subject)

    @property
    def when(self) -> str:
        """The moment to the second, where the municipality is."""
        return timezone.localtime(self.entry.at).isoformat(sep=" ", timespec="seconds")

    @property
    def rows(self) -> str:
        """The numbers of all rows that were read."""
        return " ".join(map(str, self.entry.rows or ()))

    @property
    def called(self) -> str:
        """What the rows were called when they were read, for as long as that is kept."""
        return "; ".join(f"{key}: {text}" for key, text in self.said.items() if key != "purpose")

    @property
    def told(self) -> str:
        """The details in one sentence."""
        return "; ".join(f"{name}: {value}" for name, value in self.details)

    @property
    def purpose(self) -> str:
        """Why, where that was asked."""
        code = self.entry.purpose
        return self.said.get("purpose") or (words.said(incidents.words.PURPOSES, code) if code else "")


class Found(Sequence[Row]):
    """The lines of a query, put in words as they are asked for."""

    def __init__(self, lines: QuerySet[AuditEntry]) -> None:
        self.lines = lines

    def __len__(self) -> int:
        return self.lines.count()

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, int):
            return self[index : index + 1][0]
        return list(_rows(tuple(audit.of(line) for line in self.lines[index])))


def _rows(entries: Sequence[audit.Entry]) -> Iterator[Row]:
    said = searching.said(entries)
    about = {entry.subject_id for entry in entries if entry.subject == "user"}
    names = people.names(user_ids=frozenset({e.user_id for e in entries} | about) - {None})  # type: ignore[arg-type]
    return (_row(entry, names, said.get(entry.id, {})) for entry in entries)


def _row(entry: audit.Entry, names: Mapping[int, str], said: Mapping[str, str]) -> Row:
    who = names.get(entry.user_id or 0, "")
    nobody = _("Nobody signed in") if entry.authority != "system" else words.said(words.AUTHORITIES, "system")
    return Row(
        entry=entry,
        who=who or (f"{_('Person')} {entry.user_id}" if entry.user_id else nobody),
        roles=", ".join(words.said(ROLE_NAMES, role) for role in entry.roles),
        action=words.said(said_as.ACTIONS, entry.action),
        authority=words.said(words.AUTHORITIES, entry.authority),
        subject=_subject(entry, names),
        read=_read(entry, said),
        said=said,
        details=[
            (words.said(said_as.DETAILS, name), _plain(name, value))
            for name, value in entry.detail.items()
            if (name, value) != ("times", 1)
        ],
    )


def _subject(entry: audit.Entry, names: Mapping[int, str]) -> str:
    if entry.action == "access.denied":
        return words.said(said_as.REFUSED, entry.subject)
    if entry.action == "retention.applied":
        return next((_(rule.purpose) for rule in retention.rules() if rule.name == entry.subject), entry.subject)
    if entry.subject == "user" and entry.subject_id and entry.subject_id in names:
        return names[entry.subject_id]
    return said_as.record(f"{entry.subject} {entry.subject_id or ''}")


def _read(entry: audit.Entry, said: Mapping[str, str]) -> str:
    """The rows that were read, by the names that they had then; the first few, and how many more."""
    rows = entry.rows or ()
    shown = [said.get(str(row)) or str(row) for row in rows[:NAMED]]
    if len(rows) <= 1 and not said:
        return ""
    if more := len(rows) - len(shown):
        shown.append(ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more})
    return ", ".join(shown)


def _plain(name: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(name, each) for each in value)
    if isinstance(value, bool):
        return words.said(words.YES_NO, str(value))
    if name in said_as.RECORDS:
        return said_as.record(str(value))
    return words.said(said_as.VALUES.get(name, {}), str(value))
