"""What numbers of rows become, and what is none."""

import json

import pytest

from kokong.install.leaving import numbers
from kokong.install.leaving.numbers import Numbers
from kokong.install.leaving.schema import Column, Table

MOVED = Numbers({1: 2}, {5: 50}, step=1000)


def changed(table: str, column: Column, value: str, **of: str) -> str:
    change = numbers.change_of(Table(table, "id"), column)
    return value if change is None else change(value, of, MOVED)


@pytest.mark.parametrize(
    ("column", "value", "after"),
    [
        (Column("id", "bigint", required=True), "7", "1007"),
        (Column("municipality_id", "bigint", required=True, to="kernel_municipality"), "1", "2"),
        (Column("made_by", "bigint", required=False), "5", "50"),
        (Column("made_by", "bigint", required=False), "6", "6"),
        (Column("whom", "character varying", required=True), "guest 7", "guest 1007"),
        (Column("whom", "character varying", required=True), "user 5", "user 50"),
        (Column("source_id", "character varying", required=True), "7-2026-12", "1007-2026-12"),
        (Column("rows", "int8multirange", required=False), "{[3,5),[9,10)}", "{[1003,1005),[1009,1010)}"),
        (Column("area", "character varying", required=True), "zone 04", "zone 04"),
        (Column("proposed_by", "character varying", required=True), "5", "5"),
        (Column("places", "integer", required=True), "7", "7"),
    ],
)
def test_a_number_of_a_row_is_moved_and_nothing_else(column: Column, value: str, after: str) -> None:
    assert changed("x", column, value) == after


def test_a_subject_says_whose_number_it_is() -> None:
    column = Column("subject_id", "bigint", required=True)
    assert changed("x", column, "5", subject="user") == "50"
    assert changed("x", column, "5", subject="sign") == "1005"


def test_numbers_in_json_are_found_by_their_names() -> None:
    column = Column("detail", "jsonb", required=True)
    said = {"area_ids": [1, 2], "by": 5, "count": 3, "on": "watch_group 7", "lines": [{"url": "/alarms/7/"}]}
    after = json.loads(changed("x", column, json.dumps(said)))
    assert (after["area_ids"], after["by"], after["count"]) == ([1001, 1002], 50, 3)
    assert (after["on"], after["lines"]) == ("watch_group 1007", [{"url": "/alarms/1007/"}])


def test_the_way_back_undoes_it() -> None:
    column = Column("detail", "jsonb", required=True)
    change = numbers.change_of(Table("x", "id"), column)
    assert change is not None
    said = json.dumps({"area": 4, "user": 5}, sort_keys=True)
    assert change(change(said, {}, MOVED), {}, MOVED.back) == said
