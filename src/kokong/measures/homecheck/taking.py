"""Who keeps the accounts of alarms takes plans over: it says so by a flow."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from . import planning
from .values import Handed, Refused


@dataclass(frozen=True)
class Accounts:
    """Accounts of alarms: `find` one by the number it is written as (None without), `give` it a plan at a moment,
    and say when its panel was last `tested`."""

    find: Callable[[str], int | None]
    give: Callable[[int, Handed, datetime], None]
    tested: Callable[[int], datetime | None]


_kept: Final[list[Accounts]] = []


def kept_by(accounts: Accounts) -> None:
    """Have plans taken over by these accounts from now on."""
    _kept[:] = [accounts]
    planning.tests_known_by(accounts.tested)


def take(*, ticket: str, account: str, now: datetime) -> int:
    """Let an account take the plan of this number over; how many are called. Raises Refused, and as `give`."""
    if not _kept:
        raise Refused(_("This installation keeps no alarms, so no plan can be taken over."))
    accounts = _kept[0]
    account_id = accounts.find(account)
    if account_id is None:
        raise Refused(_("There is no such account in service. Nothing was changed."), field="account")
    return planning.hand_over(
        ticket=ticket, account_id=account_id, give=lambda plan: accounts.give(account_id, plan, now), now=now
    )
