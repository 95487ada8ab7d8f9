"""One home, and the log."""

from kokong.desk import log, log_list
from kokong.kernel import audit, searching
from kokong.ledger import api as ledger
from kokong.places import api as places
from tests.cast import Cast
from tests.desk.conftest import Desk


def test_a_home_shows_its_burglary_its_deliveries_and_that_nobody_should_knock(desk: Desk) -> None:
    cocoon = desk.cocoon()
    with desk.cast.acting(desk.cast.coordinator):
        ledger.deliver(
            measure="cocoon_visit", source="visit", source_id="1", on=cocoon.opened,
            dwelling_id=cocoon.dwelling_id, burglary_id=cocoon.burglary_id, outcome="card_left",
        )  # fmt: skip
        places.add_do_not_visit(dwelling_id=cocoon.dwelling_id, reason="asked", expires=None, now=cocoon.opened)
    page = desk.cast.client(desk.cast.coordinator).get(f"/dwelling/{cocoon.dwelling_id}/").content.decode()
    assert "Card left" in page
    assert f"/burglary/{cocoon.burglary_id}/" in page
    assert "Do not visit" in page


def test_opening_a_home_is_logged_and_only_the_desk_may(desk: Desk) -> None:
    home = desk.cocoon().dwelling_id
    assert desk.cast.client(desk.cast.officer).get(f"/dwelling/{home}/").status_code == 200
    assert desk.cast.client(desk.cast.visitor).get(f"/dwelling/{home}/").status_code == 403
    assert desk.cast.client(desk.cast.stranger).get(f"/dwelling/{home}/").status_code == 404
    with desk.cast.acting(desk.cast.auditor):
        seen = audit.entries(subject="dwelling", subject_id=home)
    assert [(e.action, e.user_id) for e in seen] == [("dwelling.seen", desk.cast.officer.user_id)]


def test_the_log_is_paged_without_losing_a_line(cast: Cast) -> None:
    page, total = log_list.LOG.per_page, 2 * log_list.LOG.per_page + 7
    with cast.acting(cast.coordinator):
        for number in range(total):
            audit.record(action="test.line", subject="line", subject_id=number)
    with cast.acting(cast.auditor):
        lines = log.Found(searching.lines(searching.Wanted()))
        found = [
            row.entry.subject_id
            for start in range(0, len(lines), page)
            for row in lines[start : start + page]
            if row.entry.subject == "line"
        ]
    assert found == list(reversed(range(total)))


def test_the_log_says_who_did_what_in_words(cast: Cast) -> None:
    with cast.acting(cast.officer):
        audit.record(action="burglary.confirmed", subject="burglary", subject_id=7)
    page = cast.client(cast.auditor).get("/log/").content.decode()
    assert "Burglary confirmed" in page
    assert "Alva Polis" in page
    assert "burglary 7" in page


def test_the_log_is_for_auditors_of_the_same_municipality(cast: Cast) -> None:
    with cast.acting(cast.stranger):
        audit.record(action="test.elsewhere", subject="next_door")
    client = cast.client(cast.auditor)
    assert "next_door" not in client.get("/log/").content.decode()
    assert cast.client(cast.coordinator).get("/log/").status_code == 403
    for page in ("abc", "-1", "9" * 40, "0"):
        assert client.get("/log/", {"page": page}).status_code == 200
