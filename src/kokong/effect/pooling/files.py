"""The file that municipalities give each other: counts by area and month, without names and places.

JSON, so that anybody can read what is given away. Version 1:

    {"format": "kokong effect counts", "version": 1,
     "municipality": {"code": "0880", "name": "Kalmar"},
     "question": "…", "measures": ["cocoon_visit"],
     "months": ["2022-01", …], "start": "2025-01",
     "areas": [{"ring": "treated", "homes": 240, "burglaries": [0, 2, …]}, …],
     "neighbours": 1.3,
     "delivered": {"treated": 512, "compared": 3},
     "called": "planned", "takes_part": ["0880", "0881"], "declared_first": true}

`neighbours` is how much more areas that lie so vary than areas for themselves: it needs the map, which stays.
"""

import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from django.utils.translation import gettext as _

from ..values import Refused
from .rules import Told

FORMAT: Final = "kokong effect counts"
VERSION: Final = 1
MOST_BYTES: Final = 4_000_000
MOST_AREAS: Final = 2000
MOST_MONTHS: Final = 12 * 30
MOST_A_MONTH: Final = 100_000
RINGS: Final = ("treated", "compared")
_MONTH: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_CODE: Final = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Area:
    """One area, without its name: its ring, its homes, its burglaries by month."""

    ring: str
    homes: int
    burglaries: tuple[int, ...]


@dataclass(frozen=True)
class Shared:
    """What one municipality gives the others."""

    code: str
    name: str
    question: str
    measures: tuple[str, ...]
    months: tuple[str, ...]
    start: str
    areas: tuple[Area, ...]
    neighbours: float
    delivered: Mapping[str, int]
    told: Told


def written(shared: Shared) -> bytes:
    """The file."""
    said = {
        "format": FORMAT, "version": VERSION, "municipality": {"code": shared.code, "name": shared.name},
        "question": shared.question, "measures": list(shared.measures), "months": list(shared.months),
        "start": shared.start,
        "areas": [
            {"ring": each.ring, "homes": each.homes, "burglaries": list(each.burglaries)} for each in shared.areas
        ],
        "neighbours": round(shared.neighbours, 6), "delivered": dict(shared.delivered),
        "called": shared.told.called, "takes_part": sorted(shared.told.takes_part),
        "declared_first": shared.told.declared_first,
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def digest(content: bytes) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(content).hexdigest()


def loaded(content: bytes) -> dict[str, Any]:
    """A file's JSON. Raises Refused for what is none of these files."""
    try:
        said = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Refused(_("This is no file of counts from Kokong."), field="file") from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise Refused(_("This is no file of counts from Kokong."), field="file")
    if said.get("version") != VERSION:
        raise Refused(_("The file is of a newer edition of Kokong. Update this one first."), field="file")
    return said


def shared(said: Mapping[str, Any]) -> Shared:
    """What a file says. Raises Refused for one that was changed, or says what can't be."""
    try:
        found = _shared(said)
        fault = _fault(found)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise Refused(_("The file is not as Kokong writes it. Ask for it once more."), field="file") from error
    if fault:
        raise Refused(_("The file is not as Kokong writes it. Ask for it once more."), field="file")
    return found


def _shared(said: Mapping[str, Any]) -> Shared:
    areas = tuple(
        Area(str(each["ring"]), _whole(each["homes"]), tuple(_whole(n) for n in each["burglaries"]))
        for each in said["areas"]
    )
    return Shared(
        code=str(said["municipality"]["code"]), name=str(said["municipality"]["name"])[:120],
        question=str(said["question"])[:300], measures=tuple(str(each) for each in said["measures"]),
        months=tuple(str(each) for each in said["months"]), start=str(said["start"]), areas=areas,
        neighbours=float(said["neighbours"]),
        delivered={ring: _whole(said["delivered"][ring]) for ring in RINGS},
        told=Told(
            said["called"], said["declared_first"] is True, frozenset(str(each) for each in said["takes_part"])
        ),
    )  # fmt: skip


def _whole(number: Any) -> int:
    if isinstance(number, bool) or not isinstance(number, int):
        raise TypeError(number)
    return number


def _fault(found: Shared) -> bool:
    months, rings = found.months, {each.ring for each in found.areas}
    counts = [n for each in found.areas for n in each.burglaries]
    return (
        not _CODE.fullmatch(found.code)
        or found.told.called not in ("planned", "early", "exploratory")
        or not found.measures
        or not 2 <= len(months) <= MOST_MONTHS
        or not all(map(_MONTH.fullmatch, months))
        or any(_number(b) - _number(a) != 1 for a, b in pairwise(months))
        or found.start not in months[1:]
        or rings != set(RINGS)
        or len(found.areas) > MOST_AREAS
        or any(len(each.burglaries) != len(months) or each.homes < 0 for each in found.areas)
        or not all(0 <= n <= MOST_A_MONTH for n in counts)
        or not (math.isfinite(found.neighbours) and 1 <= found.neighbours <= 1000)
        or min(found.delivered.values()) < 0
    )


def _number(month: str) -> int:
    return 12 * int(month[:4]) + int(month[5:])
