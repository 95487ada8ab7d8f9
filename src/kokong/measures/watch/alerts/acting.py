"""An alert led on: proposed, approved, sent, stopped, corrected, withdrawn, over."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import tenancy
from kokong.kernel.events import emit
from kokong.kernel.moves import move
from kokong.sending import api as sending

from .. import models as rows
from ..events import AlertSent
from ..values import Refused
from . import kinds, reading, rules, words, writing
from .values import Alert

GOES: Final = ("running", "paused", "expanding")


@transaction.atomic
def act(*, alert_id: int, action: str, version: int, said: str = "", now: datetime) -> Alert:
    """Do one of `rules.BY_HAND` with the version that the person saw; `said` is what those who got it are told.

    Raises AlertMissing, Refused, MoveRefused, NotYours.
    """
    row = writing.locked(alert_id)
    found = reading.value(row)
    if action not in rules.BY_HAND or row.version != version:
        raise Refused(_("Somebody has changed this alert meanwhile. See how it stands now. Nothing was done."))
    authority = tenancy.current().authority
    if code := rules.against(reading.standing(found), action, authority=authority, at=now):
        raise Refused(_("%(why)s Nothing was changed.") % {"why": words.AGAINST[code]})
    sentence = _said(said) if action in rules.TOLD else ""
    move(row, action, states=rules.COURSE, now=now, words=words.STATES, changes=_changes(found, action, now=now))
    _after(row, action, sentence, now=now)
    return reading.alert(alert_id=alert_id)


def _changes(found: Alert, action: str, *, now: datetime) -> dict[str, Any]:
    changes: dict[str, dict[str, Any]] = {
        "propose": {"proposed_by": tenancy.current().authority},
        "send_back": {"proposed_by": ""},
        "send": {"told": list(found.told), "out": now},
        "finish": {"ended": now},
        "withdraw": {"ended": now},
    }
    return changes.get(action, {})


def _after(row: rows.Alert, action: str, sentence: str, *, now: datetime) -> None:
    """What a step sends, and what it holds back."""
    if action == "send":
        kinds.begin(row, now=now)
        emit(AlertSent(alert_id=row.pk))
    if action in {"stop", "finish", "withdraw"}:
        _stop(row.pk, now=now)
    if action in rules.TOLD:
        word = rows.AlertWord.objects.create(alert=row, what=action, text=sentence, at=now)
        kinds.tell_after(row, word, now=now)


def _stop(alert_id: int, *, now: datetime) -> None:
    """What has not left never leaves; what those who have it are told goes on."""
    for mailing in sending.mailings(because=(kinds.ALERT, alert_id)):
        if mailing.kind != kinds.AFTER and mailing.state in GOES:
            sending.stop(mailing_id=mailing.id, now=now)


def _said(text: str) -> str:
    sentence = writing.block(text, "said")
    if not sentence:
        raise Refused(_("Say in a sentence what those who got it should know. Nothing was changed."), field="said")
    writing.without_person(sentence, "said")
    return sentence
