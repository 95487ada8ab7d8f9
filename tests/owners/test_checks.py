"""Buildings gone through: answered at the desk and on the phone, scored, ended, done again."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from kokong import questions
from kokong.ledger import api as ledger
from kokong.measures.owners import api
from kokong.measures.owners.checks import delivering, paper, phone, reading, work
from kokong.measures.owners.checks.events import BuildingChecked
from kokong.measures.owners.checks.models import Check
from kokong.measures.owners.checks.sheet import sheet
from kokong.tasks import api as tasks
from tests.owners.conftest import Blocks


def test_the_sheet_is_whole_in_both_languages() -> None:
    asked = sheet()
    assert 30 <= len(asked.questions) <= 40
    assert set(asked.languages) == {"sv", "en"}
    assert sum(each.must for each in asked.questions) >= 8
    assert all(each.kind == "one" and len(each.id) <= 40 for each in asked.questions)
    assert all(any(choice.step for choice in each.choices) for each in asked.questions if each.weight)
    assert questions.total(asked, best()).share == 1


def best() -> dict[str, str]:
    """The best answer to every question."""
    return {
        each.id: max(each.choices, key=lambda choice: choice.value or -1).id if each.weight else "yes"
        for each in sheet().questions
    }


def begun(blocks: Blocks) -> tuple[int, int]:
    """A building, and a check of it that goes on."""
    owner_id = blocks.owner("Brf Ekliden", "brf", "", "Storgatan 2")
    with blocks.cast.acting(blocks.cast.coordinator) as actor:
        (building,) = api.buildings(owner_id=owner_id)
        return building.id, work.begin(building_id=building.id, user_id=actor.user_id, now=blocks.now)


def ended(blocks: Blocks, given: dict[str, str], *, days_ago: int = 0) -> tuple[int, int]:
    """A building, and a check of it that was ended."""
    building_id, check_id = begun(blocks)
    at = blocks.now - timedelta(days=days_ago)
    with blocks.cast.acting(blocks.cast.coordinator):
        Check.objects.filter(pk=check_id).update(begun=at - timedelta(hours=1))
        work.answer_all(check_id=check_id, given=given, user_id=None, now=at)
        work.finish(check_id=check_id, now=at)
        delivering.deliver(BuildingChecked(check_id))
    return building_id, check_id


def test_a_check_ends_only_with_what_is_compulsory(blocks: Blocks) -> None:
    building_id, check_id = begun(blocks)
    with blocks.cast.acting(blocks.cast.coordinator):
        assert work.begin(building_id=building_id, user_id=None, now=blocks.now) == check_id  # it is gone on with
        with pytest.raises(api.Refused):
            work.finish(check_id=check_id, now=blocks.now)
        for wrong in (("nothing", "yes"), ("entrance-closes", "perhaps"), ("entrance-closes", "\0")):
            with pytest.raises(api.Refused):
                work.answer(check_id=check_id, question=wrong[0], given=wrong[1], at=blocks.now, user_id=None)
        assert work.answer_all(check_id=check_id, given=best(), user_id=None, now=blocks.now) == len(best())
        assert work.answer_all(check_id=check_id, given=best(), user_id=None, now=blocks.now) == 0
        work.finish(check_id=check_id, now=blocks.now)
        found = reading.check(check_id=check_id)
        assert (found.state, found.share, found.todo) == ("done", 1, ())
        assert found.due == timezone.localdate(blocks.now) + timedelta(days=365)
        with pytest.raises(api.Refused):
            work.answer(check_id=check_id, question="garage", given="no", at=blocks.now, user_id=None)


def test_the_last_answer_by_its_time_counts_in_whatever_order_they_come(blocks: Blocks) -> None:
    _building_id, check_id = begun(blocks)
    key = uuid4()
    with blocks.cast.acting(blocks.cast.coordinator):
        for given, minutes in (("yes", 5), ("no", 1)):
            at = blocks.now + timedelta(minutes=minutes)
            work.answer(check_id=check_id, question="entrance-closes", given=given, at=at, user_id=None)
        again: dict[str, Any] = {
            "check_id": check_id,
            "question": "garage",
            "given": "no",
            "at": blocks.now,
            "user_id": None,
        }
        assert work.answer(client_id=key, **again)
        assert not work.answer(client_id=key, **again)
        assert reading.given(check_id=check_id) == {"entrance-closes": "yes", "garage": "no"}


def test_what_protects_most_for_its_cost_comes_first_and_the_score_is_per_part(blocks: Blocks) -> None:
    poor = best() | {"entrance-closes": "no", "key-list": "no", "garage": "yes", "garage-gate": "no"}
    _building_id, check_id = ended(blocks, poor)
    with blocks.cast.acting(blocks.cast.coordinator):
        found = reading.check(check_id=check_id)
        shown = paper.data(check_id=check_id)
        assert paper.paper(check_id=check_id).startswith(b"%PDF")
    shares = {each.title: each.share for each in found.parts}
    assert shares["The flats" if "The flats" in shares else "Lägenheterna"] == 1
    assert len(found.todo) == 3
    assert found.todo[0].kronor == (0, 0)  # a list of keys costs nothing
    assert [each["says"] for each in shown["todo"]] == [each.says for each in found.todo]


def test_an_ended_check_is_a_delivery_and_a_task_for_next_year(blocks: Blocks) -> None:
    building_id, check_id = ended(blocks, best() | {"sight": "no"}, days_ago=300)
    with blocks.cast.acting(blocks.cast.coordinator):
        delivering.deliver(BuildingChecked(check_id))  # told twice
        (found,) = ledger.deliveries(measure="building_check")
        assert (found.subject, found.reach) == (("building", building_id), 4)
        row = Check.objects.get(pk=check_id)
        task = tasks.task(task_id=row.task_id or 0)
        assert task is not None
        assert (task.kind.code, timezone.localdate(task.due)) == ("owners.check_again", row.due)
        second = work.begin(building_id=building_id, user_id=None, now=blocks.now)
        work.answer_all(check_id=second, given=best(), user_id=None, now=blocks.now)
        work.finish(check_id=second, now=blocks.now)
        delivering.deliver(BuildingChecked(second))
        assert tasks.task(task_id=task.id).state == "withdrawn"  # type: ignore[union-attr]
        assert reading.before(reading.check(check_id=second)).id == check_id  # type: ignore[union-attr]
    browser = blocks.cast.client(blocks.cast.coordinator)
    page = browser.get(f"{reverse('owners:again')}?task={task.id}")
    assert page["Location"] == reverse("owners:building", args=[building_id])
    result = browser.get(reverse("owners:check", args=[second])).content.decode()
    assert "100 %" in result
    assert result.count("</th><td>") > 5  # now and before, side by side


def test_the_pages_begin_save_and_end(blocks: Blocks) -> None:
    owner_id = blocks.owner("Brf Ekliden", "brf", "", "Storgatan 2")
    with blocks.cast.acting(blocks.cast.coordinator):
        (building,) = api.buildings(owner_id=owner_id)
    browser = blocks.cast.client(blocks.cast.coordinator)
    page = browser.post(reverse("owners:begin-check", args=[building.id]))["Location"]
    assert browser.get(page).status_code == 200
    assert browser.post(page, {"entrance-closes": "perhaps"}).status_code == 422
    assert browser.post(page, best()).status_code == 302
    browser.post(f"{page}finish/")
    assert "100 %" in browser.get(page).content.decode()
    assert browser.get(f"{page}board.pdf")["Content-Type"] == "application/pdf"
    assert blocks.cast.client(blocks.cast.stranger).get(page).status_code == 404


def record(check_id: int, **given: Any) -> phone.CheckRecord:
    """As the phone wrote it."""
    return phone.CheckRecord(**{
        "id": uuid4(), "kind": "answered", "building_check": check_id, "at": timezone.now(), "pass": "x", **given,
    })  # fmt: skip


def test_the_phone_answers_offline_and_ends_the_check(blocks: Blocks) -> None:
    _building_id, check_id = begun(blocks)
    visitor = blocks.cast.visitor
    by: Any = SimpleNamespace(user_id=visitor.user_id, at=blocks.now, handed=True)
    with blocks.cast.acting(visitor):
        (listed,) = phone.lists(user_id=visitor.user_id, now=blocks.now)
        assert (listed.key, listed.where) == (f"checks/{check_id}", "Storgatan 2, Havsvik")
        told = phone.listing(number=check_id, user_id=visitor.user_id, now=blocks.now)
        assert told is not None
        assert len(told.subjects[0]["sheet"]["questions"]) == len(sheet().questions)
        for question, given in best().items():
            first = record(check_id, question=question, given=given)
            assert phone.take(first, by).status == "stored"
            assert phone.take(first, by).status == "already"
        photo: Any = SimpleNamespace(record=first.id, subject_id=check_id)
        assert phone.photo_of(photo, by) == ("building_check", check_id)
        assert phone.take(record(check_id, kind="finished"), by).status == "stored"
        assert phone.take(record(check_id, kind="finished"), by).status == "already"
        assert phone.lists(user_id=visitor.user_id, now=blocks.now) == []
    with blocks.cast.acting(blocks.cast.stranger), pytest.raises(api.CheckMissing):
        phone.take(record(check_id, question="garage", given="no"), by)
