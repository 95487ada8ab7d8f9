"""Member homes beside others: what is counted, when it is compared, and that it is never called an effect."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kokong.incidents import api as incidents
from kokong.measures.watch.comparing import rates, told, work
from kokong.measures.watch.models import Household
from tests.watch.conftest import Village

ZONE = ZoneInfo("Europe/Stockholm")
START, END = datetime(2024, 1, 1, tzinfo=ZONE), datetime(2025, 1, 1, tzinfo=ZONE)
DAYS = (date(2024, 1, 1), date(2025, 1, 1))


def at(month: int, day: int = 1) -> datetime:
    return datetime(2024, month, day, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 11, 30), (date(2025, 10, 1), date(2026, 10, 1))),
        (date(2026, 1, 1), (date(2024, 12, 1), date(2025, 12, 1))),
        (date(2026, 2, 28), (date(2025, 1, 1), date(2026, 1, 1))),
    ],
)
def test_periods_are_twelve_whole_months_that_ended_a_month_ago(today: date, last: tuple[date, date]) -> None:
    found = rates.periods(today)
    assert (len(found), found[-1]) == (3, last)
    assert [each[1] for each in found[:-1]] == [each[0] for each in found[1:]]


def test_a_home_is_in_a_group_from_when_it_joined_and_while_the_group_was_active() -> None:
    stood = [(at(2), at(4)), (at(6), None)]
    assert rates.joined(at(3), stood, at(12)) == [(at(3), at(4)), (at(6), at(12))]
    assert rates.joined(at(5), stood, at(5, 2)) == []
    assert rates.united([(at(3), at(5)), (at(1), at(2)), (at(4), at(6))]) == [(at(1), at(2)), (at(3), at(6))]


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 200)), max_size=6))
def test_no_home_is_longer_in_groups_than_there_was_time(said: list[tuple[int, int]]) -> None:
    spans = [(START + timedelta(days=a), START + timedelta(days=a + b)) for a, b in said]
    found = rates.years(rates.united(spans), START, END)
    assert 0 <= found <= (END - START) / rates.YEAR + 1e-9
    assert found <= rates.years(spans, START, END) + 1e-9


def test_the_same_home_counts_on_either_side_of_the_day_on_which_it_joined() -> None:
    spans = {n: [(at(7), END)] for n in range(400)}
    burglaries = [(1, at(3)), (1, at(9)), (999, at(3)), (2, at(7)), *((1000 + n, at(5, 2)) for n in range(30))]
    found = rates.compared((START, END), days=DAYS, homes=2000, spans=spans, burglaries=burglaries)
    assert (found.members.burglaries, found.others.burglaries) == (2, 32)
    assert found.members.years == pytest.approx(400 * 184 / 365.25, rel=1e-3)
    assert found.members.years + found.others.years == pytest.approx(2000 * 366 / 365.25)
    assert found.members.rate == pytest.approx(1000 * 2 / found.members.years)
    assert found.ratio == pytest.approx(2 / found.members.years / (32 / found.others.years))
    assert not found.differs
    # Garwood 1936: a count of 2 has limits 0.2422 and 7.2247
    assert (found.members.low, found.members.high) == pytest.approx(
        [1000 * each / found.members.years for each in (0.24221, 7.22469)], rel=1e-4
    )


def test_a_difference_that_chance_rarely_makes_is_said_and_not_explained() -> None:
    spans = {n: [(START, END)] for n in range(1000)}
    burglaries = [*((n, at(5)) for n in range(2)), *((2000 + n, at(5)) for n in range(40))]
    found = rates.compared((START, END), days=DAYS, homes=3000, spans=spans, burglaries=burglaries)
    assert found.differs
    assert told.verdict(found) == "Homes in a group had fewer burglaries than the others. That does not say why."
    assert "effect" not in told.verdict(found)


@pytest.mark.parametrize(
    ("members", "burglaries", "why"),
    [(50, 30, "members"), (1000, 4, "burglaries"), (1000, 0, "burglaries")],
)
def test_too_few_are_not_compared(members: int, burglaries: int, why: str) -> None:
    spans = {n: [(START, END)] for n in range(members)}
    found = rates.compared(
        (START, END), days=DAYS, homes=5000, spans=spans,
        burglaries=[(4000 + n, at(5)) for n in range(burglaries)],
    )  # fmt: skip
    assert (found.why_not, found.ratio) == (why, None)


def test_where_no_other_home_was_burgled_there_is_no_ratio() -> None:
    spans = {n: [(START, END)] for n in range(1000)}
    found = rates.compared(
        (START, END), days=DAYS, homes=2000, spans=spans, burglaries=[(n, at(5)) for n in range(6)]
    )
    assert found.why_not == "others"


def test_the_page_the_api_and_the_groups_say_the_same(village: Village) -> None:
    village.active(days_ago=80)
    browser = village.cast.client(village.cast.coordinator)
    page = browser.get(reverse("watch:compare")).content.decode()
    assert "This is a comparison and no effect." in page
    assert "Too few homes have been in a group" in page
    said = browser.get(reverse("api:compare_watch_homes")).json()
    assert (len(said["periods"]), said["whole"]["why_not"], said["whole"]["ratio"]) == (3, "members", None)
    assert "no effect" in said["note"]
    (storgatan,) = [each for each in browser.get(reverse("api:list_watch_groups")).json() if each["joined"]]
    assert (storgatan["coverage"], storgatan["state"], storgatan["contacts"]) == (round(1 / 12, 4), "active", 1)
    assert "Olle" not in str(storgatan)
    one = browser.get(reverse("api:get_watch_group", args=[village.group_id]))
    assert one.json() == storgatan
    assert browser.get(reverse("api:get_watch_group", args=[10**9])).status_code == 404


def test_burglaries_of_homes_in_and_out_are_told_apart(village: Village) -> None:
    long_ago = 300
    village.joins(0, "Olle Ombud", role="contact")
    with village.cast.acting(village.cast.coordinator):
        Household.objects.update(since=village.now - timedelta(days=long_ago))
    village.act("plan_start", "train", "activate", days_ago=long_ago)
    with village.cast.acting(village.cast.officer):
        for home in (village.homes[0], village.others[0], village.others[1]):
            when = village.now - timedelta(days=100)
            told_of = incidents.report(
                dwelling_id=home.pk,
                earliest=when - timedelta(hours=1),
                latest=when,
                source="form",
                now=village.now,
            )
            incidents.confirm(burglary_id=told_of.id, now=village.now)
    with village.cast.acting(village.cast.coordinator):
        whole = work.compare(now=village.now)[-1]
    assert (whole.members.burglaries, whole.others.burglaries) == (1, 2)
    assert whole.members.years == pytest.approx((300 - 60) / 365.25, abs=0.1)
