"""Every address of `incidents`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import act, page

INSIDE: Final = {
    "incidents:list": page("burglary.see"),
    "incidents:report": page("burglary.report"),
    "incidents:confirm": act("burglary.confirm"),
    "incidents:withdraw": page("burglary.withdraw"),
    "incidents:correct": page("burglary.correct"),
    "incidents:news": page("news.settings"),
}
