"""Homes with an alarm found again: by number, address, contact; by how they fare; sorted; page by page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kokong.kernel import tenancy
from kokong.measures.alarms import api, models
from kokong.measures.alarms.panels import finding
from kokong.people.models import User
from kokong.places import api as places
from tests.alarms.centres import centre_of
from tests.alarms.conftest import NOW, Site
from tests.alarms.test_cli import run
from tests.alarms.test_homes import BACKEND, text
from tests.places.town import add_dwelling


@pytest.fixture
def street(site: Site) -> dict[str, int]:
    """Panels in a few homes, by their number; 1234 is at Storgatan 5."""
    found = {"1234": site.account.id}
    with site.cast.acting(site.cast.coordinator):
        for number, home in {
            "1235": site.homes[5], "9": site.homes[11], "00AF": add_dwelling("Åsgränd", "5", unit="B"),
            "77": add_dwelling("Ängsgatan", "12"), "78": add_dwelling("Ängsgatan", "2"),
        }.items():  # fmt: skip
            found[number] = api.enrol(account=number, dwelling_id=home.pk, now=NOW).id
    return found


def names(site: Site, **wanted: Any) -> list[str]:
    """The numbers of the homes that are found, as they are enrolled."""
    with site.cast.acting(site.cast.coordinator):
        now = wanted.pop("now", NOW)
        return [home.account.written for home in finding.find(wanted=finding.Wanted(now, **wanted))[:]]


def call(site: Site, account_id: int, name: str, phone: str = "070-174 06 05") -> None:
    with site.cast.acting(site.cast.coordinator):
        api.add_contact(account_id=account_id, name=name, phone=phone, what="owner", consent=True, now=NOW)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("1234", {"1234"}),
        ("123", {"1234", "1235"}),
        ("0-9901-1234", {"1234"}),
        ("9901-77", {"77"}),
        ("9902-77", set()),
        ("af", {"00AF"}),
        ("00af", {"00AF"}),
        ("storgatan", {"1234", "1235", "9"}),
        ("STORGATAN 5", {"1234"}),
        ("storg 5", {"1234"}),
        ("storgatan 1", set()),
        ("havsvik storgatan 12", {"9"}),
        ("åsgr", {"00AF"}),
        ("asgrand 5b", {"00AF"}),
        ("Åsgränd 5 B", {"00AF"}),
        ("Stogatan 5", {"1234"}),
        ("ängsgatan 2", {"78"}),
        ("ingenstans 4", set()),
        ("%", set()),
        ("'; drop", set()),
        (r"\m.*", set()),
    ],
)
def test_a_home_is_found_by_its_number_or_its_address_however_it_is_typed(
    site: Site, street: dict[str, int], typed: str, found: set[str]
) -> None:
    assert set(names(site, text=typed)) == found


@pytest.mark.parametrize(
    "typed", ["Berit", "holm", "berit HOLM", "åberg", "aberg", "070-1740605", "+46 70 174 06 05"]
)
def test_a_home_is_found_by_a_contact_and_that_is_logged(site: Site, street: dict[str, int], typed: str) -> None:
    call(site, street["77"], "Berit Holm Åberg")
    call(site, street["9"], "Nils Ek", "0480-123 45")
    assert names(site, text=typed) == ["77"]
    (line,) = (each for each in site.cast.log() if each.action == "alarm_contact.sought")
    assert list(line.rows or ()) == [street["77"]]
    page = text(site.cast.client(site.cast.coordinator).get("/alarms/accounts/", {"q": typed}))
    assert "Berit Holm Åberg" in page
    assert "Nils Ek" not in page


def test_a_search_that_no_contact_answers_leaves_no_line(site: Site, street: dict[str, int]) -> None:
    call(site, street["77"], "Berit Holm")
    assert names(site, text="storgatan 5") == ["1234"]
    assert not [each for each in site.cast.log() if each.action == "alarm_contact.sought"]


def test_a_number_that_is_meant_exactly_comes_first(site: Site, street: dict[str, int]) -> None:
    with site.cast.acting(site.cast.coordinator):
        api.enrol(account="123", now=NOW)
        api.change(account_id=street["1234"], follow_up=NOW.date())
    assert names(site, text="123")[0] == "123"


def test_homes_are_told_apart_by_how_they_fare(site: Site, street: dict[str, int]) -> None:
    later = NOW + timedelta(hours=1)
    with tenancy.scope(municipality_id=None, authority="receiver"):
        api.report(account_id=street["1234"], data="Nri1/AT0", at=NOW)
        api.report(account_id=street["1235"], data="NRP0", at=NOW)
        models.Liveness.objects.filter(account_id=street["1235"]).update(fault_since=NOW)
    site.raise_all()
    call(site, street["9"], "Nils Ek")
    with site.cast.acting(site.cast.coordinator):
        api.set_test(account_id=street["77"], minutes=90, now=NOW)
        api.pause(account_id=street["78"], what="test", begins=NOW, ends=later + timedelta(hours=1), now=NOW)
        api.retire(account_id=street["00AF"], now=NOW)
    every = {"1234", "1235", "9", "77", "78"}
    for which, found in {
        "": every, "trouble": {"1234"}, "silent": {"1235"}, "never": every - {"1234", "1235"},
        "testing": {"77", "78"}, "nobody": every - {"9"}, "retired": {"00AF"}, "due": set(), "often": set(),
    }.items():  # fmt: skip
        assert set(names(site, which=which, now=later)) == found, which
    assert set(names(site, which="testing", now=later + timedelta(days=1))) == set()


def test_homes_in_an_area(site: Site, street: dict[str, int]) -> None:
    with site.cast.acting(site.cast.coordinator):
        ground = places.area_of_streets(street_ids=[site.homes[4].street_id])
        area = places.make_area(name="Norr", kind="drawn", shape=ground, now=NOW)
        inside = set(places.homes_in(area_id=area.area_id))
        wanted = {one.written for one in api.accounts() if one.dwelling_id in inside}
    assert wanted
    assert set(names(site, area_id=area.area_id)) == wanted
    page = text(site.cast.client(site.cast.coordinator).get("/alarms/accounts/", {"area": area.area_id}))
    assert page.count('data-label="Home"') == len(wanted)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("home", ["1234", "1235", "9", "00AF", "78", "77"]),  # å before ä, after s
        ("account", ["9", "77", "78", "00AF", "1234", "1235"]),
    ],
)
def test_columns_are_sorted_as_people_read_them(
    site: Site, street: dict[str, int], sort: str, order: list[str]
) -> None:
    assert names(site, sort=sort) == order
    assert names(site, sort=sort, down=True) == order[::-1]


@pytest.mark.parametrize("sort", ["false", "follow_up", "panel"])
def test_what_says_nothing_stands_last_either_way(site: Site, street: dict[str, int], sort: str) -> None:
    with site.cast.acting(site.cast.coordinator):
        api.change(account_id=street["77"], follow_up=NOW.date())
    for down in (False, True):
        assert set(names(site, sort=sort, down=down)) == set(street)
    assert names(site, sort="follow_up")[0] == names(site, sort="follow_up", down=True)[0] == "77"


def test_a_page_asks_as_much_however_many_homes_there_are(
    site: Site, street: dict[str, int], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def page() -> Any:
        return finding.find(wanted=finding.Wanted(NOW, "storgatan"))[:50]

    with site.cast.acting(site.cast.coordinator):
        with django_assert_max_num_queries(11):
            assert len(page()) == 3
        for number, home in enumerate(site.homes[6:11]):
            api.enrol(account=f"{2000 + number}", dwelling_id=home.pk, now=NOW)
        with django_assert_max_num_queries(11):
            assert len(page()) == 8


def test_a_centre_finds_its_own_homes_in_every_municipality_and_each_has_its_line(site: Site) -> None:
    centre = centre_of(site)
    with site.cast.acting(site.cast.stranger):
        api.add_contact(
            account_id=centre.accounts[1], name="Siri Lo", phone="1", what="owner", consent=True, now=NOW
        )
    call(site, centre.accounts[0], "Siri Lo")
    browser = Client()
    browser.force_login(User.objects.get(pk=centre.operator), backend=BACKEND)
    page = text(browser.get("/alarms/accounts/", {"q": "siri"}))
    assert all(f"/alarms/accounts/{one}/" in page for one in centre.accounts)
    assert "Area" not in page
    for elsewhere, one in zip((False, True), centre.accounts, strict=True):
        lines = [each for each in site.cast.log(elsewhere=elsewhere) if each.action == "alarm_contact.sought"]
        assert [list(each.rows or ()) for each in lines] == [[one]]
    assert names(site, text="500") == ["5001"], "the next municipality's is not among ours"


def test_the_command_line_finds_them_too(committed_site: Site) -> None:
    with committed_site.cast.acting(committed_site.cast.coordinator):
        api.enrol(account="88", dwelling_id=committed_site.homes[6].pk, now=timezone.now())
    found = run("alarms", "list", "-m", "9901", "--search", "storgatan 7").stdout
    assert "0-9901-88" in found
    assert "1234" not in found
    assert "1234" in run("alarms", "list", "-m", "9901", "--which", "never").stdout
    with pytest.raises(Exception, match="no such choice"):
        run("alarms", "list", "-m", "9901", "--which", "odd")
    with pytest.raises(Exception, match="no area called"):
        run("alarms", "list", "-m", "9901", "--area", "Söder")
