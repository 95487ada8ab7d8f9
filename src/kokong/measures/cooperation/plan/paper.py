"""The action plan on paper, as a board reads it; no name of who sees to a line."""

from pathlib import Path
from typing import Any, Final

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokong.kernel import documents
from kokong.kernel.models import Municipality
from kokong.kernel.tenancy import municipality_id

from . import rules, words
from .values import Item, Plan

TEMPLATE: Final = Path(__file__).with_name("plan.typ")


def plan(found: Plan) -> bytes:
    """The plan as a PDF."""
    return documents.typeset(TEMPLATE, data(found))


def data(found: Plan) -> dict[str, Any]:
    """What the paper shows."""
    return {
        "language": translation.get_language(),
        "title": found.title,
        "above": _("Action plan"),
        "lead": f"{_day(found.begins)} – {_day(found.ends)}",
        "decision": decision(found),
        "stands_on": found.stands_on,
        "headings": {"stands_on": _("What the plan stands on"), "lines": _("What is done")},
        "rows": [_row(number, each) for number, each in enumerate(found.items, 1)],
        "notes": [
            {"head": f"{words.NOTES[each.kind]}, {_day(each.on)}", "text": each.text} for each in found.notes
        ],
        "foot": Municipality.objects.get(pk=municipality_id()).signed,
    }


def decision(found: Plan) -> str:
    """Who decided it and when; that nobody did."""
    if found.decided_on is None:
        return _("Draft: not decided")
    return _("Decided by %(body)s on %(day)s, %(number)s") % {
        "body": found.body, "day": _day(found.decided_on), "number": found.number,
    }  # fmt: skip


def proof(item: Item) -> str:
    """What the ledger has, in words; "" for a line that says nothing is counted."""
    if item.proof is None:
        return ""
    where = item.area or _("the whole municipality")
    said = {"what": item.kind_said, "n": item.proof.counted, "where": where, "wanted": item.proof.wanted}
    if item.proof.wanted is None:
        return _("%(what)s: %(n)d in %(where)s") % said
    return _("%(what)s: %(n)d of %(wanted)d in %(where)s") % said


def in_short(found: Plan) -> str:
    """How the plan stands, to begin a report with: counts, then each line."""
    settled = sum(1 for each in found.items if each.state not in rules.OPEN)
    head = ngettext(
        "Of %(total)d line %(settled)d is settled.", "Of %(total)d lines %(settled)d are settled.",
        len(found.items),
    ) % {"total": len(found.items), "settled": settled}  # fmt: skip
    listed = [f"– {each.what}: {_stands(each)}" for each in found.items]
    return "\n".join([head, "", *listed])[: rules.LONGEST["text"]]


def _stands(item: Item) -> str:
    parts = (str(words.ITEM_STATES[item.state]), proof(item), item.result)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _row(number: int, item: Item) -> dict[str, Any]:
    said = (
        (_("Problem"), item.problem),
        (_("Probable cause"), item.cause),
        (_("Proof from the ledger"), proof(item)),
        (_("How the result is seen"), item.sign),
        (_("What came of it"), item.result),
    )
    return {
        "number": str(number),
        "what": item.what,
        "who": f"{item.unit} ({words.BYS[item.by]})",
        "due": _("by %s") % _day(item.due),
        "state": str(words.ITEM_STATES[item.state]),
        "said": [{"name": name, "text": text} for name, text in said if text],
    }


def _day(day: Any) -> str:
    return date_format(day, "j F Y")
