"""What the page of a home says of an alarm in hand."""

from kokong.incidents import api as incidents
from kokong.measures.alarms import api, at_home
from kokong.people.api import Actor
from tests.alarms.conftest import Site


def said(site: Site, actor: Actor, dwelling_id: int) -> list[str]:
    with site.cast.acting(actor):
        return [line.title for line in at_home.lines(dwelling_id=dwelling_id, actor=actor, now=site.clock)]


def test_an_alarm_stands_there_until_it_is_over_and_only_for_whom_it_concerns(site: Site) -> None:
    home, beside = site.homes[4].pk, site.homes[5].pk
    site.send("burglary", "1")
    site.raise_all()
    (title,) = said(site, site.operator, home)
    assert title.startswith("An alarm is in hand: ")
    assert said(site, site.operator, beside) == []
    assert said(site, site.cast.coordinator, home) == [], "nobody has confirmed it"
    assert said(site, site.cast.visitor, home) == []
    with site.cast.acting(site.operator):
        alarm = api.take(alarm_id=site.only().id, now=site.clock)
        api.close(alarm_id=alarm.id, reason="user_error", now=site.clock)
    assert said(site, site.operator, home) == []


def test_once_it_became_a_burglary_the_desk_sees_it_and_the_way_there(site: Site) -> None:
    home = site.homes[4].pk
    site.send("burglary", "1")
    site.raise_all()
    alarm = site.only()
    with site.cast.acting(site.cast.coordinator):
        told = incidents.report(
            dwelling_id=home, earliest=site.clock, latest=site.clock, source="form", now=site.clock
        )  # fmt: skip
        api.link_burglary(alarm_id=alarm.id, burglary_id=told.id, result="drafted", now=site.clock)
        (line,) = at_home.lines(dwelling_id=home, actor=site.cast.coordinator, now=site.clock)
    assert line.now
    assert line.url == f"/burglary/{told.id}/"
