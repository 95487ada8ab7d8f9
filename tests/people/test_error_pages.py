"""Pages that say no keep the menu of whoever is signed in."""

import pytest
from django.test import Client

from tests.cast import Cast

RAIL = 'class="kk-rail"'


@pytest.mark.parametrize(
    ("address", "status"), [("/no/such/page/", 404), ("/burglary/999999/", 404), ("/log/", 403)]
)
def test_whoever_is_signed_in_keeps_their_menu(cast: Cast, address: str, status: int) -> None:
    answer = cast.client(cast.coordinator).get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert RAIL in page
    assert "/burglaries/" in page


def test_nobody_signed_in_is_shown_no_menu(cast: Cast, client: Client) -> None:
    page = client.get("/no/such/page/").content.decode()
    assert RAIL not in page
    assert "kk-plain" in page
