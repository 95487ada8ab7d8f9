"""What an installer types into a panel, and the page that says whether it arrived."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kokong.kernel import installation

from .. import api, words
from ..access import OperatorRequest
from ..values import Account
from . import live

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class Setting:
    """A line of the sheet: what, its value, and what panels call it."""

    what: str | Promise
    value: str | Promise
    called: str


def settings(account: Account, *, host: str, port: int, key: str) -> list[Setting]:
    """The settings of a panel, in the order in which menus ask for them. `key` is shown where it was just made."""
    encrypted = _("encrypted: *SIA-DCS or *ADM-CID") if account.keyed else _("not encrypted: SIA-DCS or ADM-CID")
    return [
        Setting(_("Protocol"), f"SIA DC-09, {encrypted}", "SIA-IP, SIA DC-09, SIA-DCS, ADM-CID"),
        Setting(_("Server"), host, "IP address, domain name, ARC, receiver, central station"),
        Setting(_("Port"), str(port), "Port, TCP/UDP port"),
        Setting(_("Account"), account.written, "Account code, object number, central account, client ID"),
        *_numbers(account),
        Setting(_("Transport"), words.TRANSPORTS[account.transport], "Protocol, connection type"),
        Setting(_("Key"), _key(account, key), "AES key, encryption key, cipher key, password"),
        Setting(_("Life signs"), _interval(account), "Heartbeat, polling, supervision, periodic test, keep-alive"),
        Setting(_("Clock"), _("set by itself, from the network (NTP)"), "Time sync, SNTP, time server"),
    ]


def shown(request: OperatorRequest, account: Account, *, key: str = "") -> HttpResponse:
    """The sheet as a page; a key on it is never kept anywhere."""
    here = installation.current()
    host = request.get_host().rsplit(":", 1)[0]
    context = {
        "account": account,
        "settings": settings(account, host=host, port=here.alarm_port, key=key),
        "key": key,
        "own_line": api.own_line(),
        "off": here.alarm_port == 0,
        "local": here.alarm_bind in LOOPBACK,
        "tests": live.TESTS,
        **live.shown(account),
    }
    answer = render(request, "alarms/sheet.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _numbers(account: Account) -> list[Setting]:
    numbers = (
        (_("Receiver number"), account.receiver, "R"),
        (_("Line number"), account.line, "L, line, account prefix, receiver line"),
    )
    return [Setting(what, value, called) for what, value, called in numbers if value != "0"]


def _key(account: Account, key: str) -> str:
    if key:
        spaced = " ".join(key[at : at + 4] for at in range(0, len(key), 4))
        return _("%(key)s (AES-128, 32 hexadecimal digits, without the spaces)") % {"key": spaced}
    return _("the panel’s key; Kokong can’t show it again") if account.keyed else _("none: leave it empty")


def _interval(account: Account) -> str:
    if account.interval_s is None:
        return _("none agreed: nobody notices when the panel falls silent")
    return _("each %(seconds)d seconds") % {"seconds": account.interval_s}
