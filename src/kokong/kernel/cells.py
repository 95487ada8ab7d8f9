"""A cell's value as pages, workbooks and text files say it."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from . import rows
from .templatetags.kokong import moment


def said(value: object) -> object:
    """A value as pages say it; text is escaped by the template."""
    if rows.nothing(value):
        return "–"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, float):
        return number_format(value)
    return text(value)


def local(value: Any) -> Any:
    """A value as a workbook keeps it."""
    if isinstance(value, datetime):
        return timezone.localtime(value) if timezone.is_aware(value) else value
    plain = isinstance(value, date | int | float) and not isinstance(value, bool)
    return value if plain or value is None else text(value)


def text(value: object) -> str:
    """A value as a file says it."""
    if rows.nothing(value):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return str(local(value).isoformat(sep=" ", timespec="minutes"))
    if isinstance(value, tuple | list | set | frozenset) and not isinstance(value, str | Promise):
        return ", ".join(map(text, value))
    return str(value)
