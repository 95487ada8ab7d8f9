"""The page of one burglary."""

from django.urls import reverse

from kokong.kernel import audit
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


def test_the_police_part_is_for_officers_and_opening_it_is_logged(desk: Desk) -> None:
    burglary = desk.cocoon(case_number="5000-K123456-26").burglary_id
    assert "5000-K123456-26" in page(desk, burglary, "officer")
    shown = page(desk, burglary)
    assert "5000-K123456-26" not in shown
    assert "Granne i nr 7" not in shown
    with desk.cast.acting(desk.cast.auditor):
        log = audit.entries(subject="burglary", subject_id=burglary)
    opened = [entry for entry in log if entry.action == "burglary.police_part_seen"]
    assert [e.user_id for e in opened] == [desk.cast.officer.user_id]


def test_the_map_has_the_home_its_doors_and_the_ring(desk: Desk) -> None:
    cocoon = desk.cocoon()
    desk.round(cocoon, visits=("talked", "no_answer"))
    answer = desk.cast.client(desk.cast.officer).get(f"/burglary/{cocoon.burglary_id}/doors.geojson").json()
    kinds = [(f["properties"]["kind"], f["properties"].get("state")) for f in answer["features"]]
    assert kinds[0] == ("ring", None)
    assert kinds.count(("burglary", "confirmed")) == 1
    assert ("door", "talked") in kinds
    assert ("door", "come_back") in kinds


def test_nobody_else_sees_it(desk: Desk) -> None:
    burglary = desk.cocoon().burglary_id
    for part in ("", "step/", "doors.geojson"):
        address = f"/burglary/{burglary}/{part}"
        assert desk.cast.client(desk.cast.stranger).get(address).status_code == 404
        assert desk.cast.client(desk.cast.visitor).get(address).status_code == 403
        assert desk.cast.client(desk.cast.auditor).get(address).status_code == 403


def test_numbers_that_are_no_burglary_are_not_found(desk: Desk) -> None:
    client = desk.cast.client(desk.cast.coordinator)
    for number in (0, 999_999, 10**18, 10**30):
        assert client.get(f"/burglary/{number}/").status_code == 404
        assert client.get(f"/dwelling/{number}/").status_code == 404
