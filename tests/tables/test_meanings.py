"""What cells say: dates and numbers as people and spreadsheets write them."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong import tables
from kokong.tables import meanings
from kokong.tables.moments import EXCEL_EPOCH


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("2026-02-01 18:00", (2026, 2, 1, 18, 0)),
        ("2026-02-01T18:00:00", (2026, 2, 1, 18, 0)),
        ("2026-02-01 18.30", (2026, 2, 1, 18, 30)),
        ("20260201 1800", (2026, 2, 1, 18, 0)),
        ("20260201", (2026, 2, 1, 0, 0)),
        ("2026/02/01 18.00", (2026, 2, 1, 18, 0)),
        ("1/2-2026 18.00", (2026, 2, 1, 18, 0)),
        ("01.02.2026 kl 18", (2026, 2, 1, 18, 0)),
        ("2/13/2026 6:05", (2026, 2, 13, 6, 5)),
        ("46054", (2026, 2, 1, 0, 0)),
        ("46054,75", (2026, 2, 1, 18, 0)),
        (46054.75, (2026, 2, 1, 18, 0)),
        (datetime(2026, 2, 1, 18), (2026, 2, 1, 18, 0)),  # noqa: DTZ001
        (date(2026, 2, 1), (2026, 2, 1, 0, 0)),
    ],
)
def test_dates_as_people_and_spreadsheets_write_them(cell: object, said: tuple[int, ...]) -> None:
    found = meanings.moment(cell)
    assert found is not None
    assert found[0].timetuple()[:5] == said
    assert found[1] == (said[3:] != (0, 0))


@pytest.mark.parametrize(
    "cell",
    [
        "i går",
        "32/1/2026",
        "2026-13-01",
        "99999999",
        "12345",
        "2026-02-01 25:00",
        "2026-02-01 18-22",
        "2026-02-01 18:30-19:00",
        "1",
    ],
)
def test_what_is_no_date_is_not_guessed(cell: str) -> None:
    with pytest.raises(ValueError):
        meanings.moment(cell)


@given(st.datetimes(datetime(1970, 1, 1), datetime(2080, 1, 1)))  # noqa: DTZ001
def test_excels_numbers_give_back_their_second(moment: datetime) -> None:
    whole = moment.replace(microsecond=0)
    found = meanings.moment((whole - EXCEL_EPOCH) / timedelta(days=1))
    assert found is not None
    assert found[0] == whole


@given(st.text(max_size=30))
def test_any_cell_is_understood_or_refused(said: str) -> None:
    for read in (meanings.moment, meanings.number):
        try:
            read(said)
        except (ValueError, OverflowError):
            continue


@pytest.mark.parametrize("cell", ["Märk-DNA", "märk dna", "MÄRKT EGENDOM", "marked"])
def test_a_word_is_known_however_it_is_written(cell: str) -> None:
    assert meanings.word(cell, meanings.spelled(marked="märkt egendom, märk-dna")) == "marked"


@pytest.mark.parametrize("told", ["18:30", "18.30", "1830", "kl 18.30"])
def test_a_time_of_day_alone(told: str) -> None:
    assert tables.clock(told) == time(18, 30)


@pytest.mark.parametrize("told", ["", "18-22", "18:00+02:00", "24:00", "25:00", "2026-12-24", "okänt", None])
def test_what_is_no_time_of_day_alone(told: str | None) -> None:
    with pytest.raises(ValueError):
        tables.clock(told)


@pytest.mark.parametrize("told", ["2026-12-24", "24/12 2026", "20261224", date(2026, 12, 24)])
def test_a_day_alone(told: object) -> None:
    assert tables.day(told) == date(2026, 12, 24)


@pytest.mark.parametrize("told", ["", "2026-W49-1", "2026-12-24 18:00", "12/11/2026", "18:00", "2026-12-24 - 25"])
def test_what_is_no_day_alone(told: str) -> None:
    with pytest.raises(ValueError):
        tables.day(told)
