"""No page asks more questions because there is more to show."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from tests.desk.conftest import Desk

MOST = {
    "/": 60,
    "/map/": 30,
    "/places/layers/burglaries.geojson": 25,
    "/places/layers/cocoons.geojson": 25,
    "/burglary/{}/": 40,
    "/account/people/": 25,
}


def fill(desk: Desk, times: int) -> int:
    """Something of everything, so many times; one of the burglaries."""
    for _ in range(times):
        desk.draft()
        desk.cocoon()
        desk.round(desk.cocoon(hours_ago=30), visits=("talked", "no_answer"))
        burglary = desk.cocoon(hours_ago=60).burglary_id
        desk.silent_phone()
    return burglary


@pytest.mark.parametrize("address", list(MOST))
def test_the_number_of_queries_does_not_grow_with_the_rows(
    desk: Desk, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    burglary = fill(desk, 1)
    client = desk.cast.client(desk.cast.officer)
    ask: Callable[[], object] = lambda: client.get(address.format(burglary))  # noqa: E731
    ask()  # what is computed once, such as a walking order, is computed now
    with CaptureQueriesContext(
        connection,
    ) as few:
        ask()
    assert len(few) <= MOST[address]
    fill(desk, 3)
    with django_assert_max_num_queries(len(few)):
        ask()
