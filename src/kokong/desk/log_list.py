"""The log as a list: filtered, searched, and taken along as a file."""

from dataclasses import replace
from functools import partial
from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel import searching
from kokong.kernel.lists import Asked, Column, List
from kokong.people import api as people

from .log import Found, Row
from .log_form import LogForm


def of() -> List[Row]:
    """The list with the people of this municipality to choose from."""
    return replace(LOG, filters=partial(LogForm, people=people.everyone()))


def find(asked: Asked) -> Found:
    """What the list asks for."""
    return Found(searching.lines(LogForm.wanted(asked.filters, asked.text), oldest_first=not asked.down))


COLUMNS: Final[tuple[Column[Row], ...]] = (
    Column("when", _("When"), lambda row: row.when, cell="desk/partials/log_when.html"),
    Column(
        "who", _("Who"), lambda row: row.who, cell="desk/partials/log_who.html", personal=True, sorts=False
    ),
    Column("role", _("Role"), lambda row: row.roles, where="file"),
    Column("authority", _("Authority"), lambda row: row.authority, where="file"),
    Column("what", _("What"), lambda row: row.action, cell="desk/partials/log_what.html", sorts=False),
    Column("code", _("Code"), lambda row: row.entry.action, where="file"),
    Column("subject", _("About"), lambda row: row.subject, cell="desk/partials/log_about.html", where="page",
           sorts=False),
    Column("record", _("About"), lambda row: row.record, where="file"),
    Column("number", _("Number"), lambda row: row.entry.subject_id, where="file"),
    Column("rows", _("Rows"), lambda row: row.rows, where="file"),
    Column("why", _("Why"), lambda row: row.purpose, where="file"),
    Column("called", _("As they were called then"), lambda row: row.called, where="file", personal=True),
    Column("details", _("Details"), lambda row: row.told, where="file"),
)  # fmt: skip
LOG: Final = List[Row](
    name="desk:log",
    title=_("Log"),
    columns=COLUMNS,
    action="audit.exported",
    subject="log",
    key=lambda row: row.entry.id,
    sort="-when",
    by_source=True,
    empty=(_("Nothing here."), _("Who does and reads what is written here by itself.")),
    icon="receipt",
)
