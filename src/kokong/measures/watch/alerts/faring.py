"""How an alert that went out fares: asked of `sending` each time, so that no counter can disagree with it."""

from collections import Counter
from typing import Final

from kokong.sending import api as sending

from .. import reading as groups
from .. import rules as lives
from . import kinds
from .values import Alert, Went

SENT: Final = ("sent", "perhaps")
PAGES: Final = {"page": "push"}  # a notice on the page and on devices counts as one way


def went(found: Alert) -> Went:
    """How many messages went out by which way, and what became of the others; not of what followed it."""
    mine = [each for each in sending.mailings(because=(kinds.ALERT, found.id)) if each.kind != kinds.AFTER]
    sent: Counter[str] = Counter()
    for mailing in mine:
        for count in mailing.counts:
            if count.state in SENT and count.way not in PAGES:
                sent[count.way] += count.number
    return Went(
        running=any(each.state in {"expanding", "running"} for each in mine), sent=dict(sent),
        digests=sum(each.in_digests for each in mine),
        waiting=sum(each.number("waiting", "sending") for each in mine if each.state != "stopped"),
        withheld=sum(each.number("withheld") for each in mine), failed=sum(each.number("failed") for each in mine),
        mailings=tuple(each.id for each in mine),
    )  # fmt: skip


def closed_since(found: Alert) -> tuple[str, ...]:
    """Names of the groups that it went to and that have been closed since: who was not reached there stays out."""
    if found.out is None or not found.told:
        return ()
    return tuple(each.name for each in groups.groups(ids=found.told) if each.state not in lives.GOES_ON)
