"""What waits today, for whom."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kokong.desk import today
from kokong.incidents import api as incidents
from kokong.kernel.today import SHOWN, Line
from tests.cast import Cast
from tests.desk.conftest import Desk


def waiting(desk: Desk, who: str = "officer", **later: float) -> dict[str, list[Line]]:
    with desk.cast.acting(getattr(desk.cast, who)) as actor:
        found = today.today(actor=actor, now=timezone.now() + timedelta(**later))
    return {section.key: list(section.lines) for column in found.columns for section in column}


def reach(desk: Desk, **later: float) -> Any:
    with desk.cast.acting(desk.cast.coordinator) as actor:
        return today.today(actor=actor, now=timezone.now() + timedelta(**later)).panels[0].shown["reach"]


def test_with_nothing_to_do_the_page_is_calm(desk: Desk) -> None:
    assert waiting(desk) == {}
    page = desk.cast.client(desk.cast.coordinator).get("/")
    assert "Nothing waits" in page.content.decode()


def test_a_draft_waits_for_the_officer_alone(desk: Desk) -> None:
    draft = desk.draft()
    [line] = waiting(desk)["drafts"]
    assert line.title == "Gata 0 5"
    assert line.url == f"/burglary/{draft}/"
    assert "Bo Samordnare" in line.detail
    assert "drafts" not in waiting(desk, "coordinator")


def test_a_confirmed_burglary_waits_from_the_first_moment(desk: Desk) -> None:
    desk.confirmed()
    [line] = waiting(desk)["unassigned"]
    assert line.detail == "Choosing doors…"


def test_a_cocoon_waits_until_it_has_a_round(desk: Desk) -> None:
    cocoon = desk.cocoon()
    [line] = waiting(desk)["unassigned"]
    assert line.due == cocoon.due
    desk.round(cocoon)
    assert waiting(desk) == {}


def test_a_round_that_is_out_shows_how_far_it_has_come(desk: Desk) -> None:
    burglary = desk.cocoon()
    desk.round(burglary, visits=("talked", "no_answer"))
    with desk.cast.acting(desk.cast.coordinator) as actor:
        [walking] = today.today(actor=actor, now=timezone.now()).below
        assert walking.key == "walking"
        [line] = walking.lines
        assert today.today(actor=actor, now=timezone.now() + timedelta(hours=24)).below == []
    assert line.url == f"/burglary/{burglary.burglary_id}/"
    assert line.counts is not None
    assert (line.counts.visited, line.counts.talked) == (2, 1)
    assert 'id="walking"' in desk.cast.client(desk.cast.coordinator).get("/").content.decode()


def test_past_24_hours_a_cocoon_with_doors_left_waits(desk: Desk) -> None:
    desk.round(desk.cocoon(hours_ago=23), visits=("talked", "talked"))
    assert "late" not in waiting(desk)
    [line] = waiting(desk, hours=1)["late"]
    assert line.counts is not None
    assert line.counts.talked == 2


def test_a_cocoon_whose_doors_are_all_visited_waits_no_more(desk: Desk) -> None:
    desk.round(desk.cocoon(hours_ago=30), visits=("talked",) * 40)
    assert waiting(desk) == {}


def test_doors_to_try_again_and_silent_phones_wait(desk: Desk) -> None:
    desk.round(desk.cocoon(), visits=("no_answer", "talked", "come_back"))
    desk.silent_phone()
    found = waiting(desk)
    assert {line.detail for line in found["revisits"]} == {"No answer", "Come back"}
    [phone] = found["phones"]
    assert (phone.title, phone.detail) == ("Cilla Besökare", "2 visits not sent")


def test_a_long_list_is_short_and_says_how_many_more(desk: Desk) -> None:
    for _ in range(SHOWN + 2):
        desk.draft()
    page = desk.cast.client(desk.cast.officer).get("/").content.decode()
    assert page.count('<a href="/burglary/') == SHOWN
    assert f'<a href="/burglaries/?state=draft">Show all {SHOWN + 2}</a>' in page


def test_coverage_counts_only_cocoons_whose_48_hours_have_ended(desk: Desk) -> None:
    cocoon = desk.cocoon(hours_ago=40)
    desk.round(cocoon, visits=("talked", "card_left"))
    assert reach(desk).cocoons == 0
    ended = reach(desk, hours=9)
    assert (ended.cocoons, ended.talked, ended.within_clock) == (1, 1, 1)
    assert reach(desk, days=31).cocoons == 0


def test_a_conversation_after_48_hours_is_no_coverage_within_them(desk: Desk) -> None:
    desk.round(desk.cocoon(hours_ago=50), visits=("talked",))
    late = reach(desk)
    assert (late.talked, late.within_clock, late.percent) == (1, 0, 0)


def test_the_next_municipality_has_a_day_of_its_own(desk: Desk) -> None:
    desk.draft()
    desk.cocoon()
    page = desk.cast.client(desk.cast.stranger).get("/").content.decode()
    assert "Gata" not in page
    assert "Nothing waits" in page


def test_everybody_starts_where_they_work(cast: Cast) -> None:
    assert cast.client(cast.visitor).get("/").headers["Location"] == "/field/"
    assert cast.client(cast.auditor).get("/").headers["Location"] == "/log/"
    assert cast.client(cast.coordinator).get("/").status_code == 200


def test_a_draft_from_an_alarm_stands_first(desk: Desk) -> None:
    desk.draft()
    home = next(desk.homes)
    with desk.cast.acting(desk.cast.officer):
        earlier = incidents.burglaries(states=("draft",))[0]
        incidents.report(
            dwelling_id=home, earliest=earlier.earliest, latest=earlier.latest, source="alarm",
            now=timezone.now(),
        )  # fmt: skip
    assert [line.detail for line in waiting(desk)["drafts"]] == ["From an alarm", "Reported by Bo Samordnare"]


def test_what_to_begin_with_is_there_until_it_is_done(desk: Desk) -> None:
    def begin(who: str) -> list[tuple[str, bool]]:
        with desk.cast.acting(getattr(desk.cast, who)) as actor:
            return [(step.title, step.done) for step in today.today(actor=actor, now=timezone.now()).begin]

    first = "Register the first burglary"
    assert (first, False) in begin("coordinator")
    assert ("Bring in the addresses", False) in begin("coordinator")
    next(desk.homes)
    assert ("Bring in the addresses", True) in begin("coordinator")
    assert ("Bring in the addresses", False) in begin("stranger")
    assert begin("visitor") == []
    assert "To begin with" in desk.cast.client(desk.cast.coordinator).get("/").content.decode()
    desk.draft()
    assert begin("coordinator") == []
