"""Coverage in one area: the doors that lie in it, and those only."""

import shapely

from kokong.measures.cocoons import api, at_area
from kokong.places import api as places
from tests.cocoons.conftest import NOW, Town, Walked
from tests.places.town import ORIGIN


def test_the_doors_in_an_area_are_counted_and_no_others(town: Town, walked: Walked) -> None:
    cast = town.cast
    with cast.acting(cast.coordinator):
        cocoon = town.cocoon()
        doors = [door for door in api.doors(cocoon_id=cocoon.id) if door.state == "open"]
        walked(cocoon)
        east = max(places.dwellings(ids=[door.dwelling_id or 0])[door.dwelling_id or 0].x for door in doors)
        whole = shapely.box(ORIGIN.x - 50, ORIGIN.y - 50, east + 50, ORIGIN.y + 60)
        part = shapely.box(ORIGIN.x - 5, ORIGIN.y - 5, ORIGIN.x + 45, ORIGIN.y + 30)
        ids = [places.make_area(name=name, kind="drawn", shape=shape, now=NOW).area_id
               for name, shape in (("Allt", whole), ("Del", part))]  # fmt: skip
        everything, some = (at_area.covered(area_id=area_id, now=NOW) for area_id in ids)
        assert (everything.cocoons, everything.eligible, everything.talked) == (1, len(doors), 0)
        assert 0 < some.eligible < everything.eligible
        (panel,) = at_area.panels(area=places.area(area_id=ids[1]), actor=cast.coordinator, now=NOW)
        assert panel.shown["reach"] == some
    with cast.acting(cast.auditor):
        assert at_area.panels(area=places.area(area_id=ids[1]), actor=cast.auditor, now=NOW) == []
