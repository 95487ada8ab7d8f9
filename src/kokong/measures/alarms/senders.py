"""Who sends unencrypted for homes whose panels have a key: one line for each address, with its counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokong.kernel import tenancy

from . import models as rows
from .console.reading import handled_here
from .sender_rows import Sender as Row

LATELY: Final = timedelta(hours=1)  # without an hour's silence it is one and the same
SHOWN: Final = 5
HOMES_SHOWN: Final = 20


@dataclass(frozen=True)
class Sender:
    """An address ("" for many that change) that sends for several accounts that have a key, here or elsewhere.

    `accounts` are those of the scope, by id. What it sent was refused.
    """

    key: str
    address: str
    transport: str
    accounts: tuple[int, ...]
    first: datetime
    last: datetime
    messages: int

    @property
    def words(self) -> str:
        """ "A sender at 192.0.2.7 sends unencrypted for 12 accounts that have a key: 340 messages since 14:02"."""
        n, since = len(self.accounts), time_format(localtime(self.first), "H:i")
        for_accounts = ngettext(
            "unencrypted for %(n)d account that has a key", "unencrypted for %(n)d accounts that have a key", n
        ) % {"n": n}
        count = ngettext("%(n)d message since %(since)s", "%(n)d messages since %(since)s", self.messages)
        who = _("A sender at %(address)s sends") % {"address": self.address}
        what = {"who": who if self.address else _("Senders at changing addresses send"), "what": for_accounts}
        return _("%(who)s %(what)s: %(count)s") % {
            **what, "count": count % {"n": self.messages, "since": since},
        }  # fmt: skip

    @property
    def forged(self) -> bool:
        """Whether the address is one that anybody can claim: it came by datagrams alone."""
        return self.transport == "udp" or not self.address


def senders(*, now: datetime) -> tuple[Sender, ...]:
    """Those heard within the hour that people in this scope handle, the latest to begin first; `SHOWN` at most."""
    here = Q() if tenancy.current().authority == "receiver" else handled_here()
    found = Row.objects.filter(here, many=True, last__gt=now - LATELY, messages__gt=0)
    return tuple(map(_value, found.order_by("-first", "key")[:SHOWN]))


def homes(*, sender: Sender) -> tuple[tuple[int, str], ...]:
    """The homes that an address sent for, by address: id and address, else number. `HOMES_SHOWN` at most."""
    found = rows.Account.objects.filter(pk__in=sender.accounts).order_by("address", "pk")
    listed = found.values_list("pk", "address", "written")[:HOMES_SHOWN]
    return tuple((pk, address or written) for pk, address, written in listed)


def _value(row: Row) -> Sender:
    return Sender(
        bytes(row.key).hex(), row.address, row.transport, tuple(row.accounts), row.first, row.last, row.messages
    )
