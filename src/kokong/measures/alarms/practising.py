"""A home whose alarm goes off in a drill: no panel is there, and nobody's receiver hears it."""

import json
from datetime import datetime, timedelta
from typing import Final

from django.db import connection

from kokong.dc09.events import read_events

from . import rules
from .panels import accounts

NUMBER: Final = "DA"
"""Hexadecimal, as numbers of panels are; one drill has one."""
ZONES: Final = ({"zone": "4", "name": "4", "kind": "door", "side": "rear", "floor": 0},)


def goes_off(*, dwelling_id: int, now: datetime) -> int:
    """Enrol a panel at a home of a practice municipality, set since the morning; let it report. Its account."""
    made = accounts.enrol(account=NUMBER, dwelling_id=dwelling_id, plan={"text": "", "zones": ZONES}, now=now)
    _report(made.id, made.written, "Nri1/CL1", now - timedelta(hours=6))
    _report(made.id, made.written, "Nri1/BA4", now)
    return made.id


def _report(account_id: int, written: str, data: str, at: datetime) -> None:
    content = f"#{written}|{data}"
    events = [
        {
            "part": part, "code": one.code, "kind": str(one.kind), "zone": one.zone, "area": one.area,
            "raw": f"[{content}]", "matters": one.kind in rules.MATTERS,
        }
        for part, one in enumerate(read_events(content.encode()))
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT kokong_practice_heard(%s, %s, %s)", [account_id, json.dumps(events), at])
