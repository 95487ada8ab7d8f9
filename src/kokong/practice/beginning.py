"""A drill begins, ends, and is over: by the database's own functions, since nothing else makes a municipality."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.places import api as places

from . import rules
from .values import Refused


def begin(*, kind: rules.Kind, dwelling_id: int, people: Iterable[int], now: datetime) -> int:
    """Begin a drill around a home, with these people; what the drill before left is gone. The place's number.

    Raises Refused where the home isn't one of the municipality in scope.
    """
    home = places.dwelling(dwelling_id=dwelling_id)
    if home is None or home.retired:
        raise Refused(_("There is no such home. Choose another address."))
    taking_part = sorted(set(people))
    asked = _asked(home) | {
        "kind": kind,
        "began": now.isoformat(),
        "ends": (now + timedelta(days=rules.DAYS)).isoformat(),
    }
    audit.record(action="practice.began", detail={"kind": kind, "people": len(taking_part)})
    return int(_call("SELECT kokong_practice_begin(%s, %s)", [taking_part, json.dumps(asked)]))


def end() -> None:
    """End the drill of the municipality in scope for everybody: nothing of it is left."""
    audit.record(action="practice.ended")
    _call("SELECT kokong_practice_end()", [])


def clear(*, now: datetime) -> int:
    """Empty every practice municipality whose drill is over; how many. Outside of any scope."""
    return int(_call("SELECT kokong_practice_clear(%s)", [now]))


def _asked(home: places.Dwelling) -> dict[str, Any]:
    ground = asdict(places.around(x=home.x, y=home.y, metres=rules.RADIUS_M))
    sides = dict(zip(("west", "south", "east", "north"), ground.pop("box"), strict=True))
    return ground | sides | {"dwelling": home.id, "place": home.full_address, "homes": rules.HOMES}


def _call(statement: str, given: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchone()[0]
