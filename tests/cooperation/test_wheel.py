"""The year wheel: taken over once, changed, done, skipped, and fetched by a calendar."""

from datetime import date, datetime, timedelta
from typing import Final

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from kokong.kernel import tenancy
from kokong.measures.cooperation.rhythm import drawing, feeds, reading, rules, wheel, year
from kokong.measures.cooperation.rhythm.template import KALMAR
from kokong.measures.cooperation.rhythm.values import Item, ItemDraft, ItemMissing, Refused, Turn
from kokong.people import api as people
from kokong.tasks import api as tasks
from tests.cast import Cast

EVERY_MONTH: Final = tuple(range(1, 13))


def today() -> date:
    return timezone.localdate()


def adopted(cast: Cast) -> tuple[Item, ...]:
    with cast.acting(cast.coordinator):
        wheel.adopt(now=timezone.now())
        return reading.items(year=today().year, today=today())


def own(cast: Cast) -> int:
    with cast.acting(cast.coordinator):
        return wheel.add(draft=ItemDraft("Gå runt", EVERY_MONTH, "Bo", 2), now=timezone.now())


def now_turn(cast: Cast, item_id: int) -> Turn:
    with cast.acting(cast.coordinator):
        found = reading.item(item_id=item_id, year=today().year, today=today())
    return next(each for each in found.turns if each.month.month == today().month)


def test_every_item_of_the_template_says_who_how_long_with_what_and_why() -> None:
    assert len({each.code for each in KALMAR}) == len(KALMAR)
    for each in KALMAR:
        assert all(str(part).strip() for part in (each.title, each.who, each.material, each.purpose)), each.code
        assert each.hours > 0
        assert each.months
        assert set(each.months) <= set(EVERY_MONTH)


