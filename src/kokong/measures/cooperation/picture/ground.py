"""What lies on the ground of the municipality: burglaries by area, and what was delivered."""

from collections import Counter
from collections.abc import Hashable, Mapping
from datetime import timedelta

from kokong.incidents import api as incidents
from kokong.kernel import measure
from kokong.ledger import api as ledger
from kokong.places import api as places

from . import protecting
from .burglaries import midnight, within
from .periods import year_before
from .values import Asked, Numbers


def stamp() -> Hashable:
    """Changes with burglaries, areas and their outlines, and how many homes there are."""
    return incidents.edition(), places.count(), places.areas()


def by_area(asked: Asked) -> Mapping[str, Numbers]:
    """Burglaries by area, of areas with enough homes; an area's outline is today's, for both periods."""
    names = {each.id: each.name for each in places.areas()}
    homes = places.homes_by_area(area_ids=names)
    before = year_before(asked)
    every = incidents.traces(since=midnight(before.since), until=midnight(asked.until))
    at_now, at_before = (Counter(each.dwelling_id for each in within(every, span)) for span in (asked, before))
    listed = [
        {"area": area_id, "name": names[area_id], "homes": len(inside),
         "now": sum(at_now[home] for home in inside), "before": sum(at_before[home] for home in inside)}
        for area_id, inside in homes.items() if len(inside) >= protecting.HOMES
    ]  # fmt: skip
    listed.sort(key=lambda each: (-int(str(each["now"])), str(each["name"])))
    return {"areas": {"areas": listed, "left": len(names) - len(listed)}}


def delivered(asked: Asked) -> Mapping[str, Numbers]:
    """How often each measure was delivered: whole months by their sums, the last one up to the period's end."""
    last = (asked.until - timedelta(days=1)).replace(day=1)
    found: Counter[str] = Counter()
    whole_until = asked.until if asked.until.day == 1 else last
    for (code, _month), many in ledger.by_measure_and_month(since=asked.since, until=whole_until).items():
        found[code] += many
    if whole_until < asked.until:
        codes = [code for each in measure.everyone() for code in each.delivers]
        found.update(ledger.times(measures=codes, since=midnight(last), until=midnight(asked.until)))
    return {"delivered": {"by_measure": {code: many for code, many in sorted(found.items()) if many}}}
