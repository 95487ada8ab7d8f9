"""Enrolling, changing and calling, as people do it on the pages."""

from typing import Any

import pytest
from django.urls import reverse

from kokong.measures.alarms import api
from tests.alarms.conftest import HEX, NOW, Site

PANEL = {
    "account": "77", "receiver": "0", "line": "0", "transport": "any", "quirks": "0", "notation": "hex",
    "key": HEX, "interval_s": "60", "address": "Storgatan 3",
}  # fmt: skip
TIMES = {"entry_s": "30", "exit_s": "20", "confirm_minutes": "45"}


@pytest.fixture
def browser(site: Site) -> Any:
    return site.cast.client(site.cast.coordinator)


def accounts(site: Site) -> dict[str, api.Account]:
    with site.cast.acting(site.operator):
        return {one.written: one for one in api.accounts()}


def test_a_panel_is_enrolled(site: Site, browser: Any) -> None:
    answer = browser.post(reverse("alarms:enrol"), PANEL)
    made = accounts(site)["77"]
    assert answer.headers["Location"] == reverse("alarms:account", args=[made.id])
    assert (made.keyed, made.interval_s, made.dwelling_id) == (True, 60, site.homes[2].pk)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"account": "1234"}, "is in use"),
        ({"account": ""}, "required"),
        ({"account": "ÅÄÖ"}, "hexadecimal digits"),
        ({"key": "00"}, "32, 48 or 64 digits"),
        ({"notation": "ascii", "key": "abc"}, "16, 24 or 32"),
        ({"address": "Ingenstans 1"}, "No dwelling has the address"),
        ({"address_id": "987654321"}, "no such dwelling"),
        ({"interval_s": "1"}, "greater than or equal to 5"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    site: Site, browser: Any, wrong: dict[str, str], said: str
) -> None:
    answer = browser.post(reverse("alarms:enrol"), PANEL | wrong)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert HEX not in answer.content.decode()
    assert set(accounts(site)) == {"1234"}


def test_a_panel_is_changed_and_keeps_its_key_unless_told(site: Site, browser: Any) -> None:
    url = reverse("alarms:edit", args=[site.account.id])
    plan = {"plan": "Ring grannen först.", "zones": "012 Hall\n13 Uthus *\n"}
    changed = PANEL | TIMES | plan | {"account": "01234", "key": "", "address": "", "interval_s": ""}
    assert browser.post(url, changed).status_code == 302
    now = accounts(site)["01234"]
    assert (now.keyed, now.interval_s, now.dwelling_id, now.confirm_minutes) == (True, None, None, 45)
    assert now.plan["zones"] == [
        {"zone": "12", "name": "Hall", "outdoor": False}, {"zone": "13", "name": "Uthus", "outdoor": True},
    ]  # fmt: skip
    assert "13 Uthus *" in browser.get(url).content.decode()
    assert browser.post(url, changed | {"remove_key": "on"}).status_code == 302
    assert not accounts(site)["01234"].keyed


def test_a_detector_outdoors_no_longer_confirms(site: Site, browser: Any) -> None:
    url = reverse("alarms:edit", args=[site.account.id])
    browser.post(url, PANEL | TIMES | {"account": "1234", "zones": "9 Trädgård *"})
    site.send("burglary", "9")
    site.send("burglary", "1", after=5)
    site.raise_all()
    assert site.only().verification == "unconfirmed"


def test_a_panel_out_of_service_is_no_longer_changed(site: Site, browser: Any) -> None:
    assert browser.post(reverse("alarms:retire", args=[site.account.id])).status_code == 302
    for name in ("alarms:edit", "alarms:contacts"):
        assert browser.get(reverse(name, args=[site.account.id])).status_code == 404
    assert browser.get(reverse("alarms:account", args=[site.account.id])).status_code == 200


def test_the_chain_is_written_arranged_and_shortened(site: Site, browser: Any) -> None:
    url = reverse("alarms:contacts", args=[site.account.id])
    olga = {"name": "Olga", "what": "owner", "phone": "070-1", "email": "", "consent": "on"}
    nils = {"name": "Nils", "what": "key_holder", "phone": "", "email": "nils@granne.example", "consent": "on"}
    assert browser.post(url, olga | {"consent": ""}).status_code == 422
    assert browser.post(url, olga | {"phone": ""}).status_code == 422
    assert browser.post(url, olga | {"phone": "<script>"}).status_code == 422
    for one in (olga, nils):
        assert browser.post(url, one).status_code == 302
    chain = _chain(site)
    assert [one.name for one in chain] == ["Olga", "Nils"]
    arrange = [reverse("alarms:arrange", args=[site.account.id, one.id]) for one in chain]
    browser.post(arrange[1], {"way": "up"})
    browser.post(arrange[1], {"way": "up"})
    assert [one.name for one in _chain(site)] == ["Nils", "Olga"]
    browser.post(reverse("alarms:contact", args=[site.account.id, chain[0].id]), olga | {"name": "Olga Ägare"})
    browser.post(arrange[1], {"way": "remove"})
    assert [(one.position, one.name) for one in _chain(site)] == [(1, "Olga Ägare")]
    assert browser.post(arrange[1], {"way": "remove"}).status_code == 404


def test_a_contact_of_another_home_is_none_of_this_one(site: Site, browser: Any) -> None:
    with site.cast.acting(site.operator):
        other = api.enrol(account="88", now=NOW)
        nils = api.add_contact(
            account_id=other.id, name="Nils", phone="070-1", what="owner", consent=True, now=NOW
        )
    for name in ("alarms:contact", "alarms:arrange"):
        url = reverse(name, args=[site.account.id, nils.id])
        assert browser.post(url, {"way": "remove"}).status_code == 404
    assert len(_chain(site, other.id)) == 1


def _chain(site: Site, account_id: int | None = None) -> tuple[api.Contact, ...]:
    with site.cast.acting(site.operator):
        return api.contacts(account_id=account_id or site.account.id)
