"""A home's year: what is counted, how long it was silent, and the paper."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from kokong.measures.alarms import api, models
from kokong.measures.alarms.panels import accounts
from kokong.measures.alarms.reporting import paper, yearly
from kokong.measures.alarms.reporting.silence import Silence, silences, together
from tests.alarms.centres import centre_of, in_centre
from tests.alarms.conftest import NOW, Site

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
T0 = datetime(2026, 1, 1, tzinfo=UTC)
LATER = NOW + 30 * DAY


def at(hours: float) -> datetime:
    return T0 + hours * HOUR


def test_silence_is_between_a_fault_and_being_heard_again() -> None:
    told = [(at(1), True), (at(2), True), (at(3), False), (at(4), False), (at(9), True)]
    found = silences(told, since=T0, until=at(10))
    assert found == (Silence(at(1), at(3)), Silence(at(9), at(10), goes_on=True))
    assert together(found) == 3 * HOUR


def test_silence_that_began_before_the_year_counts_from_its_first_day() -> None:
    assert silences([(at(5), False)], since=T0, until=at(10), silent_before=True) == (Silence(T0, at(5)),)
    assert silences([], since=T0, until=at(10), silent_before=True) == (Silence(T0, at(10), goes_on=True),)
    assert silences([], since=T0, until=at(10)) == ()


@pytest.mark.parametrize(
    ("time", "said"),
    [(0 * HOUR, "0 min"), (0.75 * HOUR, "45 min"), (3 * HOUR, "3 h"), (2 * DAY + 3.2 * HOUR, "2 days 3 h")],
)
def test_how_long_is_said_as_people_say_it(time: timedelta, said: str) -> None:
    with translation.override("en"):
        assert paper.lasted(time) == said


def lived(site: Site) -> None:
    """A false alarm, a burglary, one while in test, two tests, a silence of four hours."""
    for reason in ("pet", "pet", "user_error"):
        site.send("burglary", "3", after=3 * 3600)
        site.raise_all()
        with site.cast.acting(site.operator):
            api.take(alarm_id=site.alarms()[-1].id, now=site.clock)
            api.close(alarm_id=site.alarms()[-1].id, reason=reason, now=site.clock)
    for _each in range(2):
        site.send("test", code="RP", after=3600)
    site.send("line_fault", label="Line fault", after=3600)
    site.raise_all()
    site.send("restore", restores="line_fault", label="Heard again", after=4 * 3600)
    site.raise_all()
    with site.cast.acting(site.operator):
        api.change(account_id=site.account.id, interval_s=60)
        api.set_test(account_id=site.account.id, minutes=60, now=site.clock)
    site.send("fire", "1", after=60)
    site.raise_all()


def test_a_year_is_counted(site: Site) -> None:
    lived(site)
    with site.cast.acting(site.operator):
        found = yearly.year_of(account_id=site.account.id, year=2026, now=LATER)
    assert {(kind, why): n for kind, why, n in found.outcomes} == {
        ("burglary", "pet"): 2, ("burglary", "user_error"): 1, ("line_fault", "restored"): 1,
    }  # fmt: skip
    assert found.causes == (("pet", 2), ("user_error", 1))
    assert (found.alarms, found.false, found.tests, found.tried) == (4, 3, 2, 1)
    assert [one.lasted for one in found.silent] == [4 * HOUR]
    assert (found.began, found.ends) == (site.account.enrolled, LATER)


def test_tests_that_are_only_counted_any_more_are_counted(site: Site) -> None:
    with site.cast.acting(site.operator):
        models.Tally.objects.create(
            account_id=site.account.id, month=NOW.date().replace(day=1), kind="test", events=7
        )
        assert yearly.year_of(account_id=site.account.id, year=2026, now=LATER).tests == 7


@pytest.mark.parametrize(
    ("year", "why"), [(2027, "has begun"), (1999, "has begun"), (2025, "not in service in 2025")]
)
def test_a_year_without_a_panel_is_refused(site: Site, year: int, why: str) -> None:
    with site.cast.acting(site.operator), pytest.raises(api.FieldProblem, match=why):
        yearly.year_of(account_id=site.account.id, year=year, now=LATER)


def test_the_paper_says_it_in_the_municipalitys_language_and_reading_is_logged(site: Site) -> None:
    lived(site)
    with site.cast.acting(site.cast.coordinator):
        api.add_contact(account_id=site.account.id, name="Olga Ägare", phone="070-174 06 05", what="owner",
                        consent=True, now=NOW)  # fmt: skip
        found = yearly.year_of(account_id=site.account.id, year=2026, now=LATER)
        with translation.override("sv"):
            said = paper.data(found, api.contacts(account_id=site.account.id), place="Havsvik", now=LATER)
        assert said["title"] == "Ert larm under 2026"
        alarms, false, tests, silence, chain = said["parts"]
        assert alarms["rows"][0] == ["Inbrott", "Ett djur", "2"]
        assert false["lines"] == ["3 av 4 var falska."]
        assert tests["lines"][0] == "Larmpanelen skickade 2 prov."
        assert silence["lines"] == ["4 tim sammanlagt."]
        assert chain["rows"][0][0] == "Olga Ägare"
        made = paper.year_report(account_id=site.account.id, year=2026, now=LATER)
    assert made.startswith(b"%PDF")
    actions = [one.action for one in site.cast.log(subject="alarm_account")]
    assert {"alarm_account.report", "alarm_contact.seen"} <= set(actions)


def test_a_home_without_anything_has_a_report_too(site: Site) -> None:
    with site.cast.acting(site.operator):
        assert paper.year_report(account_id=site.account.id, year=2026, now=LATER).startswith(b"%PDF")


def test_a_centre_makes_it_for_its_homes_and_others_do_not(site: Site) -> None:
    centre = centre_of(site)
    with in_centre(centre):
        assert paper.year_report(account_id=centre.accounts[1], year=2026, now=LATER).startswith(b"%PDF")
        with pytest.raises(api.AccountMissing):
            paper.year_report(account_id=site.account.id, year=2026, now=LATER)
    assert "alarm_account.report" in [one.action for one in site.cast.log(elsewhere=True)]
    with site.cast.acting(site.cast.stranger), pytest.raises(api.AccountMissing):
        accounts.account(account_id=site.account.id)


def test_the_page_offers_it(site: Site) -> None:
    from django.utils import timezone

    with site.cast.acting(site.operator):
        models.Account.objects.update(enrolled=timezone.now() - DAY)
    browser, year = site.cast.client(site.cast.coordinator), timezone.localdate().year
    address = f"/alarms/accounts/{site.account.id}/report/{year}/"
    assert address in browser.get(f"/alarms/accounts/{site.account.id}/").content.decode()
    answer = browser.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    early = browser.get(f"/alarms/accounts/{site.account.id}/report/2001/")
    assert (early.status_code, early["Location"]) == (302, f"/alarms/accounts/{site.account.id}/")
    assert site.cast.client(site.cast.visitor).get(address).status_code == 403
