"""The page of one burglary."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from kokong.incidents import api as incidents
from kokong.kernel import audit, retention, searching, tenancy
from kokong.measures.cocoons import api as cocoons
from kokong.measures.cocoons import rules as cocoon_rules
from tests.desk.conftest import Desk


def page(desk: Desk, burglary_id: int, who: str = "coordinator") -> str:
    answer = desk.cast.client(getattr(desk.cast, who)).get(f"/burglary/{burglary_id}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_officer_confirms_and_the_coordinator_reads_who_does(desk: Desk) -> None:
    draft = desk.draft()
    address = reverse("incidents:confirm", args=[draft])
    assert address in page(desk, draft, "officer")
    assert address not in page(desk, draft)
    assert "The police confirm the burglary" in page(desk, draft)


def test_while_the_doors_are_chosen_the_page_asks_again(desk: Desk) -> None:
    burglary = desk.confirmed()
    assert "every 2s" in page(desk, burglary)
    step = desk.cast.client(desk.cast.coordinator).get(f"/burglary/{burglary}/step/")
    assert "HX-Refresh" not in step.headers
    assert "Choosing doors…" in step.content.decode()


def test_history_that_was_imported_waits_for_no_doors(desk: Desk) -> None:
    shown = page(desk, desk.confirmed(hours_ago=24 * 40))
    assert "every 2s" not in shown
    assert "Choosing doors" not in shown


def test_of_a_withdrawn_burglary_nothing_is_to_be_done(desk: Desk) -> None:
    burglary = desk.cocoon().burglary_id
    with desk.cast.acting(desk.cast.officer):
        incidents.withdraw(burglary_id=burglary, reason="Ingen har varit inne.", now=timezone.now())
    shown = page(desk, burglary)
    assert "The burglary has been withdrawn" in shown
    assert "Assign the doors" not in shown


def test_once_they_are_chosen_it_shows_them(desk: Desk) -> None:
    burglary = desk.cocoon().burglary_id
    step = desk.cast.client(desk.cast.coordinator).get(f"/burglary/{burglary}/step/")
    assert step.headers["HX-Refresh"] == "true"
    shown = page(desk, burglary)
    assert "Gata 0 4" in shown
    assert "Assign the doors" in shown


def test_the_timeline_names_who_did_what(desk: Desk) -> None:
    cocoon = desk.cocoon()
    desk.round(cocoon, visits=("talked", "no_answer", "talked"))
    shown = page(desk, cocoon.burglary_id)
    assert "Alva Polis" in shown
    assert "3 doors visited" in shown
    assert "Cilla Besökare · 2 talked to" in shown
    assert "48 hours end" in shown


CASE = "5000-K123456-26"


def say_why(browser: Client, burglary_id: int, **answer: str) -> str:
    """Answer why, and the page that follows."""
    address = reverse("desk:burglary_police", args=[burglary_id])
    return browser.post(address, answer, follow=True).content.decode()


def seen(desk: Desk) -> list[audit.Entry]:
    """What is in the log about reading the police part."""
    return [entry for entry in desk.cast.log() if entry.action == "burglary.police_part_seen"]


def test_an_officer_is_asked_why_before_the_police_part_is_read(desk: Desk) -> None:
    burglary = desk.cocoon(hours_ago=3, case_number=CASE).burglary_id
    browser = desk.cast.client(desk.cast.officer)
    asked = browser.get(f"/burglary/{burglary}/").content.decode()
    assert "Why do you open" in asked
    assert CASE not in asked
    assert seen(desk) == []
    assert CASE in say_why(browser, burglary, purpose="victim")
    (line,) = seen(desk)
    assert (line.user_id, line.roles, line.purpose) == (desk.cast.officer.user_id, ("officer",), "victim")
    assert line.rows == (burglary,)
    with tenancy.scope(municipality_id=desk.cast.home.pk):
        assert searching.said([line]) == {line.id: {str(burglary): "Gata 0 5, 392 32 Havsvik"}}


def test_the_answer_holds_for_the_session_and_for_that_burglary_alone(desk: Desk) -> None:
    one, other = (desk.cocoon(hours_ago=3, case_number=number).burglary_id for number in (CASE, "K2-26"))
    browser = desk.cast.client(desk.cast.officer)
    say_why(browser, one, purpose="case")
    assert CASE in browser.get(f"/burglary/{one}/").content.decode()
    assert "K2-26" not in browser.get(f"/burglary/{other}/").content.decode()
    assert CASE not in page(desk, one, "officer"), "another session is asked anew"


def test_a_page_that_renews_itself_reads_the_police_part_no_more(desk: Desk) -> None:
    burglary = desk.cocoon(hours_ago=3, case_number=CASE).burglary_id
    browser = desk.cast.client(desk.cast.officer)
    say_why(browser, burglary, purpose="case")
    before = len(seen(desk))
    renewed = browser.get(f"/burglary/{burglary}/", headers={"HX-Request": "true"})
    assert CASE not in renewed.content.decode()
    assert len(seen(desk)) == before


def test_ones_own_words_are_kept_apart_from_the_log(desk: Desk) -> None:
    burglary = desk.cocoon(hours_ago=3, case_number=CASE).burglary_id
    say_why(desk.cast.client(desk.cast.officer), burglary, purpose="other", text="Sonja ringde")
    (line,) = seen(desk)
    assert line.purpose == "other"
    assert "Sonja" not in str(line)
    with tenancy.scope(municipality_id=desk.cast.home.pk):
        assert searching.said([line])[line.id]["purpose"] == "Sonja ringde"


@pytest.mark.parametrize("answer", [{}, {"purpose": "other", "text": " "}, {"purpose": "curiosity"}])
def test_without_a_reason_nothing_is_opened(desk: Desk, answer: dict[str, str]) -> None:
    burglary = desk.cocoon(hours_ago=3, case_number=CASE).burglary_id
    shown = say_why(desk.cast.client(desk.cast.officer), burglary, **answer)
    assert "Nothing was opened" in shown
    assert CASE not in shown
    assert seen(desk) == []


def test_whoever_just_reported_it_is_not_asked(desk: Desk) -> None:
    burglary = desk.confirmed(hours_ago=0.5, case_number=CASE)
    assert CASE in page(desk, burglary, "officer")
    assert [line.purpose for line in seen(desk)] == ["own"]


def test_the_police_part_is_for_officers(desk: Desk) -> None:
    burglary = desk.cocoon(hours_ago=0.5, case_number=CASE).burglary_id
    shown = page(desk, burglary)
    assert CASE not in shown
    assert "Granne i nr 7" not in shown
    assert "Why do you open" not in shown
    address = reverse("desk:burglary_police", args=[burglary])
    assert desk.cast.client(desk.cast.coordinator).post(address, {"purpose": "case"}).status_code == 403


def test_the_map_has_the_home_its_doors_and_the_ring(desk: Desk) -> None:
    cocoon = desk.cocoon()
    desk.round(cocoon, visits=("talked", "no_answer"))
    shown = page(desk, cocoon.burglary_id, "officer")
    [asked] = re.findall(r'data-features="([^"]+)"', shown)
    browser = desk.cast.client(desk.cast.officer)
    found = [each for address in asked.split() for each in browser.get(address).json()["features"]]
    kinds = [(each["properties"]["kind"], each["properties"].get("state")) for each in found]
    assert kinds[:2] == [("burglary", "confirmed"), ("ring", None)]
    assert ("door", "talked") in kinds
    assert ("door", "come_back") in kinds


def test_nobody_else_sees_it(desk: Desk) -> None:
    burglary = desk.cocoon().burglary_id
    for part in ("", "step/", "home.geojson"):
        address = f"/burglary/{burglary}/{part}"
        assert desk.cast.client(desk.cast.stranger).get(address).status_code == 404
        assert desk.cast.client(desk.cast.visitor).get(address).status_code == 403
        assert desk.cast.client(desk.cast.auditor).get(address).status_code == 403


def test_facts_and_deadline_stand_on_top_by_the_clock(desk: Desk) -> None:
    cocoon = desk.cocoon()
    browser = desk.cast.client(desk.cast.coordinator)
    shown = browser.get(f"/burglary/{cocoon.burglary_id}/", headers={"Accept-Language": "sv"}).content.decode()
    due = timezone.localtime(cocoon.due)
    with translation.override("sv"):
        when = date_format(due, "l j F \\k\\l. H.i")
    assert re.search(rf"Ska besökas senast\s+<time[^>]*>{when}</time>", shown)
    assert "46 timmar kvar" in shown
    assert (
        shown.index("Ska besökas senast")
        < shown.index('id="step"')
        < shown.index("<kk-map")
        < shown.index('id="facts"')
    )


def test_what_is_over_says_so_in_place_of_a_deadline(desk: Desk) -> None:
    withdrawn, cleared = desk.cocoon(), desk.cocoon()
    with desk.cast.acting(desk.cast.officer):
        incidents.withdraw(burglary_id=withdrawn.burglary_id, reason="Ingen har varit inne.", now=timezone.now())
        cocoons.close_for(burglary_id=withdrawn.burglary_id, now=timezone.now())
    shown = page(desk, withdrawn.burglary_id)
    assert "Closed: the burglary was withdrawn" in shown
    assert "Visit by" not in shown
    assert "Make the round" not in shown
    desk.round(cleared, visits=("talked", "no_answer"))
    retention.apply_all(now=timezone.now() + cocoon_rules.PERSONAL_DATA + timedelta(days=1))
    shown = page(desk, cleared.burglary_id)
    assert "Addresses and names were removed on" in shown
    assert "<dt>Talked</dt><dd>1</dd>" in shown
    assert "2 visited" in shown
    assert "Make the round" not in shown


def test_numbers_that_are_no_burglary_are_not_found(desk: Desk) -> None:
    client = desk.cast.client(desk.cast.coordinator)
    for number in (0, 999_999, 10**18, 10**30):
        assert client.get(f"/burglary/{number}/").status_code == 404
        assert client.get(f"/dwelling/{number}/").status_code == 404
