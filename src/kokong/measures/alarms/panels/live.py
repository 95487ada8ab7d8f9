"""What a panel says right now, for whoever stands beside it: a page that looks again by itself."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from .. import api, rules, words
from ..console.parts import happened
from ..values import Account, Event

SHOWN: Final = 8
LATELY: Final = timedelta(minutes=15)
MINUTE: Final = 60
LASTS: Final = timedelta(minutes=45)  # then the page stops asking: nobody stands there any more
TESTS: Final = (30, 60, 120)


def shown(account: Account, *, until: datetime | None = None) -> dict[str, Any]:
    """What the part shows: the newest events of the last quarter, and what they prove."""
    now = timezone.now()
    stops = until or now + LASTS
    lately = [one for one in api.history(account_id=account.id, limit=SHOWN) if now - one.received < LATELY]
    events = [one for one in lately if not _ours(one)]
    refused = next((one for one in lately if not one.code and one.label in words.OWN), None)
    tested = next((one for one in events if one.kind == "test"), None)
    newest = tested or (events[0] if events else None)
    return {
        "events": [(event, happened(event)) for event in events],
        "tested": tested,
        "refused": happened(refused) if refused else "",
        "refused_age": _age(now, refused.received) if refused else None,
        "age": _age(now, newest.received) if newest else None,
        "heard_age": _age(now, account.heard) if account.heard and now - account.heard < LATELY else None,
        "until": int(stops.timestamp()),
        "goes_on": now < stops,
        "testing": account.testing(now),
    }


def _ours(event: Event) -> bool:
    """Whether the receiver found it out by itself: that is no word from the panel that was accepted."""
    silent = rules.LINE_FAULT in {event.kind, event.restores}
    return not event.code and (event.label in words.OWN or silent)


def _age(now: datetime, then: datetime) -> str:
    seconds = max(0, int((now - then).total_seconds()))
    return _("%(n)d s") % {"n": seconds} if seconds < 2 * MINUTE else _("%(n)d min") % {"n": seconds // MINUTE}
