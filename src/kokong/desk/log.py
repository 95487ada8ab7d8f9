"""The audit log as an auditor reads it, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from kokong.kernel import audit
from kokong.people import api as people

from . import words

PAGE: Final = 50


@dataclass(frozen=True)
class Row:
    """One line in words."""

    entry: audit.Entry
    who: str
    action: str
    authority: str
    subject: str
    details: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Page:
    """Lines, newest first; `older` continues after the last of them, None at the end."""

    rows: Sequence[Row]
    older: int | None


def page(*, before: int | None) -> Page:
    """The lines written before line `before`, or the newest ones."""
    entries = audit.entries(before=before, limit=PAGE + 1)
    shown = entries[:PAGE]
    names = people.names(user_ids=frozenset(e.user_id for e in shown if e.user_id is not None))
    return Page(
        rows=[_row(entry, names.get(entry.user_id or 0, "")) for entry in shown],
        older=shown[-1].id if len(entries) > PAGE else None,
    )


def _row(entry: audit.Entry, who: str) -> Row:
    return Row(
        entry=entry,
        who=who or words.said(words.AUTHORITIES, "system"),
        action=words.said(words.ACTIONS, entry.action),
        authority=words.said(words.AUTHORITIES, entry.authority),
        subject=f"{words.said(words.SUBJECTS, entry.subject)} {entry.subject_id or ''}".strip(),
        details=[(words.said(words.DETAILS, name), _plain(name, value)) for name, value in entry.detail.items()],
    )


def _plain(name: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(name, each) for each in value)
    if isinstance(value, bool):
        return words.said(words.YES_NO, str(value))
    return words.said(words.VALUES.get(name, {}), str(value))
