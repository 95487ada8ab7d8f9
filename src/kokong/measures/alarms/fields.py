"""What the fields of an account can be. Each check gives the value to keep, or raises FieldProblem."""

import re
from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext as _

from kokong import dc09

from . import models as rows
from .values import FieldProblem

TRANSPORTS: Final = ("any", "tcp", "udp")
INTERVAL_S: Final = (5, 90 * 24 * 3600)
LONGEST_NOTES: Final = 4000
_hexadecimal = re.compile(r"[0-9A-Fa-f]+").fullmatch


def hexadecimal(name: str, text: str, most: int) -> None:
    """A number of at most so many hexadecimal digits."""
    if len(text) > most or not _hexadecimal(text):
        words = {"account": _("The account"), "receiver": _("The receiver number"), "line": _("The line number")}
        message = _("%(what)s is 1 to %(most)d hexadecimal digits (0–9, A–F). Nothing was changed.")
        raise FieldProblem(message % {"what": words[name], "most": most}, field=name)


def transport(text: str) -> str:
    """How a panel sends."""
    if text not in TRANSPORTS:
        raise FieldProblem(_("The transport is tcp, udp or any."), field="transport")
    return text


def interval(seconds: int | None) -> int | None:
    """Seconds between polls; None for a panel that nobody watches."""
    least, most = INTERVAL_S
    if seconds is not None and not least <= seconds <= most:
        message = _("The interval is from %(least)d to %(most)d seconds; leave it out for none.")
        raise FieldProblem(message % {"least": least, "most": most}, field="interval_s")
    return seconds


def quirks(flags: int) -> int:
    """Departures from the format, as `dc09.Quirk`."""
    if not 0 <= flags <= int(dc09.Quirk.CR_COUNTED | dc09.Quirk.BINARY_CRC):
        raise FieldProblem(_("There is no such departure from the format."), field="quirks")
    return flags


def centre(centre_id: int | None) -> int | None:
    """A centre that there is; None for the municipality itself."""
    if centre_id is not None and not rows.Centre.objects.filter(pk=centre_id).exists():
        raise FieldProblem(_("There is no such alarm centre."), field="centre_id")
    return centre_id


def within(name: str, least: int, most: int) -> Callable[[int], int]:
    """A check that the field `name` is a number between these."""

    def check(value: int) -> int:
        if not least <= value <= most:
            raise FieldProblem(_("From %(least)d to %(most)d.") % {"least": least, "most": most}, field=name)
        return value

    return check


def plan(plan: dict[str, Any]) -> dict[str, Any]:
    """`{"text": str, "zones": [{"zone", "name", "outdoor"}]}`; zones lose leading zeros, as events do."""
    zones = [
        {
            "zone": str(one["zone"]).strip().upper().lstrip("0") or "0",
            "name": str(one.get("name", "")).strip()[:80],
            "outdoor": bool(one.get("outdoor")),
        }
        for one in plan.get("zones", ())
        if str(one.get("zone", "")).strip()
    ]
    return {"text": str(plan.get("text", "")).strip()[:LONGEST_NOTES], "zones": zones[:256]}
