"""The audit log as an auditor reads it, a page at a time or as a file."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokong import tables
from kokong.incidents import api as incidents
from kokong.kernel import audit, searching
from kokong.kernel import said as said_as
from kokong.kernel.searching import Wanted
from kokong.kernel.templatetags.kokong import ROLE_NAMES
from kokong.people import api as people

from . import words

PAGE: Final = 50
MOST: Final = 50_000  # lines in a file
NAMED: Final = 3  # rows that are named in a line; the file has them all
EVERYTHING: Final = Wanted()


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
    def purpose(self) -> str:
        """Why, where that was asked."""
        code = self.entry.purpose
        return self.said.get("purpose") or (words.said(incidents.words.PURPOSES, code) if code else "")


@dataclass(frozen=True)
class Page:
    """Lines, newest first; `older` continues after the last of them, None at the end."""

    rows: Sequence[Row]
    older: int | None


def page(wanted: Wanted = EVERYTHING, *, before: int | None) -> Page:
    """The lines written before line `before`, or the newest ones."""
    entries = searching.find(wanted, before=before, limit=PAGE + 1)
    rows = tuple(_rows(entries[:PAGE]))
    return Page(rows=rows, older=rows[-1].entry.id if len(entries) > PAGE else None)


def as_csv(wanted: Wanted) -> str | None:
    """The lines as a file for spreadsheets; None where there are more than a file holds. Logged."""
    entries = searching.find(wanted, limit=MOST + 1)
    if len(entries) > MOST:
        return None
    head = [
        _("When"), _("Who"), _("Role"), _("Authority"), _("What"), _("Code"), _("About"), _("Number"),
        _("Rows"), _("Why"), _("As they were called then"), _("Details"),
    ]  # fmt: skip
    audit.record(action="audit.exported", subject="log", detail={"rows": len(entries)})
    return tables.as_csv([head, *map(_cells, _rows(entries))])


def _cells(row: Row) -> list[object]:
    entry = row.entry
    called = {key: text for key, text in row.said.items() if key != "purpose"}
    return [
        timezone.localtime(entry.at).isoformat(sep=" "), row.who, row.roles, row.authority, row.action,
        entry.action, words.said(said_as.SUBJECTS, entry.subject), entry.subject_id or "",
        " ".join(map(str, entry.rows or ())), row.purpose,
        "; ".join(f"{key}: {text}" for key, text in called.items()), json.dumps(dict(entry.detail)),
    ]  # fmt: skip


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
