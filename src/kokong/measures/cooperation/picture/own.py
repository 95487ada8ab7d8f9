"""The parts that this room supplies: of burglaries, of areas, of the ledger, and the police's news."""

from collections.abc import Mapping
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokong.incidents import api as incidents

from . import burglaries, ground, saying
from .burglaries import midnight
from .parts import Part, Supply
from .values import Asked, Numbers

_CONFIRMED: Final = _("Burglaries that the police have confirmed, in this system.")
_THREE: Final = _("Burglaries that the police have confirmed, in this system, over three years.")
_TEN: Final = _("Burglaries that the police have confirmed, in this system, over at most ten years.")
NEWS: Final = 5


def _burglaries(asked: Asked) -> Mapping[str, Numbers]:
    return {**burglaries.count(asked), **ground.by_area(asked)}


def _news(asked: Asked) -> Mapping[str, Numbers]:
    found = incidents.headlines(since=midnight(asked.since), until=midnight(asked.until), limit=NEWS)
    if not found:
        return {}
    return {
        "news": {
            "events": [
                {"title": each.title, "day": str(timezone.localdate(each.at)), "url": each.url} for each in found
            ]
        }
    }


SUPPLIES: Final = (
    Supply(
        "burglaries",
        (
            Part("kinds", 10, _("Burglaries by kind of home"), _CONFIRMED, saying.kinds),
            Part("years", 11, _("Burglaries by year"), _TEN, saying.years),
            Part("season", 12, _("Burglaries by month"), _TEN, saying.season),
            Part("hours", 13, _("Burglaries by weekday and hour"), _THREE, saying.hours),
            Part("ways_in", 14, _("Ways in"), _THREE, saying.ways_in),
            Part("near", 15, _("Burglaries near an earlier one"), _CONFIRMED, saying.near),
            Part("areas", 16, _("Burglaries by area"), _CONFIRMED, saying.areas),
        ),
        _burglaries,
        ground.stamp,
    ),
    Supply(
        "delivered",
        (Part("delivered", 30, _("What was delivered"),
              _("What each measure has told of itself, without what was taken back."), saying.delivered),),
        ground.delivered,
    ),
    Supply(
        "news",
        (Part("news", 90, _("From polisen.se"), _("Events that the police publish."), saying.news, True),),
        _news,
    ),
)  # fmt: skip
