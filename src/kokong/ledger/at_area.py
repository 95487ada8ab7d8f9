"""What an area's page says of what was delivered there."""

from datetime import datetime
from typing import Final

from django.utils.functional import Promise

from kokong.kernel import measure
from kokong.kernel.today import Panel
from kokong.people.api import Actor
from kokong.places import api as places

from .areas import in_area

MONTHS: Final = 24


def panels(*, area: places.Drawn, actor: Actor, now: datetime) -> list[Panel]:
    """One table: month, measure, how often, and the days that it stood."""
    if not actor.may("area.see"):
        return []
    found = in_area(area=area, now=now)
    said: dict[str, str | Promise] = {
        code: words for one in measure.everyone() for code, words in one.delivers.items()
    }
    months = sorted({line.month for line in found.months}, reverse=True)[:MONTHS]
    rows = [(line, said.get(line.measure, line.measure)) for line in found.months if line.month in months]
    standing = [(count, said.get(code, code)) for code, count in sorted(found.standing.items())]
    earlier = len({line.month for line in found.months}) - len(months)
    return [Panel("ledger/at_area.html", {"rows": rows, "standing": standing, "earlier": earlier})]
