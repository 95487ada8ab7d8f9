"""One home, and the log."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kokong.desk import log, log_list
from kokong.incidents import api as incidents
from kokong.kernel import audit, searching
from kokong.ledger import api as ledger
from kokong.measures.cocoons import api as cocoons
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


def test_a_home_says_on_top_what_is_going_on_there_now(desk: Desk) -> None:
    cocoon, draft = desk.cocoon(), desk.draft()
    with desk.cast.acting(desk.cast.coordinator):
        door = cocoons.doors(cocoon_id=cocoon.id)[0]
        reported = incidents.burglary(burglary_id=draft)
        assert reported is not None
    browser = desk.cast.client(desk.cast.coordinator)

    def going_on(dwelling_id: int) -> str:
        page = browser.get(f"/dwelling/{dwelling_id}/").content.decode()
        part = page.partition('aria-labelledby="now"')[2].partition("</section>")[0]
        assert page.index('id="now"') < page.index('id="delivered"')
        return " ".join(part.split())

    around, at_door, waits = (
        going_on(key) for key in (cocoon.dwelling_id, door.dwelling_id, reported.dwelling_id)
    )
    assert "The neighbours of this home are being visited" in around
    assert "A door of the cocoon around Gata 0 5" in at_door
    assert "46 hours left" in at_door
    assert f'href="/burglary/{cocoon.burglary_id}/"' in at_door
    assert "A burglary is reported here and waits to be confirmed" in waits
    desk.round(cocoon, visits=("talked",))
    assert "Talked" in (seen := going_on(door.dwelling_id))
    assert "hours left" not in seen
    with desk.cast.acting(desk.cast.coordinator):
        cocoons.end_cocoon(cocoon_id=cocoon.id, because="enough", now=timezone.now())
    assert "Nothing that we know of" in going_on(door.dwelling_id)


def test_what_goes_on_is_read_in_the_same_queries_however_many_cocoons(desk: Desk) -> None:
    """Every door is in the ring of its own home and in those of its neighbours."""
    first = desk.cocoon()
    with desk.cast.acting(desk.cast.coordinator):
        home = cocoons.doors(cocoon_id=first.id)[0].dwelling_id
    browser = desk.cast.client(desk.cast.coordinator)
    browser.get(f"/dwelling/{home}/")
    with CaptureQueriesContext(connection) as few:
        browser.get(f"/dwelling/{home}/")
    for _ in range(3):
        desk.cocoon()
    with CaptureQueriesContext(connection) as many:
        browser.get(f"/dwelling/{home}/")
    assert len(many) <= len(few)
