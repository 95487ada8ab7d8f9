"""An alert as each way shows it, before it goes out."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.sending import api as sending

from . import kinds, rules, words
from .values import Alert


@dataclass(frozen=True)
class Preview:
    """What one way shows. `parts` of a text message; `outside` are the signs that make it dearer."""

    way: str
    title: str | Promise
    text: str
    parts: int = 0
    outside: str = ""


ON_PAPER: Final = pgettext_lazy("alert", "On the contact person's paper")
LINK: Final = _("(each gets a link of their own here)")


def previews(found: Alert) -> tuple[Preview, ...]:
    """Each way that was chosen, and paper, which is always there."""
    draft, below = found.draft, kinds.below(until=found.draft.expires, link=str(LINK))
    whole = "\n\n".join((draft.text, *below))
    texts = {"email": f"{draft.title}\n\n{whole}", "sms": draft.short, "push": draft.title}
    shown = [_one(way, texts[way], found) for way in rules.WAYS if way in draft.ways]
    paper = Preview("paper", ON_PAPER, f"{draft.title}\n\n{draft.text}\n\n{kinds.CALL}")
    return (*(each for each in shown if each is not None), paper)


def _one(way: str, text: str, found: Alert) -> Preview | None:
    if way == "sms" and found.draft.urgency not in rules.INSTANT:
        return None
    counted = sending.sms_parts(text) if way == "sms" else None
    return Preview(way, words.WAYS[way], text, counted.parts if counted else 0, counted.outside if counted else "")
