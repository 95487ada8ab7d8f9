"""What a request asks for: parameters read strictly, since a filter that is misread shows the wrong thing."""

import math
import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final, Literal

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from shapely import Polygon

from kokong.kernel.features import Wanted

from .systems import System, area, offered

USUAL: Final = 100
MOST: Final = 5000
ITEMS: Final = frozenset({"bbox", "bbox-crs", "crs", "datetime", "limit", "after", "f"})
ITEM: Final = frozenset({"crs", "f"})
PLAIN: Final = frozenset({"f"})
LONGEST: Final = 200

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(_DAY.pattern + r"[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)?")
_NUMBER = re.compile(r"[0-9]{1,18}")

Format = Literal["json", "html"]


class BadParameter(Exception):
    """A parameter is unknown or can't be meant; the message says which and how to write it."""


@dataclass(frozen=True)
class Asked:
    """What of a layer is asked for, and in which coordinate system."""

    wanted: Wanted
    system: System


def check(request: HttpRequest, known: frozenset[str]) -> None:
    """Raises BadParameter for a parameter that the address doesn't have, or that comes twice."""
    for name, values in request.GET.lists():
        if name not in known:
            raise BadParameter(_("There is no parameter “%(name)s” here.") % {"name": name[:LONGEST]})
        if len(values) > 1:
            raise BadParameter(_("The parameter “%(name)s” comes more than once.") % {"name": name})


def form(request: HttpRequest) -> Format:
    """JSON or a page: as `f` says, else as the program would rather have it. Raises BadParameter for another."""
    named = request.GET.get("f")
    if named == "json":
        return "json"
    if named == "html":
        return "html"
    if named is not None:
        raise BadParameter(_("“f” is json or html."))
    return "html" if preferred(request) == "html" else "json"


def preferred(request: HttpRequest) -> Format:
    """What the Accept header would rather have."""
    types = ["application/json", "application/geo+json", "text/html"]
    return "html" if request.get_preferred_type(types) == "text/html" else "json"


def items(query: QueryDict, *, epsg: int) -> Asked:
    """The parameters of `/items`. Raises BadParameter."""
    since, until = _interval(query.get("datetime"))
    wanted = Wanted(
        limit=min(_number(query, "limit", usual=USUAL, least=1), MOST),
        after=_number(query, "after", usual=0, least=0),
        area=_area(query, epsg),
        since=since,
        until=until,
    )
    return Asked(wanted, system(query, epsg=epsg))


def system(query: QueryDict, *, epsg: int, name: str = "crs") -> System:
    """The coordinate system that a parameter names; degrees where it names none. Raises BadParameter."""
    known = offered(epsg)
    given = query.get(name)
    found = next((each for each in known if given in {None, each.uri}), None)
    if found is None:
        several = ", ".join(each.uri for each in known)
        raise BadParameter(_("“%(name)s” is one of: %(several)s.") % {"name": name, "several": several})
    return found


def feature_id(text: str) -> int | None:
    """A feature's id; None for what can't be one."""
    return int(text) if _NUMBER.fullmatch(text) else None


def _number(query: QueryDict, name: str, *, usual: int, least: int) -> int:
    given = query.get(name)
    if given is None:
        return usual
    if not _NUMBER.fullmatch(given) or int(given) < least:
        raise BadParameter(_("“%(name)s” is a whole number from %(least)d.") % {"name": name, "least": least})
    return int(given)


def _area(query: QueryDict, epsg: int) -> Polygon | None:
    chosen, given = system(query, epsg=epsg, name="bbox-crs"), query.get("bbox")
    if given is None:
        return None
    corners = _corners(given)
    crossing = chosen.degrees and corners[0] > corners[2]
    if corners[1] > corners[3] or (corners[0] > corners[2] and not crossing):
        raise BadParameter(_("“bbox” has its lower left corner first, then its upper right one."))
    return area(corners, chosen)


def _corners(given: str) -> tuple[float, float, float, float]:
    try:
        numbers = [float(part) for part in given.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) == 6:  # heights are nobody's here
        numbers = [numbers[0], numbers[1], numbers[3], numbers[4]]
    if len(numbers) != 4 or not all(math.isfinite(number) for number in numbers):
        raise BadParameter(_("“bbox” is four numbers, or six with heights, separated by commas."))
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _interval(given: str | None) -> tuple[datetime | None, datetime | None]:
    if given is None:
        return None, None
    first, slash, last = given.partition("/")
    since, until = _moment(first, time.min), _moment(last if slash else first, time.max)
    if since is until is None or (since is not None and until is not None and since > until):
        raise _wrong_time()
    return since, until


def _moment(text: str, of_day: time) -> datetime | None:
    """A moment, on the town's clocks unless it says another; of a day, its beginning or end; None: an open end."""
    if text in {"", ".."}:
        return None
    if _DAY.fullmatch(text):
        text = f"{text}T{of_day}"
    elif not _MOMENT.fullmatch(text):
        raise _wrong_time()
    try:
        moment = datetime.fromisoformat(text.upper())
    except ValueError as error:
        raise _wrong_time() from error
    return moment if moment.tzinfo else timezone.make_aware(moment)


def _wrong_time() -> BadParameter:
    return BadParameter(
        _(
            "“datetime” is a day such as 2026-03-01 or a moment such as 2026-03-01T00:00:00Z, or two with / "
            "between; .. leaves an end open."
        )
    )
