"""Homes with an alarm: what their panel says right now, their false alarms, their detectors on the map."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from kokong.measures.alarms import api
from kokong.measures.alarms.console import surroundings
from kokong.people.models import User
from tests.alarms.centres import centre_of, in_centre
from tests.alarms.conftest import NOW, Site
from tests.sending.delivering import deliver_all

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def browser(site: Site) -> Client:
    """A coordinator's, with the clock set to now."""
    site.clock = timezone.now()
    return site.cast.client(site.cast.coordinator)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def home(site: Site, page: str = "") -> str:
    return f"/alarms/accounts/{site.account.id}/{page}"


def falsely(site: Site, zone: str = "3") -> None:
    """An alarm that was closed as false."""
    site.send("burglary", zone, after=4000)
    site.raise_all()
    alarm = site.alarms()[-1]
    with site.cast.acting(site.operator):
        api.take(alarm_id=alarm.id, now=site.clock)
        api.close(alarm_id=alarm.id, reason="pet", now=site.clock)


def test_a_panels_test_is_seen_to_arrive(site: Site, browser: Client) -> None:
    nothing = text(browser.get(home(site, "live/")))
    assert "Nothing from the panel" in nothing
    site.send("test", code="RP", encrypted=True)
    until = int((timezone.now() + timedelta(minutes=5)).timestamp())
    arrived = text(browser.get(home(site, f"live/?until={until}")))
    assert re.search(r"The panel’s test arrived \d+ s ago", arrived)
    assert f"until={until}" in arrived
    assert "encrypted" in arrived


@pytest.mark.parametrize("until", ["0", "nonsense", "", "999999999999999"])
def test_the_live_part_stops_asking(site: Site, browser: Client, until: str) -> None:
    assert "hx-get" not in text(browser.get(home(site, f"live/?until={until}")))


def test_a_page_left_open_for_ever_asks_for_a_while_only(site: Site, browser: Client) -> None:
    far = int((timezone.now() + timedelta(days=300)).timestamp())
    (given,) = re.findall(r"until=(\d+)", text(browser.get(home(site, f"live/?until={far}"))))
    assert int(given) < far


def test_a_home_in_test_mode_stands_under_the_queue_until_it_ends(site: Site, browser: Client) -> None:
    operator = site.cast.client(site.operator)
    assert browser.post(home(site, "test/"), {"minutes": "30"}).status_code == 302
    assert f'data-testing="{site.account.id}"' in text(operator.get("/alarms/queue/"))
    with site.cast.acting(site.operator):
        assert api.testing(now=timezone.now() + timedelta(minutes=31)) == ()


def test_a_centre_sees_its_own_homes_in_test_mode_and_follows_them_up(site: Site, browser: Client) -> None:
    centre = centre_of(site)
    browser.force_login(User.objects.get(pk=centre.operator), backend=BACKEND)
    browser.get("/alarms/")
    address = f"/alarms/accounts/{centre.accounts[1]}/"
    assert browser.post(f"{address}test/", {"minutes": "30"}).status_code == 302
    assert browser.post(f"{address}agreed/", {"notes": "Ring först."}).status_code == 302
    with in_centre(centre):
        assert [one.id for one in api.testing(now=timezone.now())] == [centre.accounts[1]]
        assert api.account(account_id=centre.accounts[1]).notes == "Ring först."
    said = {one.action for one in site.cast.log(elsewhere=True)}
    assert {"alarm_account.test", "alarm_account.changed"} <= said
    with site.cast.acting(site.operator):
        assert api.testing(now=timezone.now()) == ()


def test_a_day_to_look_again_marks_the_home(site: Site, browser: Client) -> None:
    today = timezone.localdate()
    for day, marked in ((today + timedelta(days=1), False), (today, True)):
        assert browser.post(home(site, "agreed/"), {"notes": "x", "follow_up": day.isoformat()}).status_code == 302
        assert ("Look again" in text(browser.get("/alarms/accounts/"))) is marked
    browser.post(home(site, "agreed/"), {"notes": "y", "follow_up": "some day"})
    with site.cast.acting(site.operator):
        assert api.account(account_id=site.account.id).notes == "x"


