"""The week's stretches of street as a map layer."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import shapely
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kokong.kernel.features import Feature, Found, Layer, Property, Wanted
from kokong.kernel.looks import Look, Symbol

from . import maps, reading
from .telling import Figures

WIDE_M: Final = 12.0  # to each side of the line from end to end, so that a single home shows too


def _find(wanted: Wanted) -> Found:
    found = _stretches()
    if wanted.area is not None:
        found = [each for each in found if shapely.intersects(each.shape, wanted.area)]
    following = [each for each in found if each.id > wanted.after]
    return Found(len(found), following[: wanted.limit])


def _draw(ranks: Sequence[int]) -> list[Feature]:
    return [each for each in _stretches() if each.id in ranks]


def _stretches() -> list[Feature]:
    """Those of this week; none once it is over."""
    found = reading.newest_result(kind="homes")
    if found is None:
        return []
    week = date.fromisoformat(found.figures["week"])
    if not week <= timezone.localdate() < week + maps.WEEK:
        return []
    return [_stretch(place + 1, row, week) for place, row in enumerate(found.figures["stretches"])]


def _stretch(rank: int, row: Figures, week: date) -> Feature:
    shape = shapely.LineString([row["from"], row["to"]]).buffer(WIDE_M, quad_segs=4)
    properties = {
        "name": gettext("Stretch %(rank)s") % {"rank": rank},
        "rank": rank,
        "week": week.isoformat(),
        "homes": row["homes"],
        "expected": round(row["expected"], 4),
        "times": round(row["times"], 1),
        "recent": row["recent"],
    }
    return Feature(rank, shape, properties)


STRETCH: Final = Look(
    "stretch",
    {"active": Symbol(_("Stretch with the homes of highest risk this week"), "square", "rust", "rust", depth=0.3)},
    area=True,
)
STRETCHES: Final = Layer(
    name="stretches",
    title=_("This week’s stretches of street"),
    words=_("Where the homes with the highest risk this week lie, by the newest analysis. Empty when it is over."),
    action="risk.see",
    geometry="Polygon",
    properties={
        "name": Property("string", _("What it is called")),
        "rank": Property("integer", _("1 where most are expected")),
        "week": Property("date", _("The week’s first day")),
        "homes": Property("integer", _("Homes of highest risk on it")),
        "expected": Property("number", _("Burglaries expected in the week")),
        "times": Property("number", _("Times as much at each as at a home on average")),
        "recent": Property("integer", _("Burglaries near by in the last four weeks")),
    },
    find=_find,
    draw=_draw,
    look=STRETCH,
    label="name",
    number="rank",
)
