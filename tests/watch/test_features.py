"""A group on the map."""

import shapely

from kokong.kernel.features import Wanted
from kokong.measures.watch.features import GROUPS
from tests.watch.conftest import Village


def test_a_page_draws_the_ground_that_chosen_addresses_span(village: Village) -> None:
    with village.cast.acting(village.cast.coordinator):
        assert GROUPS.seen
        seen = {each.id: each.shape for each in GROUPS.seen(Wanted(limit=10)).features}
        exact = {each.id: each.shape for each in GROUPS.find(Wanted(limit=10)).features}
    assert shapely.get_num_geometries(exact[village.group_id]) == len(village.homes)
    assert shapely.get_num_geometries(seen[village.group_id]) == 1
    assert shapely.contains(seen[village.group_id], exact[village.group_id])
    assert not shapely.intersects(seen[village.group_id], seen[village.other_id])