def test_the_household_is_written_to_with_what_is_known(site: Site, browser: Client) -> None:
    falsely(site)
    falsely(site)
    assert "3 (2)" in text(browser.get(home(site)))
    page = browser.get(home(site, "letter/"))
    draft = page.context["form"].initial
    assert "2 times in a year" in draft["text"]
    assert "leaves animals alone" in draft["text"]
    assert browser.post(home(site, "letter/"), draft).status_code == 422
    assert mail.outbox == []
    with site.cast.acting(site.operator):
        for what, email in (("owner", "olga@hem.example"), ("key_holder", "nils@granne.example")):
            api.add_contact(
                account_id=site.account.id, name="Olga", email=email, what=what, consent=True, now=site.clock
            )
    assert (
        browser.post(home(site, "letter/"), draft | {"subject": "Ert larm\r\nBcc: x@x.example"}).status_code == 302
    )
    deliver_all(site.cast.home)
    (sent,) = mail.outbox
    assert sent.to == ["olga@hem.example"]
    assert "\n" not in sent.subject
    with site.cast.acting(site.operator):
        after = api.account(account_id=site.account.id)
    assert "wrote to the household" in after.notes
    assert after.follow_up == timezone.localdate() + timedelta(days=30)


def test_the_next_municipality_opens_none_of_it(site: Site, browser: Client) -> None:
    stranger = site.cast.client(site.cast.stranger)
    for page in ("", "live/", "letter/", "sheet/", "zones/", "zones.geojson"):
        assert browser.get(home(site, page)).status_code == 200, page
        assert stranger.get(home(site, page)).status_code == 404, page


def test_the_plan_is_set_over_http(site: Site, browser: Client) -> None:
    url = f"/api/v1/alarms/accounts/{site.account.id}/plan"
    plan = {"text": "En hund.", "zones": [{"zone": "07", "kind": "window", "floor": 1, "side": "rear"}]}
    answer = browser.put(url, plan, content_type="application/json")
    assert answer.status_code == 200
    (zone,) = answer.json()["plan"]["zones"]
    assert (zone["zone"], zone["kind"], zone["floor"], zone["lon"]) == ("7", "window", 1, None)
    wrong = {"zones": [{"zone": "7", "side": "up"}]}
    refused = browser.put(url, wrong, content_type="application/json")
    assert (refused.status_code, refused.json()["field"]) == (422, "zones")
    made = {"account": "88", "plan": plan}
    assert browser.post("/api/v1/alarms/accounts", made, content_type="application/json").status_code == 201


def test_the_console_map_shows_the_detectors_in_the_order_they_reported(site: Site, browser: Client) -> None:
    assert site.account.lon is not None
    zones = [
        {"zone": "3", "name": "Hall", "lon": site.account.lon, "lat": site.account.lat},
        {"zone": "4", "name": "Dörr", "lon": site.account.lon, "lat": site.account.lat},
        {"zone": "5", "name": "Kök"},
    ]
    with site.cast.acting(site.operator):
        api.change(account_id=site.account.id, plan={"zones": zones})
    for zone in ("4", "5", "3", "4"):
        site.send("burglary", zone, after=1)
    site.raise_all()
    alarm = site.only()
    operator = site.cast.client(site.operator)
    found = operator.get(f"/alarms/{alarm.id}/home.geojson").json()["features"]
    marks = [
        (one["properties"]["order"], one["properties"]["label"]) for one in found if "order" in one["properties"]
    ]
    assert marks == [("1", "4 Dörr"), ("3", "3 Hall")]
    fired = re.findall(r"<b>(\d)</b><strong>Zone (\d)", text(operator.get(f"/alarms/{alarm.id}/")))
    assert fired == [("1", "4"), ("2", "5"), ("3", "3")]


def test_sides_are_as_seen_from_the_street(site: Site, browser: Client) -> None:
    detectors = [api.Detector(zone=side, side=side) for side in ("front", "rear", "left", "right")]
    lies = surroundings.Surroundings(
        street="Storgatan", distance_m=10, bearing=180, home=(0, 0), entrance=(0, 0), way=(0, 0),
        _middle=(580_000, 6_284_000), _toward=(0, -1), _outline=None,
    )  # fmt: skip
    with site.cast.acting(site.operator):
        at = lies.placed([*detectors, api.Detector(zone="none")])
        twice = lies.placed([api.Detector(zone=str(n), side="rear") for n in range(3)])
    assert "none" not in at
    assert at["front"][1] < at["rear"][1]  # the street is to the south
    assert at["left"][0] < at["right"][0]
    assert len(set(twice.values())) == 3


