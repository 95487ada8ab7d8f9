"""Enrolling, changing and calling, as people do it on the pages."""

import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from kokong.kernel import installation
from kokong.measures.alarms import api, models
from kokong.measures.alarms.panels import fields, sealing
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
    answer = browser.post(reverse("alarms:enrol"), PANEL | {"zones": "012 Hall\n\n13 Uthus", "test": "on"})
    made = accounts(site)["77"]
    assert (made.keyed, made.interval_s, made.dwelling_id) == (True, 60, site.homes[2].pk)
    assert made.testing(timezone.now())
    assert [(one.zone, one.name) for one in made.detectors] == [("12", "Hall"), ("13", "Uthus")]
    sheet = answer.content.decode()
    assert "each 60 seconds" in sheet
    assert HEX not in sheet
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_key_that_kokong_makes_is_shown_once_and_is_the_panels(site: Site, browser: Any) -> None:
    answer = browser.post(reverse("alarms:enrol"), PANEL | {"notation": "new", "key": ""})
    (shown,) = re.findall(r"(?:[0-9A-F]{4} ){7}[0-9A-F]{4}", answer.content.decode())
    made = accounts(site)["77"]
    with site.cast.acting(site.operator):
        sealed = models.Account.objects.values_list("key_sealed", flat=True).get(pk=made.id)
    assert sealed is not None
    assert sealing.sealer(installation.current()).unseal(bytes(sealed)) == bytes.fromhex(shown)
    assert not made.testing(timezone.now())
    again = browser.get(reverse("alarms:sheet", args=[made.id]))
    assert shown not in again.content.decode()
    assert "Kokong can’t show it again" in again.content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"account": "1234"}, "is in use"),
        ({"account": ""}, "required"),
        ({"account": "ÅÄÖ"}, "hexadecimal digits"),
        ({"key": "00"}, "32, 48 or 64 digits"),
        ({"key": ""}, "Type the panel&#x27;s key"),
        ({"notation": "new"}, "how the key you typed is written"),
        ({"zones": "3 Hall\n03 Kök"}, "Zone 3 is there twice"),
        ({"notation": "ascii", "key": "abc"}, "16, 24 or 32"),
        ({"address": "Ingenstans 1"}, "No dwelling has the address"),
        ({"address_id": "987654321"}, "no such dwelling"),
        ({"interval_s": "0"}, "greater than or equal to 1"),
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
    kept = {"plan": "Ring grannen först.", "notation": "keep"}
    changed = PANEL | TIMES | kept | {"account": "01234", "key": "", "address": "", "interval_s": ""}
    assert browser.post(url, changed).status_code == 302
    now = accounts(site)["01234"]
    assert (now.keyed, now.interval_s, now.dwelling_id, now.confirm_minutes) == (True, None, None, 45)
    assert now.plan["text"] == "Ring grannen först."
    assert browser.post(url, changed | {"key": HEX}).status_code == 422
    assert browser.post(url, changed | {"notation": "hex"}).status_code == 422
    assert browser.post(url, changed | {"notation": "none"}).status_code == 302
    assert not accounts(site)["01234"].keyed


def rows_of(*zones: dict[str, str], initial: int = 0) -> dict[str, str]:
    """The detectors' page as a browser sends it."""
    sent = {"z-TOTAL_FORMS": str(len(zones)), "z-INITIAL_FORMS": str(initial)}
    return sent | {f"z-{n}-{name}": value for n, one in enumerate(zones) for name, value in one.items()}


HALL = {"zone": "012", "name": "Hall", "kind": "motion", "floor": "0"}
DOOR = {"zone": "13", "name": "Altandörr", "kind": "door", "side": "rear"}


def test_detectors_are_placed_changed_and_removed(site: Site, browser: Any) -> None:
    url = reverse("alarms:zones", args=[site.account.id])
    lon, lat = site.account.lon, site.account.lat
    assert lon is not None
    assert lat is not None
    window = {"zone": "14", "kind": "window", "lon": str(lon + 0.0001), "lat": str(lat)}
    assert browser.post(url, rows_of(HALL, DOOR, window, {})).status_code == 302
    hall, door, placed = accounts(site)["1234"].detectors
    assert (hall.zone, hall.kind, hall.floor, hall.outdoor) == ("12", "motion", 0, False)
    assert (door.side, placed.kind) == ("rear", "window")
    assert placed.lon == pytest.approx(lon + 0.0001)
    assert "Altandörr" in browser.get(url).content.decode()
    features = browser.get(reverse("alarms:zone-features", args=[site.account.id])).json()["features"]
    assert "12" not in [one["properties"].get("order") for one in features]
    gone = rows_of(HALL | {"DELETE": "on"}, DOOR, initial=2)
    assert browser.post(url, gone).status_code == 302
    assert [one.zone for one in accounts(site)["1234"].detectors] == ["13"]


@pytest.mark.parametrize(
    ("zones", "said"),
    [
        ([HALL, HALL], "is there twice"),
        ([{"name": "Hall"}], "Which number has it"),
        ([HALL | {"kind": "dog"}], "not one of the available choices"),
        ([HALL | {"lon": "1", "lat": "1"}], "too far from the home"),
        ([HALL | {"lon": "17"}], "longitude and a latitude"),
    ],
)
def test_a_detector_that_cannot_be_is_said(
    site: Site, browser: Any, zones: list[dict[str, str]], said: str
) -> None:
    answer = browser.post(reverse("alarms:zones", args=[site.account.id]), rows_of(*zones))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not accounts(site)["1234"].detectors


def test_a_place_that_is_none_is_refused() -> None:
    for wrong in ({"lon": float("nan"), "lat": 1.0}, {"lon": 181.0, "lat": 1.0}, {"lon": "x", "lat": 1.0}):
        with pytest.raises(api.FieldProblem, match="longitude and a latitude"):
            fields.zone({"zone": "1", **wrong})
    with pytest.raises(api.FieldProblem, match="no such floor"):
        fields.zone({"zone": "1", "floor": 99})


def test_zones_pointed_out_stay_behind_when_the_panel_moves(site: Site, browser: Any) -> None:
    with site.cast.acting(site.operator):
        point = {"zone": "1", "side": "rear", "lon": site.account.lon, "lat": site.account.lat}
        api.change(account_id=site.account.id, plan={"zones": [point]})
        moved = api.change(account_id=site.account.id, dwelling_id=site.homes[0].pk)
    assert [(one.side, one.lon) for one in moved.detectors] == [("rear", None)]


def test_a_detector_outdoors_no_longer_confirms(site: Site, browser: Any) -> None:
    browser.post(reverse("alarms:zones", args=[site.account.id]), rows_of({"zone": "9", "kind": "outdoor"}))
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