def test_taking_it_over_twice_changes_nothing_and_says_so(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        first = wheel.adopt(now=timezone.now())
        item = reading.items(year=today().year, today=today())[0]
        wheel.change(item_id=item.id, draft=ItemDraft("Eget namn", (3,)), now=timezone.now())
        gone = reading.items(year=today().year, today=today())[-1]
        wheel.end(item_id=gone.id, now=timezone.now())
        before = [vars(each) for each in reading.items(year=today().year, today=today())]
        again = wheel.adopt(now=timezone.now())
        after = [vars(each) for each in reading.items(year=today().year, today=today())]
    assert (first.fresh, first.there) == (len(KALMAR), 0)
    assert (again.fresh, again.there) == (0, len(KALMAR))
    assert before == after
    page = cast.client(cast.coordinator).post("/cooperation/wheel/adopt/", follow=True).content.decode()
    assert "in the year wheel already. Nothing was changed." in page


def test_an_item_has_its_turn_on_the_list_and_is_done_from_there_or_here(cast: Cast) -> None:
    by_list, by_page = own(cast), own(cast)
    with cast.acting(cast.coordinator) as actor:
        waiting = tasks.waiting(source="wheel.item")
        assert set(waiting) == {wheel.task_of(each, today()) for each in (by_list, by_page)}
        tasks.finish(task_id=waiting[wheel.task_of(by_list, today())], actor=actor, now=timezone.now())
        wheel.turn(item_id=by_page, month=today(), state="done", actor=actor, now=timezone.now())
        wheel.remind(now=timezone.now())
        assert tasks.waiting(source="wheel.item") == {}
    assert [now_turn(cast, each).state for each in (by_list, by_page)] == ["done", "done"]


def test_a_turn_is_skipped_with_a_reason_alone(cast: Cast) -> None:
    item_id = own(cast)
    with cast.acting(cast.coordinator) as actor:
        with pytest.raises(Refused, match="why it is skipped"):
            wheel.turn(item_id=item_id, month=today(), state="skipped", actor=actor, now=timezone.now())
        wheel.turn(item_id=item_id, month=today(), state="skipped", said="Regn.", actor=actor, now=timezone.now())
        assert tasks.waiting(source="wheel.item") == {}
    found = now_turn(cast, item_id)
    assert (found.state, found.said) == ("skipped", "Regn.")


def test_what_was_taken_out_asks_for_nothing_any_more(cast: Cast) -> None:
    item_id = own(cast)
    with cast.acting(cast.coordinator) as actor:
        wheel.end(item_id=item_id, now=timezone.now())
        assert tasks.waiting(source="wheel.item") == {}
        with pytest.raises(ItemMissing):
            wheel.turn(item_id=item_id, month=today(), state="done", actor=actor, now=timezone.now())


def test_an_item_without_a_month_or_words_is_refused(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        for draft, field in ((ItemDraft("Gå", ()), "months"), (ItemDraft(" ", (1,)), "title")):
            with pytest.raises(Refused) as found:
                wheel.add(draft=draft, now=timezone.now())
            assert found.value.field == field
        assert reading.items(year=today().year, today=today()) == ()


def test_what_is_to_come_stands_on_the_page_of_the_year_and_this_month_once(cast: Cast) -> None:
    own(cast)
    with cast.acting(cast.coordinator) as actor:
        listed = list(year.items(actor=actor, since=today(), until=today() + timedelta(days=400)))
    assert len(listed) >= 11
    assert all(each.by > rules.last_day(today()) for each in listed)


def test_the_ring_has_no_two_items_on_one_lane_in_one_month(cast: Cast) -> None:
    found = adopted(cast)
    lanes = rules.lanes([(each.id, each.months) for each in found], most=len(drawing.LANES))
    assert len(lanes) == len(found)
    taken = [(lanes[each.id], month) for each in found for month in each.months]
    assert len(taken) == len(set(taken))
    drawn = drawing.ring(found, year=today().year, today=today())
    assert len(drawn.months) == len(drawn.letters) == 12
    assert [each.now for each in drawn.letters].index(True) == today().month - 1


def test_a_calendar_fetches_it_until_the_address_is_exchanged_or_its_reader_leaves(cast: Cast) -> None:
    item_id = own(cast)
    with cast.acting(cast.coordinator) as actor:
        feeds.renew(user_id=actor.user_id, now=timezone.now())
        first = feeds.address(user_id=actor.user_id)
        wheel.turn(item_id=item_id, month=today(), state="skipped", said="Regn", actor=actor, now=timezone.now())
    path = "/" + first.split("/", 3)[3]
    answer = Client().get(path)
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert {str(each["SUMMARY"]) for each in events} == {"Gå runt"}
    assert [str(each["STATUS"]) for each in events].count("CANCELLED") == 1
    assert Client().get(path.replace(path[-10], "0" if path[-10] != "0" else "1")).status_code == 404
    with cast.acting(cast.coordinator) as actor:
        feeds.renew(user_id=actor.user_id, now=timezone.now() + timedelta(seconds=1))
        second = feeds.address(user_id=actor.user_id)
    assert Client().get(path).status_code == 404
    assert Client().get("/" + second.split("/", 3)[3]).status_code == 200
    with tenancy.scope(municipality_id=cast.home.pk):
        people.end_membership(user_id=cast.coordinator.user_id)
    assert Client().get("/" + second.split("/", 3)[3]).status_code == 404


def test_who_has_an_address_ends_it_by_a_button_and_nobody_elses(cast: Cast) -> None:
    own(cast)
    paths = []
    for each in (cast.coordinator, cast.officer):
        with cast.acting(each) as actor:
            feeds.renew(user_id=actor.user_id, now=timezone.now())
            paths.append("/" + feeds.address(user_id=actor.user_id).split("/", 3)[3])
    desk = cast.client(cast.coordinator)
    assert "End the address" in desk.get("/cooperation/wheel/").content.decode()
    assert desk.post("/cooperation/wheel/calendar/end/").status_code == 302
    assert [Client().get(path).status_code for path in paths] == [404, 200]
    assert "End the address" not in desk.get("/cooperation/wheel/").content.decode()
    assert desk.post("/cooperation/wheel/calendar/end/").status_code == 302  # twice does no more
    assert len([each for each in cast.log(subject="user") if each.action == "wheel.feed_ended"]) == 1


def test_the_next_municipality_has_a_wheel_of_its_own(cast: Cast) -> None:
    adopted(cast)
    with cast.acting(cast.stranger):
        assert reading.items(year=today().year, today=today()) == ()
        assert wheel.adopt(now=timezone.now()).fresh == len(KALMAR)


def test_what_is_taken_over_in_a_months_first_hour_is_not_late_for_the_month_before(cast: Cast) -> None:
    midnight = timezone.make_aware(datetime(today().year, 3, 1, 0, 30))  # noqa: DTZ001
    with cast.acting(cast.coordinator):
        wheel.add(draft=ItemDraft("Gå", EVERY_MONTH), now=midnight)
        (found,) = reading.items(year=today().year, today=date(today().year, 3, 1))
    assert [turn.state for turn in found.turns] == ["due", *["ahead"] * 9]
