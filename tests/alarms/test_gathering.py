"""Many homes that fall silent at once are one alarm with their list."""

import pytest
from django.utils import timezone

from kokong.measures.alarms import api, gathering
from tests.alarms.conftest import NOW, Site


def enrolled(site: Site, count: int) -> list[int]:
    with site.cast.acting(site.cast.coordinator):
        return [api.enrol(account=f"{5000 + at}", address=f"Gatan {at}", now=NOW).id for at in range(count)]


def fall_silent(site: Site, accounts: list[int]) -> None:
    for account in accounts:
        site.send("line_fault", account=account)


def come_back(site: Site, accounts: list[int]) -> None:
    for account in accounts:
        site.send("restore", restores="line_fault", account=account)


def queue(site: Site) -> list[tuple[int, str, str]]:
    with site.cast.acting(site.operator):
        return [(one.homes, one.state, one.close_reason) for one in api.queue()]


@pytest.mark.parametrize("limit", [1, 7, 100])
def test_many_are_one_however_they_come(site: Site, limit: int) -> None:
    homes = enrolled(site, 30)
    fall_silent(site, homes)
    while site.raise_all(limit=limit) == limit:
        pass
    assert queue(site) == [(30, "waiting", "")]
    come_back(site, homes[:-1])
    while site.raise_all(limit=limit) == limit:
        pass
    assert queue(site) == [(30, "waiting", "")]
    with site.cast.acting(site.operator):
        (alarm,) = api.queue()
        assert alarm.silent == 1
        assert api.silent(alarm_id=alarm.id)[0][0].id == homes[-1]
    come_back(site, homes[-1:])
    site.raise_all()
    assert queue(site) == [(30, "closed", "restored")]


def test_a_few_are_each_their_own(site: Site) -> None:
    homes = enrolled(site, gathering.MANY - 1)
    fall_silent(site, homes)
    site.raise_all()
    assert queue(site) == [(1, "waiting", "")] * (gathering.MANY - 1)
    come_back(site, homes[:1])
    site.raise_all()
    assert queue(site)[-1] == (1, "closed", "restored")


def test_one_that_is_taken_stays_until_it_is_closed_and_a_burglary_beside_it_is_its_own(site: Site) -> None:
    homes = enrolled(site, 12)
    fall_silent(site, homes)
    site.raise_all()
    with site.cast.acting(site.operator):
        (alarm,) = api.queue()
        api.take(alarm_id=alarm.id, now=NOW)
    come_back(site, homes)
    site.send("burglary", "1", account=homes[0])
    site.send("trouble", code="YX", account=homes[0])
    site.raise_all()
    assert queue(site) == [(1, "waiting", ""), (12, "taken", ""), (1, "waiting", "")]
    with site.cast.acting(site.operator):
        api.close(alarm_id=alarm.id, reason="repaired", now=NOW)
    fall_silent(site, homes[1:3])
    site.raise_all()
    assert [one[0] for one in queue(site)].count(1) == 4


def test_its_page_lists_the_homes(site: Site) -> None:
    site.clock = timezone.now()
    homes = enrolled(site, 12)
    fall_silent(site, homes)
    site.raise_all()
    browser = site.cast.client(site.operator)
    row = browser.get("/alarms/queue/").content.decode()
    assert "12 homes silent" in row
    assert "our line?" in row
    with site.cast.acting(site.operator):
        (alarm,) = api.queue()
    page = browser.get(f"/alarms/{alarm.id}/").content.decode()
    assert all(f"Gatan {at}" in page for at in range(12))
