"""Addresses as text: pure, and for all inputs."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.places import rules

numbers = st.integers(1, 99_999)
letters = st.sampled_from(["", "A", "b", " C"])
streets = st.sampled_from(
    [
        "Storgatan",
        "Åsgränd",
        "3:e Tvärgatan",
        "S:t Eriks gata",
        "Kungs-Karls väg",
        "Karl XI:s gata",
        "Böda",
        "Väg 136",
    ]
)


def test_the_examples_in_the_docstrings() -> None:
    assert doctest.testmod(rules).failed == 0


@given(st.text(max_size=300))
def test_anything_can_be_typed(text: str) -> None:
    folded = rules.fold(text)
    assert rules.fold(folded) == folded
    assert folded == folded.strip()
    for query in rules.readings(text, localities={"havsvik"}):
        assert query.street
    rules.number_key(text)
    rules.unit_name(text)
    rules.floor_of(text)
    rules.parity_side(text)


@given(st.text(alphabet="åäöÅÄÖéÉüßøØ aZ-'", max_size=40))
def test_case_and_accents_never_matter(text: str) -> None:
    assert rules.fold(text.upper()) == rules.fold(text.lower())


@given(a=numbers, b=numbers, x=letters, y=letters)
def test_numbers_are_ordered_as_on_the_street(a: int, b: int, x: str, y: str) -> None:
    first, second = rules.number_key(f"{a}{x}"), rules.number_key(f"{b}{y}")
    if a != b:
        assert (first < second) == (a < b)
    else:
        assert (first == second) == (x.strip().lower() == y.strip().lower())


@given(number=st.integers(1, 9999), letter=letters)
def test_a_number_being_typed_finds_what_begins_so(number: int, letter: str) -> None:
    """Typing 5 finds 5, 5 B, 50 and 512, never 15 or 6."""
    whole = rules.number_key(f"{number}{letter}")
    for typed in range(1, len(str(number)) + 1):
        ranges = rules.number_ranges(rules.number_key(str(number)[:typed]))
        assert any(low <= whole < high for low, high in ranges)
    ranges = rules.number_ranges(rules.number_key(str(number)))
    for other in (number + 1, number * 10 + 1, int(f"1{number}")):
        found = any(low <= rules.number_key(str(other)) < high for low, high in ranges)
        assert found == str(other).startswith(str(number))


@given(street=streets, number=st.integers(1, 999), letter=letters, unit=st.sampled_from(["", "1101", "1002"]))
def test_every_address_reads_back(street: str, number: int, letter: str, unit: str) -> None:
    written = rules.full_address(
        street=street, number=f"{number}{letter}", unit=unit, postcode="392 32", locality="Havsvik"
    )
    found = rules.readings(written, localities={"havsvik", "berga"})[0]
    assert found.street == rules.fold(street)
    assert found.number == rules.number_key(f"{number}{letter}")
    assert (found.unit, found.postcode, found.locality) == (rules.number_key(unit), "39232", "havsvik")


@given(st.lists(st.integers(1000, 1999), unique=True, max_size=30))
def test_lists_of_flats(units: list[int]) -> None:
    assert rules.flats(";".join(map(str, units))) == tuple(map(str, units))
    assert rules.flats(", ".join(map(str, units))) == tuple(map(str, units))


@pytest.mark.parametrize(
    ("listed", "found"),
    [("1-3", ("1", "2", "3")), ("3-1", ("1", "2", "3")), ("01-03", ("01", "02", "03")), ("1;;2", ("1", "2")),
     ("A,B", ("A", "B")), ("", ()), ("1-2;2;5", ("1", "2", "5"))],
)  # fmt: skip
def test_ranges_of_flats(listed: str, found: tuple[str, ...]) -> None:
    assert rules.flats(listed) == found


@pytest.mark.parametrize(
    ("listed", "count"),
    [("1001-1304", 16), ("1001-1004", 4), ("1304-1001", 16), ("1001-2004", 44), ("0901-1102", 6), ("101-304", 12),
     ("150-250", 101), ("A-F", 6), ("1001 – 1003, 1101", 4), ("A1-A3", 3)],
)  # fmt: skip
def test_ranges_of_flats_by_floor_and_door(listed: str, count: int) -> None:
    assert len(rules.flats(listed)) == count


@given(st.integers(9, 40), st.integers(0, 30), st.integers(1, 30), st.integers(1, 30))
def test_a_range_is_never_more_than_floors_times_doors(floor: int, up: int, first: int, last: int) -> None:
    try:
        found = rules.flats(f"{floor:02d}{first:02d}-{floor + up:02d}{last:02d}")
    except ValueError:
        return
    assert len(found) <= (up + 1) * (abs(last - first) + 1)
    assert len(set(found)) == len(found)


@given(st.floats(0, 1e6), st.integers(-1, 60))
def test_a_block_is_estimated_in_bounds(area: float, levels: int) -> None:
    assert 2 <= rules.homes_in_block(square_metres=area, levels=levels) <= rules.MOST_HOMES


@pytest.mark.parametrize("listed", ["1-99999", "1004-1301", "a-F", "A1-B2", ";".join(map(str, range(2000)))])
def test_an_endless_list_of_flats(listed: str) -> None:
    with pytest.raises(ValueError):
        rules.flats(listed)


@pytest.mark.parametrize(
    ("typed", "name", "how"),
    [
        ("storgatan", "storgatan", 0), ("stor gatan", "storgatan", 0), ("storg", "storgatan", 1),
        ("strgatan", "storgatan", 2), ("storrgatan", "storgatan", 2), ("nygatan", "bygatan", None),
        ("sto", "storgatan", None), ("vagen", "storgatan", None),
    ],
)  # fmt: skip
def test_how_surely_a_name_is_meant(typed: str, name: str, how: int | None) -> None:
    assert rules.means(typed, name) == how


@pytest.mark.parametrize(
    ("unit", "floor"), [("1001", 0), ("1101", 1), ("1503", 5), ("0901", -1), ("12", None), ("", None)]
)
def test_floors(unit: str, floor: int | None) -> None:
    assert rules.floor_of(unit) == floor


@pytest.mark.parametrize(
    ("building", "listed", "kind"),
    [("house", False, "detached"), ("terrace", False, "row"), ("apartments", False, "flat"), ("yes", True, "flat"),
     ("yes", False, "unknown"), ("", False, "unknown"), ("retail", False, "unknown"), ("garage", False, None),
     ("school", True, "flat"), ("cabin", False, "holiday")],
)  # fmt: skip
def test_kinds(building: str, listed: bool, kind: str | None) -> None:
    assert rules.kind_of(building, flats_listed=listed) == kind
