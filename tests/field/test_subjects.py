"""A measure lets phones record something about a kind of subject of its own, beside doors."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.utils.translation import override

from kokong.field import subjects, words
from kokong.field.api import Id, Record, Subject, Taken, Taking, counted, pass_to, register
from tests.cocoons.conftest import NOW, Town
from tests.field.conftest import Json, Phone, event


class SignRecord(Record):
    """What is told of a sign."""

    sign: Id
    condition: str


class Book:
    """Takes records of signs: each id once; a faulty one, and one that can never be stored."""

    def __init__(self) -> None:
        self.taken: dict[str, tuple[SignRecord, Taking]] = {}

    def take(self, record: SignRecord, by: Taking) -> Taken:
        """Store one."""
        if record.condition == "stolen":
            raise subjects.Refused("Nobody steals signs.")
        if record.condition == "fault":
            raise RuntimeError
        if str(record.id) in self.taken:
            return Taken("already")
        self.taken[str(record.id)] = (record, by)
        return Taken("stored")


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> Book:
    monkeypatch.setattr(subjects, "_SUBJECTS", dict(subjects._SUBJECTS))
    book = Book()
    said = {"signs_left": counted("{n} sign left", "{n} signs left")}
    register(Subject(kind="sign", record=SignRecord, take=book.take, work=lambda *, user_id, now: [], words=said))
    return book


def sign(number: int, condition: str = "faded", **more: object) -> Json:
    return {
        "id": str(uuid4()),
        "kind": "checked",
        "sign": number,
        "at": NOW.isoformat(),
        "condition": condition,
    } | more


def test_a_letter_with_doors_and_signs(town: Town, phone: Phone, door_ids: list[int], book: Book) -> None:
    told = sign(7)
    stored = phone.statuses(event(door_ids[0]), told, sign(8, "stolen"), sign(9, "fault"), told, sign(-1))
    assert stored == ["stored", "stored", "refused", "later", "already", "refused"]
    ((record, by),) = book.taken.values()
    assert (record.sign, record.condition, by.user_id, by.at) == (7, "faded", phone.user, NOW)


def test_a_pass_is_for_one_person_one_kind_and_one_subject(
    town: Town, phone: Phone, phone_of: Callable[..., Phone], book: Book
) -> None:
    right = pass_to("sign", 7, user_id=phone.user)
    other = phone_of(town.cast.partner)
    phone.send(sign(7, **{"pass": right}), sign(8, **{"pass": right}))
    phone.send(sign(7, **{"pass": pass_to("door", 7, user_id=phone.user)}))
    other.send(sign(7, **{"pass": right}))
    assert [by.handed for _record, by in book.taken.values()] == [True, False, False, False]


def test_a_record_names_one_subject(phone: Phone, door_ids: list[int], book: Book) -> None:
    nothing = sign(7)
    del nothing["sign"]
    both = sign(7, door=door_ids[0])
    assert phone.statuses(nothing, both, {"id": "x", "kind": ["a"], "sign": 3}) == ["refused"] * 3
    assert book.taken == {}


def test_the_page_says_the_words_of_every_kind(book: Book) -> None:
    with override("sv"):
        told = words.words()
    assert told["signs_left"] == {"one": "{n} sign left", "other": "{n} signs left"}
    assert told["all_sent"] == "Allt skickat"


def test_a_kind_that_takes_anothers_words_is_refused(book: Book) -> None:
    with pytest.raises(ValueError, match="all_sent"):
        register(
            Subject(kind="kit", record=_kit(), take=book.take, work=lambda **_: [], words={"all_sent": "Sent"})
        )


def test_a_kind_whose_records_do_not_say_which_one_is_refused(book: Book) -> None:
    with pytest.raises(ValueError, match="field of that name"):
        register(Subject(kind="kit", record=SignRecord, take=book.take, work=lambda **_: []))


def _kit() -> type[Record]:
    class KitRecord(Record):
        kit: Id

    return KitRecord
