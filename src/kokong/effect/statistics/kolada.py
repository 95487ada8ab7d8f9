"""Kolada's API, version 2: values of an indicator for municipalities and years.

`GET /data/kpi/<id>/municipality/<ids>/year/<years>` answers `{"values": [{"kpi", "municipality", "period",
"values": [{"gender", "value"}]}], "next_page"}`; at most 25 ids a call.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from . import http
from .values import Figure, Key, NotTaken, Read

BASE: Final = "https://api.kolada.se/v2"
BURGLARY: Final = "N07546"
"""Reported burglaries of homes for each 100,000 inhabitants."""
AT_ONCE: Final = 25
MOST_PAGES: Final = 40
BOTH: Final = "T"


def address(indicator: str, municipalities: Sequence[str], years: Sequence[int], *, base: str = "") -> str:
    """Where the values are."""
    ids, when = ",".join(municipalities), ",".join(map(str, years))
    return f"{base or BASE}/data/kpi/{indicator}/municipality/{ids}/year/{when}"


def read(indicator: str, municipalities: Sequence[str], years: Sequence[int], *, base: str = "") -> Read:
    """The values of both sexes together. Raises NotTaken."""
    figures: dict[Key, Figure] = {}
    missing = 0
    for first in range(0, len(municipalities), AT_ONCE):
        part = municipalities[first : first + AT_ONCE]
        for row in _rows(address(indicator, part, years, base=base), base or BASE):
            one = _figure(row)
            if one is None:
                missing += 1
            else:
                figures[one.key] = one
    return Read(tuple(figures.values()), {"nothing": missing} if missing else {})


def _rows(url: str, base: str) -> Iterator[Any]:
    """Every row of every page; a next page is followed on the same server alone."""
    for _page in range(MOST_PAGES):
        found = http.get(url)
        if not isinstance(found, dict) or not isinstance(found.get("values"), list):
            raise http.garbled()
        yield from found["values"]
        url = found.get("next_page") or ""
        if not url:
            return
        if not url.startswith(base + "/"):
            raise http.garbled()
    raise http.garbled()


def _figure(row: Any) -> Figure | None:
    try:
        value = next((each["value"] for each in row["values"] if each.get("gender", BOTH) == BOTH), None)
        key = Key(str(row["municipality"]), str(row["kpi"]), str(int(row["period"])))
        return None if value is None else Figure(key, float(value))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise http.garbled() from error


__all__ = ["AT_ONCE", "BASE", "BURGLARY", "NotTaken", "address", "read"]
