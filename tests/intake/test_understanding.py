"""How a file is read: what its own rows show, then what was said."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kokong.intake import explaining, questions, sources, understanding
from kokong.intake.api import Decisions, Field
from kokong.intake.files import Line, Table
from kokong.intake.taking import Taking
from kokong.intake.values import Unreadable
from kokong.intake.vocabulary import Vocabulary

from .lanterns import LANTERNS

TODAY = date(2026, 11, 29)
DAYS = replace(LANTERNS, fields=(Field("day", "Day", tells="time"),))


def table(*cells: str) -> Table:
    """A file with one column of days."""
    return Table(("Day",), tuple(Line(number, (cell,)) for number, cell in enumerate(cells, 2)), len(cells))


def test_rows_that_show_their_order_are_not_read_in_an_earlier_files() -> None:
    def order(*cells: str) -> str:
        how = understanding.reading(
            DAYS, table(*cells), {"day": "Day"}, Decisions(order="dmy", short="dmy"), today=TODAY
        )
        return how.written.order

    assert order("11/20/2026", "05/06/2026") == "mdy"
    assert order("05/06/2026") == "dmy"


def test_a_row_that_is_left_out_comes_back_as_it_was() -> None:
    fields = (Field("day", "Day", tells="time"), Field("number", "Number"))
    file = replace(table(), header=("Day", "Number"), epoch_1904=True)
    mapping = {"day": "Day", "number": "Number"}
    importer = replace(LANTERNS, fields=fields)
    how = understanding.reading(importer, file, mapping, Decisions(), today=TODAY)
    taking = Taking(importer, file, mapping, reading=how, now=datetime(2026, 11, 29, tzinfo=UTC))
    assert taking.back(0, 44620.75) == "2026-03-01 18:00:00"
    assert taking.back(0, 0.5) == "12:00:00"
    assert (taking.back(0, "05/06/2026"), taking.back(0, 1e300)) == ("05/06/2026", str(int(1e300)))
    assert (taking.back(1, 12.0), taking.back(1, 0.5)) == ("12", "0.5")


def test_a_remembered_mapping_follows_the_spelling_of_the_headings() -> None:
    found = sources.respelled(
        {"address": "Adress", "day": "Från (kl.)", "oil": "Olja"},
        Decisions(aside=("Kommun",)),
        header=["ADRESS", "FRAN", "KOMMUN", "olja", "OLJA"],
    )
    assert found.mapping == {"address": "ADRESS", "day": "FRAN"}
    assert (found.decided.aside, found.lost) == (("KOMMUN",), ("oil",))


def test_a_word_of_the_command_line_is_known_as_its_column_knows_it() -> None:
    field = Field("name", "Name", vocabulary=lambda: Vocabulary({"a": "A"}, key=lambda cell: str(cell).zfill(4)))
    how = understanding.reading(
        replace(LANTERNS, fields=(field,)), replace(table(), header=("Name",)), {"name": "Name"},
        Decisions(words={"name": {"857": "a"}, "gone": {"x": "y"}}), today=TODAY,
    )  # fmt: skip
    assert how.decided == {"name": {"0857": "a", "857": "a"}}  # it may be a key already


def test_an_order_is_looked_for_behind_a_day_that_nobody_doubts() -> None:
    asked = understanding.understood(
        DAYS, table("2026-11-20 05/06/2026", "2026-11-20 - 05/06/2026"), {"day": "Day"}, Decisions(), today=TODAY
    )
    assert [(question.doubt, question.rows) for question in asked.days] == [("order", 1)]


def test_the_year_is_asked_for_once_the_order_is_known() -> None:
    def asked(given: dict[str, str]) -> list[str]:
        orders = questions.orders(Decisions(), given)
        found = understanding.asked(DAYS, table("5/6", "3/4"), {"day": "Day"}, orders, today=TODAY)
        return [question.doubt for question in found.days]

    assert asked({}) == asked({"days_order": "x"}) == ["order"]
    assert asked({"days_order": "dmy"}) == ["order", "year"]


def test_of_many_sheets_only_the_first_are_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = list[int | None]()

    def read(_content: bytes, *, first: int | None, sheet: int | None, header: int = 0) -> Table:
        assert (first, header) == (None, 0)
        tried.append(sheet)
        return replace(table("x"), header=("A",), sheets=tuple(map(str, range(100))))

    monkeypatch.setattr(explaining, "read", read)
    explaining.opened(DAYS, b"")
    assert tried == [None, *range(explaining.SHEETS)]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ({"kind": {"x": "a"}}, "Words can't be decided for kind. Known: name."),
        ({"name": {"x": "b"}}, "“x” can't mean b. Known: a."),
    ],
)
def test_a_decision_that_nobody_would_read_is_refused(words: dict[str, dict[str, str]], problem: str) -> None:
    importer = replace(LANTERNS, fields=(Field("name", "Name", vocabulary=lambda: Vocabulary({"a": "A"})),))
    understanding.check_words(importer, Decisions(words={"name": {"x": "a"}}))
    with pytest.raises(Unreadable) as refused:
        understanding.check_words(importer, Decisions(words=words))
    assert refused.value.message == problem


def test_of_very_many_words_the_most_frequent_are_asked() -> None:
    field = Field("name", "Name", vocabulary=lambda: Vocabulary({"a": "A", "leave": "Leave"}, {"known": "a"}))
    words = [f"w{number}" for number in range(300)] + ["w299", "known", "known"]
    file = replace(table(*words), header=("Name",))
    importer = replace(LANTERNS, fields=(field,))

    def understood(decided: dict[str, str]) -> understanding.Understood:
        given = Decisions(words={"name": decided})
        return understanding.understood(importer, file, {"name": "Name"}, given, today=TODAY)

    found = understood({})
    assert (len(found.words), found.words[0].word, found.words[0].rows, found.more) == (100, "w299", 2, 200)
    then = understood({word.key: "leave" for word in found.words})
    assert (then.sure, then.more, len(then.left)) == (True, 200, 100)
