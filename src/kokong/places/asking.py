"""What a page asks of a layer, in its address: a period, and values to choose by."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from kokong import tables
from kokong.kernel import features
from kokong.kernel.features import Layer, Wanted
from kokong.kernel.looks import Look

from .mapping import MOST

YES: Final = {"true": True, "false": False}
PERIOD: Final = ("days", "since", "until")
LONGEST: Final = 36_500  # days


def address(name: str, **asked: Any) -> str:
    """A layer's address for `<kk-map>`: `days` back from now or `since` and `until`, and values to choose by."""
    said = {key: _text(value) for key, value in asked.items() if value not in (None, "")}
    return reverse("places:layer", args=[name]) + (f"?{urlencode(said)}" if said else "")


def offered(choices: Iterable[tuple[Layer, bool]], **asked: Any) -> str:
    """Layers that one switches on and off beside a map, for `data-layers`, and which of them are on at first."""
    return json.dumps(
        [
            {
                "name": layer.name,
                "title": str(layer.title),
                "room": str(features.room(layer.name)),
                "kind": layer.look.kind,
                "features": address(layer.name, **_for(layer, asked)),
                "shown": shown,
            }
            for layer, shown in sorted(choices, key=lambda choice: _place(choice[0].look))
        ],
        ensure_ascii=False,
    )


def _place(look: Look) -> tuple[bool, int]:
    """What lies on top comes first."""
    return look.area, -look.order


def _for(layer: Layer, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What a layer understands of what is asked of all of them."""
    known = {*layer.choices, *(PERIOD if layer.timed and not layer.lasting else ())}
    return {name: value for name, value in asked.items() if name in known}


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value).lower() if isinstance(value, bool) else str(value)


def wanted(query: Mapping[str, str], *, layer: Layer, now: datetime) -> Wanted | None:
    """What is asked for; None where that can't be understood."""
    try:
        since, until = _moment(query.get("since")), _moment(query.get("until"))
        if "days" in query:
            since = now - timedelta(days=min(int(query["days"]), LONGEST))
        only = {name: _value(layer, name, query[name]) for name in layer.choices if name in query}
    except (ValueError, KeyError, OverflowError):
        return None
    return Wanted(limit=MOST, since=since, until=until, only=only, newest=True)


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    found = tables.moment(text)
    if found is None:
        return None
    return found[0] if timezone.is_aware(found[0]) else timezone.make_aware(found[0])


def _value(layer: Layer, name: str, text: str) -> Any:
    return YES[text] if layer.properties[name].kind == "boolean" else text
