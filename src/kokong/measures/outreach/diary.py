"""What this room adds to the register of public documents: campaigns as they went out."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from kokong.kernel.diary import Record

from . import reading
from .values import Words


def records(since: datetime, until: datetime) -> Iterator[Record]:  # noqa: ARG001
    """Each campaign that goes or went out, with its words."""
    for each in reading.campaigns(states=("going", "out")):
        if each.at:
            paper = partial(_text, each.words)
            yield Record(each.at, f"campaign-{each.id}", _("Campaign"), each.words.title, paper, "md")


def _text(words: Words) -> bytes:
    return "\n\n".join(filter(None, (f"# {words.title}", words.lead, words.body))).encode()
