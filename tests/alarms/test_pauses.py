"""A panel or a zone in test or out of service for a while raises nothing, and nothing else is quiet for it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kokong.measures.alarms import api
from tests.alarms.conftest import NOW, Site

HOUR = timedelta(hours=1)


def paused(site: Site, zone: str = "", *, begins: timedelta = timedelta(0), ends: timedelta = HOUR) -> api.Pause:
    with site.cast.acting(site.cast.coordinator):
        return api.pause(
            account_id=site.account.id,
            what="out_of_service",
            zone=zone,
            begins=NOW + begins,
            ends=NOW + ends,
            now=NOW,
        )


def queue(site: Site) -> list[tuple[str, ...]]:
    with site.cast.acting(site.operator):
        return [one.zones for one in api.queue()]


def test_a_zone_out_of_service_raises_nothing_and_its_neighbour_does(site: Site) -> None:
    paused(site, "04")
    for _each in range(50):
        site.send("burglary", "4", after=1)
    site.raise_all()
    assert queue(site) == []
    assert (site.only().events, site.only().suppressed) == (50, True)
    site.send("burglary", "5", after=1)
    site.raise_all()
    assert queue(site) == [("5",)]


def test_it_is_so_between_its_times(site: Site) -> None:
    paused(site, begins=HOUR, ends=2 * HOUR)
    site.send("burglary", "1")
    site.raise_all()
    assert len(queue(site)) == 1
    site.send("fire", "2", after=1.5 * 3600)
    site.raise_all()
    assert len(queue(site)) == 1
    site.send("fire", "2", after=3600)
    site.raise_all()
    assert len(queue(site)) == 2


def test_it_can_be_ended(site: Site) -> None:
    one = paused(site)
    with site.cast.acting(site.cast.coordinator):
        api.end_pause(account_id=site.account.id, pause_id=one.id, now=NOW + timedelta(seconds=1))
        assert api.pauses(account_id=site.account.id, now=NOW + timedelta(seconds=1)) == ()
    site.send("burglary", "1", after=2)
    site.raise_all()
    assert len(queue(site)) == 1


@pytest.mark.parametrize(("what", "hours"), [("holiday", 1), ("test", 0), ("test", 24 * 367)])
def test_what_makes_no_sense_is_refused(site: Site, what: str, hours: int) -> None:
    with site.cast.acting(site.cast.coordinator), pytest.raises(api.FieldProblem):
        api.pause(account_id=site.account.id, what=what, begins=NOW, ends=NOW + hours * HOUR, now=NOW)


def test_it_is_done_on_the_page(site: Site) -> None:
    now = timezone.localtime(timezone.now())
    browser = site.cast.client(site.operator)
    sent = {"what": "test", "zone": "7", "note": "New detector"}
    sent |= {"begins": f"{now:%Y-%m-%dT%H:%M}", "ends": f"{now + HOUR:%Y-%m-%dT%H:%M}"}
    address = f"/alarms/accounts/{site.account.id}/"
    assert browser.post(f"{address}pause/", sent).status_code == 302
    page = browser.get(address).content.decode()
    assert "zone 7" in page
    assert "New detector" in page
    with site.cast.acting(site.operator):
        (one,) = api.pauses(account_id=site.account.id, now=timezone.now())
    browser.post(f"{address}pause/{one.id}/end/")
    assert "New detector" not in browser.get(address).content.decode()