def test_the_list_is_searched_filtered_and_a_file_without_addresses_unless_they_are_asked_for(
    site: Site, browser: Client
) -> None:
    def listed(**asked: str) -> bool:
        return home(site) in text(browser.get("/alarms/accounts/", asked))

    assert [listed(which=each) for each in ("", "due", "planned", "often", "testing")] == [True, *[False] * 4]
    assert listed(which="never")
    assert (listed(q="storgatan"), listed(q="nowhere")) == (True, False)
    browser.post(home(site, "agreed/"), {"notes": "Hunden", "follow_up": "2020-01-01"})
    assert [listed(which=each) for each in ("due", "planned")] == [True, True]
    plain = browser.get("/alarms/accounts/?as=csv").content.decode("utf-8-sig")
    assert "Account;False alarms in a year" in plain
    assert "Storgatan" not in plain
    assert "Hunden" not in plain
    whole = browser.get("/alarms/accounts/?as=csv&personal=1").content.decode("utf-8-sig")
    assert "Storgatan" in whole
    assert "Hunden" in whole
    details = [each.detail for each in site.cast.log() if each.action == "alarm.accounts_exported"]
    assert details == [{"rows": 1, "personal": True}, {"rows": 1, "personal": False}]


def test_a_centres_file_is_a_line_in_the_log_of_each_municipality(site: Site, browser: Client) -> None:
    centre = centre_of(site)
    browser.force_login(User.objects.get(pk=centre.operator), backend=BACKEND)
    browser.get("/alarms/")
    answer = browser.get("/alarms/accounts/?as=csv&personal=1")
    assert answer.status_code == 200
    assert answer.content.decode("utf-8-sig").count("\r\n") == 1 + len(centre.accounts)
    for elsewhere in (False, True):
        lines = [each for each in site.cast.log(elsewhere=elsewhere) if each.action == "alarm.accounts_exported"]
        assert [each.detail for each in lines] == [{"rows": 1, "personal": True}]
    assert browser.post("/alarms/accounts/?which=due", {"view": "keep"}).status_code == 302
    assert browser.get("/alarms/accounts/").status_code == 200


@pytest.mark.parametrize("button", ["agreed/", "test/", "retire/"])
def test_looking_at_a_buttons_address_leads_to_the_home_and_does_nothing(
    site: Site, browser: Client, button: str
) -> None:
    answer = browser.get(home(site, button), headers={"accept": "text/html"}, follow=True)
    assert answer.redirect_chain == [(home(site), 302)]
    assert "Nothing was done." in text(answer)


def test_what_was_refused_is_no_word_from_the_panel(site: Site, browser: Client) -> None:
    site.clock = timezone.now()
    site.send("trouble", label="Message refused")
    site.send("line_fault", label="Line fault")
    page = browser.get(f"/alarms/accounts/{site.account.id}/live/").content.decode()
    assert "The panel reported" not in page
    assert "a message was refused" in page
    site.send("burglary", "4", code="BA")
    page = browser.get(f"/alarms/accounts/{site.account.id}/live/").content.decode()
    assert "The panel reported" in page
    assert "a message was refused" in page


def test_taking_a_panel_out_of_service_closes_its_alarms(site: Site) -> None:
    for kind in ("burglary", "line_fault"):
        site.send(kind, "1")
    site.raise_all()
    with site.cast.acting(site.operator):
        api.take(alarm_id=api.queue()[0].id, now=NOW)
    with site.cast.acting(site.cast.coordinator):
        api.retire(account_id=site.account.id, now=NOW)
    with site.cast.acting(site.operator):
        assert api.queue() == ()
    assert {(one.state, one.close_reason, one.false) for one in site.alarms()} == {("closed", "retired", None)}
    assert all(site.said(one.id)[-1] == "closed" for one in site.alarms())
