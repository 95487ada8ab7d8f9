"""An alarm that a centre lets wait is told to that centre's people alone, at an address no municipality has."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import ProgrammingError, connection

from kokong.kernel import tenancy
from kokong.measures.alarms import api, messages, models
from kokong.people import api as people
from kokong.sending import models as letters
from tests.alarms.centres import Centre, centre_of, in_centre
from tests.alarms.conftest import NOW, Site
from tests.cast import _actor
from tests.roles import alone
from tests.worker import run_jobs

SECOND = timedelta(seconds=1)
LIMIT = api.rules.GOALS[1]


@pytest.fixture
def centre(committed_site: Site) -> Centre:
    """A centre that serves two municipalities; Tor leads. Another one has an operator of its own."""
    made = centre_of(committed_site)
    with tenancy.scope(municipality_id=None, authority="system"):
        api.add_operator(centre_id=made.id, user_id=made.colleague, name="Tor Syd", supervisor=True)
        other = api.make_centre(name="Larmcentral Norr")
        far = people.sign_in(email="nora@norr.example", name="Nora Norr")
        api.add_operator(centre_id=other, user_id=far, name="Nora Norr", email="nora@norr.example")
    return made


def told() -> list[str]:
    run_jobs()
    found = sorted(address for letter in mail.outbox for address in letter.to)
    mail.outbox.clear()
    return found


def late(site: Site, account_id: int) -> int:
    site.send("burglary", "1", account=account_id)
    site.raise_all()
    with tenancy.scope(municipality_id=None, authority="receiver"):
        return models.Alarm.objects.order_by("-pk")[0].pk


def test_first_the_centre_s_supervisor_then_all_who_work_there(committed_site: Site, centre: Centre) -> None:
    site = committed_site
    _actor(site.cast.home, "alarm_supervisor", "Sara Ledare")
    alarm_id = late(site, centre.accounts[0])
    api.escalate(now=NOW + LIMIT + SECOND)
    assert told() == ["tor@syd.example"]
    api.escalate(now=NOW + 2 * LIMIT + SECOND)
    assert told() == ["siv@syd.example", "tor@syd.example"]
    with tenancy.scope(municipality_id=site.cast.home.pk):
        rows = letters.Message.objects.filter(kind="alarm.late_at_centre")
        assert {(row.email, row.user_id, row.way) for row in rows} == {("", None, "email")}
        assert {row.state for row in rows} == {"sent"}
        assert not letters.Message.objects.filter(kind="alarm.late").exists()
    with in_centre(centre):
        assert [step.result for step in api.steps(alarm_id=alarm_id) if step.what == "late"] == [
            "supervisors", "everybody",
        ]  # fmt: skip


def test_the_letter_leads_to_the_console_and_says_nothing_of_the_home(
    committed_site: Site, centre: Centre
) -> None:
    alarm_id = late(committed_site, centre.accounts[0])
    api.escalate(now=NOW + LIMIT + SECOND)
    run_jobs()
    (letter,) = mail.outbox
    text = f"{letter.subject} {letter.body}"
    assert f"/alarms/{alarm_id}/" in text
    with tenancy.scope(municipality_id=committed_site.cast.home.pk):
        home = api.account(account_id=centre.accounts[0])
    for word in (home.address.split(",")[0], home.number, committed_site.cast.home.name):
        assert word not in text


def test_a_municipality_s_own_alarm_is_told_to_no_centre(committed_site: Site, centre: Centre) -> None:
    late(committed_site, committed_site.account.id)
    api.escalate(now=NOW + 2 * LIMIT + SECOND)
    addresses = told()
    assert addresses
    assert not [one for one in addresses if one.endswith(("syd.example", "norr.example"))]


def test_who_no_longer_works_there_is_not_told_and_a_new_address_is_the_one(
    committed_site: Site, centre: Centre
) -> None:
    late(committed_site, centre.accounts[0])
    api.escalate(now=NOW + 2 * LIMIT + SECOND)
    with tenancy.scope(municipality_id=None, authority="system"):
        api.remove_operator(centre_id=centre.id, user_id=centre.colleague)
        api.add_operator(centre_id=centre.id, user_id=centre.operator, name="Siv Syd", email="siv@ny.example")
    assert told() == ["siv@ny.example"]


def test_an_alarm_that_comes_back_to_the_queue_is_told_again(committed_site: Site, centre: Centre) -> None:
    alarm_id = late(committed_site, centre.accounts[1])
    api.escalate(now=NOW + LIMIT + SECOND)
    assert told() == ["tor@syd.example"]
    with in_centre(centre):
        api.take(alarm_id=alarm_id, now=NOW + LIMIT + 2 * SECOND)
        api.release(alarm_id=alarm_id, now=NOW + LIMIT + 3 * SECOND)
    api.escalate(now=NOW + 2 * LIMIT - SECOND)
    told()
    with tenancy.scope(municipality_id=None, authority="receiver"):
        models.Alarm.objects.filter(pk=alarm_id).update(told=0)
    api.escalate(now=NOW + 2 * LIMIT + SECOND)
    assert told() == ["siv@syd.example", "tor@syd.example"]


def test_no_page_can_read_a_centre_s_addresses(committed_site: Site, centre: Centre) -> None:
    def read() -> None:
        with committed_site.cast.acting(committed_site.operator), connection.cursor() as cursor:
            cursor.execute("SELECT email FROM alarms_centreoperator")

    with pytest.raises(ProgrammingError, match="permission denied"):
        alone("web", read)
    assert messages.CENTRE_TOLD.offers == ("email",)
