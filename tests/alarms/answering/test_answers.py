"""Answer times: what is counted, by whom it is seen, and how it is told."""

import csv
import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from kokong.measures.alarms import api, models, rules
from kokong.measures.alarms.answering import counting, telling
from tests.alarms.centres import centre_of, in_centre
from tests.alarms.conftest import NOW, Site

MONTH = date(2026, 11, 1)


def alarm(site: Site, kind: str, took: float | None, *, ended: float | None = None, why: str = "pet",
          at: datetime = NOW, account: int | None = None) -> int:  # fmt: skip
    """An alarm that was taken after `took` seconds, and closed after `ended`."""
    site.clock = at
    site.send(kind, "3", account=account)
    site.raise_all()
    with site.cast.acting(site.operator):
        row = models.Alarm.objects.order_by("-pk").first()
        assert row is not None
        if took is not None:
            api.take(alarm_id=row.pk, now=at + timedelta(seconds=took))
        if ended is not None:
            closed = {"state": "closed", "closed_at": at + timedelta(seconds=ended), "close_reason": why}
            models.Alarm.objects.filter(pk=row.pk).update(**closed)
        else:
            api.close(alarm_id=row.pk, reason="pet", now=at + timedelta(hours=1)) if took is not None else None
    return row.pk


def counted(site: Site, *, now: datetime = NOW + timedelta(days=1)) -> dict[bool, tuple[int, int, int, int]]:
    with site.cast.acting(site.operator):
        found = counting.answers(now=now)
    assert {one.month for one in found} <= {MONTH}
    return {one.life: (one.alarms, one.within_goal, one.within_limit, one.gone) for one in found}


def test_alarms_are_counted_by_how_soon_they_were_taken(site: Site) -> None:
    for took in (10, 90, 91, 180, 181):
        alarm(site, "burglary", took)
    for took in (30, 31, 61):
        alarm(site, "fire", took)
    assert counted(site) == {False: (5, 2, 4, 0), True: (3, 1, 2, 0)}


def test_what_went_away_by_itself_within_the_goal_is_counted_apart_and_later_it_was_late(site: Site) -> None:
    alarm(site, "burglary", None, ended=60, why="cancelled")
    alarm(site, "burglary", None, ended=100, why="cancelled")
    alarm(site, "burglary", None, ended=400, why="cancelled")
    assert counted(site) == {False: (2, 0, 0, 1)}


def test_one_that_waits_within_its_limit_is_not_decided_and_past_it_it_is_late(site: Site) -> None:
    alarm(site, "burglary", None)
    assert counted(site, now=NOW + timedelta(seconds=180)) == {}
    assert counted(site, now=NOW + timedelta(seconds=181)) == {False: (1, 0, 0, 0)}


def test_put_back_and_taken_again_it_was_answered_the_first_time(site: Site) -> None:
    first = alarm(site, "trouble", 20)
    with site.cast.acting(site.operator):
        models.Alarm.objects.filter(pk=first).update(state="waiting", closed_at=None, close_reason="")
        api.take(alarm_id=first, now=NOW + timedelta(hours=2))
    assert counted(site) == {False: (1, 1, 1, 0)}


def test_tests_and_gathered_ones_are_not_counted(site: Site) -> None:
    with site.cast.acting(site.operator):
        api.set_test(account_id=site.account.id, minutes=60, now=NOW - timedelta(minutes=1))
    site.send("burglary", "1")
    site.raise_all()
    assert site.only().suppressed
    with site.cast.acting(site.operator):
        api.set_test(account_id=site.account.id, minutes=0, now=NOW)
    alarm(site, "trouble", None, ended=300, why="gathered")
    assert counted(site) == {}


def test_a_month_is_the_homes_own(site: Site) -> None:
    at = datetime(2026, 11, 1, 0, 10, tzinfo=ZoneInfo("Europe/Stockholm"))
    alarm(site, "burglary", 10, at=at)
    assert counted(site) == {False: (1, 1, 1, 0)}
    with site.cast.acting(site.operator):
        assert counting.answers(now=datetime(2027, 11, 2, tzinfo=ZoneInfo("Europe/Stockholm"))) == ()


def test_a_centre_sees_its_municipalities_and_a_municipality_its_own(site: Site) -> None:
    centre = centre_of(site)
    site.send("burglary", "1", account=centre.accounts[0])
    site.send("fire", "1", account=centre.accounts[1])
    site.raise_all()
    with in_centre(centre):
        for waiting in api.queue():
            api.take(alarm_id=waiting.id, now=NOW + timedelta(seconds=20))
        seen = {(one.municipality, one.life) for one in counting.answers(now=NOW + timedelta(days=1))}
    assert seen == {("Havsvik", False), ("Norrsund", True)}
    assert counted(site) == {False: (1, 1, 1, 0)}
    with site.cast.acting(site.cast.stranger):
        (one,) = counting.answers(now=NOW + timedelta(days=1))
    assert (one.municipality, one.life, one.median_s) == ("Norrsund", True, 20)


def test_it_is_told_with_its_numbers_and_that_few_say_little(site: Site) -> None:
    for took in (10, 100):
        alarm(site, "burglary", took)
    months = counting.months_to(NOW)
    assert (months[0], months[-1], len(months)) == (date(2025, 12, 1), MONTH, 12)
    with site.cast.acting(site.operator):
        found = counting.answers(now=NOW + timedelta(days=1))
    with translation.override("en"):
        told = telling.told(found, months, life=False)
        assert told.sentence == (
            "2 alarms: 1 in somebody’s hands within 90 seconds (50 %, goal 80 %) and 2 within 180 (100 %, goal"
            " 98.5 %). So few that one alarm more or less changes the share."
        )
        assert told.chart is not None
        assert len(told.chart.boxes) == len(told.chart.dots) == 1
        assert told.chart.words == "Other alarms, in time by month: November 50 % and 100 % of 2"
        none = telling.told(found, months, life=True)
    assert (none.chart, none.sentence) == (None, "No alarm asked for an answer.")


@pytest.mark.parametrize(("share", "said"), [(None, "–"), (0.8, "80 %"), (0.985, "98,5 %"), (2 / 3, "66,7 %")])
def test_a_share_is_said_as_people_read_it(share: float | None, said: str) -> None:
    with translation.override("sv"):
        assert telling.percent(share) == said


def test_the_goals_are_those_of_the_rules() -> None:
    assert counting.seconds(life=True) == (30, 60)
    assert counting.seconds(life=False) == (90, 180)
    assert "gathered" not in counting.ANSWERS
    assert set(counting.ANSWERS) == set(rules.OPERATORS_REASONS)


def test_the_page_and_its_file(site: Site) -> None:
    from django.utils import timezone

    alarm(site, "burglary", 10, at=timezone.now() - timedelta(hours=2))
    browser = site.cast.client(site.cast.coordinator)
    page = browser.get("/alarms/answers/").content.decode()
    assert "from memory" in page
    assert page.count('<svg class="kk-chart"') == 1
    other = browser.get("/alarms/answers/?urgency=life").content.decode()
    assert "No alarm asked for an answer." in other
    text = browser.get("/alarms/answers/?as=csv").content.decode("utf-8-sig")
    head, row = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text else ","))
    assert dict(zip(head, row, strict=True))["Within the goal"] == "1"
    assert site.cast.log(subject="alarm_answers")[0].detail["rows"] == 1
    assert site.cast.client(site.cast.visitor).get("/alarms/answers/").status_code == 403
