"""What this room adds to the register of public documents: promises as signed, and what came of them."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from kokong.kernel.diary import Record

from . import reading
from .values import Promise


def records(since: datetime, until: datetime) -> Iterator[Record]:  # noqa: ARG001
    """Each promise once it was signed, and its report once it has ended."""
    for each in reading.promises():
        if each.signed:
            said = (("", each.text), (_("The situation"), each.situation), (_("Priorities"), each.priorities))
            paper = partial(_text, each, said)
            yield Record(each.signed, f"promise-{each.id}", _("Citizen promise"), each.title, paper, "md")
        if each.ended and each.report:
            paper = partial(_text, each, (("", each.report),))
            yield Record(
                each.ended, f"promise-{each.id}-report", _("Report of a promise"), each.title, paper, "md"
            )


def _text(promise: Promise, said: tuple[tuple[str, str], ...]) -> bytes:
    """As CommonMark: what people wrote, below its headings."""
    parts = [f"## {heading}\n\n{text}" if heading else text for heading, text in said if text]
    return "\n\n".join((f"# {promise.title}", *parts)).encode()
