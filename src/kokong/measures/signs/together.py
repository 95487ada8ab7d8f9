"""What is done to several signs at once: an order, the day they went up, what is settled with their owner."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel.errors import UserError
from kokong.kernel.moves import NotYours
from kokong.people.api import consent

from . import reading, rules, work
from .values import Done, Draft, Refused, Settled, Sign

MOST: Final = 200  # signs at once
_DRAFT: Final = tuple(Draft.__dataclass_fields__)


def act(*, sign_ids: Iterable[int], action: str, at: datetime, now: datetime) -> Done:
    """Order, install or replace those of the signs that may be, each by itself: what keeps one keeps no other.

    Raises Refused without any sign, and NotYours.
    """
    if action not in rules.STEPS.values():
        raise Refused(_("That can't be done with several signs at once. Nothing was changed."))
    return _each(sign_ids, lambda sign: work.act(sign_id=sign.id, action=action, at=at, now=now))


def settle(*, sign_ids: Iterable[int], settled: Settled, now: datetime) -> Done:
    """Write down for each of the signs what was settled: whose ground, which permit, that the owner agrees.

    Raises Refused without any sign, or where nothing is said.
    """
    if settled == Settled():
        raise Refused(_("Say what was settled. Nothing was changed."))
    return _each(sign_ids, lambda sign: _settle(sign, settled, now))


def _settle(sign: Sign, settled: Settled, now: datetime) -> None:
    said = {name: value for name, value in vars(settled).items() if value and name != "channel"}
    if said:
        draft = Draft(**{name: getattr(sign, name) for name in _DRAFT})
        work.change(sign_id=sign.id, draft=replace(draft, **said))
    if settled.channel and not sign.consent:
        channel: consent.Channel = settled.channel  # type: ignore[assignment] # the form's choices
        work.agree(sign_id=sign.id, answer=True, channel=channel, now=now)


def _each(sign_ids: Iterable[int], work_on: Callable[[Sign], object]) -> Done:
    wanted = set(sign_ids)
    signs = [each for each in reading.signs(ids=wanted) if each.state not in rules.SIGN.ends()]
    if not signs:
        raise Refused(_("Choose a sign first. Nothing was changed."))
    refused = [(each.place, why) for each in signs if (why := _tried(each, work_on))]
    return Done(len(signs) - len(refused), tuple(refused))


def _tried(sign: Sign, work_on: Callable[[Sign], object]) -> str:
    """Why it was refused; empty where it was done."""
    try:
        with transaction.atomic():
            work_on(sign)
    except NotYours:
        raise
    except UserError as error:
        return error.message
    return ""
