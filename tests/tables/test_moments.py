"""Times as people write them: one cell, one meaning; two meanings are asked about, never guessed."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.tables import TwoReadings, Written, agreed, orders, said, window
from kokong.tables.moments import DAYS_TO_1904, EXCEL_EPOCH, End

TODAY = Written(today=date(2026, 11, 29))


def told(cell: object, written: Written = TODAY) -> str:
    """What a cell says, in one line."""
    found = said(cell, written)
    if found is None:
        return ""
    return " → ".join(_end(end) for end in (found.first, found.last) if end)


def _end(end: End) -> str:
    clock = "24:00" if end.over else f"{end.clock:%H:%M}" if end.clock else ""
    return f"{end.day or ''} {clock}".strip()


@pytest.mark.parametrize(
    ("cell", "means"),
    [
        ("2026-11-20 18.30", "2026-11-20 18:30"),
        ("2026-11-20 18-22", "2026-11-20 18:00 → 2026-11-20 22:00"),
        ("2026-11-20 22-02", "2026-11-20 22:00 → 2026-11-21 02:00"),
        ("2026-03-01 0800-1600", "2026-03-01 08:00 → 2026-03-01 16:00"),
        ("2026-03-01 18:00-22:00", "2026-03-01 18:00 → 2026-03-01 22:00"),
        ("2026-11-20 18.30-07.45", "2026-11-20 18:30 → 2026-11-21 07:45"),
        ("2026-11-20 18.30 – 2026-11-21 07.45", "2026-11-20 18:30 → 2026-11-21 07:45"),
        ("Fr.o.m. 2026-11-20 18:00 t.o.m. 2026-11-21 07:00", "2026-11-20 18:00 → 2026-11-21 07:00"),
        ("mellan 20/11 18:00 och 21/11 2026 07:30", "2026-11-20 18:00 → 2026-11-21 07:30"),
        ("mellan 31/12 18:00 och 1/1 2026 07:30", "2025-12-31 18:00 → 2026-01-01 07:30"),
        ("31/12-25 kl 18 till 1/1 kl 07", "2025-12-31 18:00 → 2026-01-01 07:00"),
        ("mellan 18 och 22 den 20/11 2026", "2026-11-20 18:00 → 2026-11-20 22:00"),
        ("18-22", "18:00 → 22:00"),
        ("kl 18", "18:00"),
        ("kl. 18.30-22", "18:30 → 22:00"),
        ("24:00", "24:00"),
        ("2026-03-01 24:00", "2026-03-01 24:00"),
        ("natten till den 21/11 2026", "2026-11-20 22:00 → 2026-11-21 06:00"),
        ("natten till 2026-03-02", "2026-03-01 22:00 → 2026-03-02 06:00"),
        ("natten mellan 20 och 21/11 2026", "2026-11-20 22:00 → 2026-11-21 06:00"),
        ("kl 22-06 natten till 21/11 2026", "2026-11-20 22:00 → 2026-11-21 06:00"),
        ("20–21 november 2026 kl 18-07", "2026-11-20 18:00 → 2026-11-21 07:00"),
        ("fredag 20 november 2026 kl. 18.30", "2026-11-20 18:30"),
        ("18.30 2026-11-20", "2026-11-20 18:30"),
        ("20 nov -26", "2026-11-20"),
        ("20-21.11.2026", "2026-11-20 → 2026-11-21"),
        ("01-03.06.2026", "2026-06-01 → 2026-06-03"),
        ("20-22-11-2026", "2026-11-20 → 2026-11-22"),
        ("2026-11-20 - 21:00", "2026-11-20 → 2026-11-20 21:00"),
        ("till 07:00", "07:00"),
        ("2026-11-20 18:30 - okänt", "2026-11-20 18:30 → 2026-11-20"),
        ("2026-11-20 18:30 -", "2026-11-20 18:30 → 2026-11-20"),
        ("2026-11-20 18:30 till okänt", "2026-11-20 18:30 → 2026-11-20"),
        ("okänt - 2026-11-21 07:00", "2026-11-21 → 2026-11-21 07:00"),
        ("okänt till 2026-11-21 07:00", "2026-11-21 → 2026-11-21 07:00"),
        ("Nov 20, 2026", "2026-11-20"),
        ("1/3-26 18:00", "2026-03-01 18:00"),
        ("01.03.2026 18:00", "2026-03-01 18:00"),
        ("2026-03-01 okänt klockslag", "2026-03-01"),
        ("mars 2026", "2026-03-01 → 2026-03-31"),
        ("december 2025", "2025-12-01 → 2025-12-31"),
        ("v. 9 2026", "2026-02-23 → 2026-03-01"),
        ("26-03-01", "2026-03-01"),
        ("260301", "2026-03-01"),
        ("202603011830", "2026-03-01 18:30"),
        ("6:05 PM", "18:05"),
        ("18.30.00", "18:30"),
        (1830, "18:30"),
        (18.3, "18:30"),
        (0.75, "18:00"),
        (46082.75, "2026-03-01 18:00"),
        (timedelta(hours=18), "18:00"),
        (time(18, 30), "18:30"),
        ("okänt", ""),
        ("?", ""),
        ("-", ""),
        ("", ""),
    ],
)
def test_a_cell_says_when(cell: object, means: str) -> None:
    assert told(cell) == means


@pytest.mark.parametrize(
    "cell",
    ["i går", "kvällen", "2026-02-30", "99", "2026-11-20 25:00", "natten 2026-11-20", "2026-11-20 18-22 eller 23",
     "Storgatan 5", "2026-03-01 - 2026-03-02 - 2026-03-03", True,
     "2026-11-20/21", "2026-11-20 - 21", "2026-11-20 till 21", "20-21/11/2026", "2026-W47-5", -1, -0.25, "-1",
     -46000.0, float("inf"), float("-inf")],
)  # fmt: skip
def test_what_is_not_understood_whole_is_not_understood(cell: object) -> None:
    with pytest.raises(ValueError):
        said(cell, TODAY)


@pytest.mark.parametrize(
    ("cell", "doubt", "readings"),
    [
        ("05/06/2026", "order", {"dmy": date(2026, 6, 5), "mdy": date(2026, 5, 6)}),
        ("05-06-2026 18:30", "order", {"dmy": date(2026, 6, 5), "mdy": date(2026, 5, 6)}),
        ("21-11-22", "short", {"ymd": date(2021, 11, 22), "dmy": date(2022, 11, 21)}),
        ("03-04-05", "short",
         {"ymd": date(2003, 4, 5), "dmy": date(2005, 4, 3), "mdy": date(2005, 3, 4)}),
        ("natten till den 21/11", "year", {}),
        ("mellan 20/11 18:00 och 21/11 07:30", "year", {}),
    ],
)  # fmt: skip
def test_two_readings_are_told_and_never_chosen(cell: str, doubt: str, readings: dict[str, date]) -> None:
    with pytest.raises(TwoReadings) as asked:
        said(cell, TODAY)
    assert (asked.value.doubt, asked.value.readings) == (doubt, readings)


def test_an_answer_reads_them() -> None:
    assert told("05/06/2026", Written("dmy")) == "2026-06-05"
    assert told("05/06/2026", Written("mdy")) == "2026-05-06"
    assert told("21-11-22", Written(short="ymd")) == "2021-11-22"
    assert told("natten till den 21/11", Written(year=2026)) == "2026-11-20 22:00 → 2026-11-21 06:00"
    assert told("mellan 20/11 18:00 och 21/11 07:30", Written(year=2026)) == "2026-11-20 18:00 → 2026-11-21 07:30"


def test_one_row_that_is_sure_settles_the_order_of_the_others() -> None:
    def known(*cells: str) -> str:
        return agreed((one for cell in cells for one in orders(cell, TODAY)), TODAY).order

    assert known("05/06/2026", "13/06/2026") == "dmy"
    assert known("05/06/2026", "06/13/2026") == "mdy"
    assert known("05/06/2026") == ""
    assert known("05/06/2026", "06/06/2026") == "", "a day that is its own mirror shows nothing"
    assert known("13/06/2026", "06/13/2026") == "", "rows that contradict each other settle nothing"


def test_what_the_rows_show_goes_before_what_was_said_of_another_file() -> None:
    cells = ("11/20/2026", "05/06/2026", "26-11-20", "26-11-28")
    found = agreed((one for cell in cells for one in orders(cell, TODAY)), Written("dmy", "dmy"))
    assert (found.order, found.short) == ("mdy", "ymd")
    assert agreed([], Written("dmy", "ymd")) == Written("dmy", "ymd")
    assert agreed([("short", frozenset({"ymd"}))], Written(short="dmy")).short == "ymd"


@pytest.mark.parametrize("cell", [float("inf"), float("nan"), "9999-12-31 22-06", "9999-12-31 24:00"])
def test_no_cell_stops_the_reading_of_orders(cell: object) -> None:
    assert list(orders(cell, TODAY)) == []


@pytest.mark.parametrize(
    "cell",
    [0.5, 1830.0, 20261120.0, 44620.75, timedelta(hours=18), time(18, 30), 1.0, datetime(1899, 12, 30, 18),  # noqa: DTZ001
     datetime(2026, 11, 20, 18, 30, tzinfo=UTC), date(2026, 11, 20)],
)  # fmt: skip
def test_a_time_goes_out_as_text_that_says_the_same(cell: object) -> None:
    found = said(cell, Written(epoch_1904=True))
    assert found is not None
    assert said(found.text, Written()) == found


def test_a_workbook_of_1904_counts_from_there() -> None:
    assert told(46082.75 - DAYS_TO_1904, Written(epoch_1904=True)) == "2026-03-01 18:00"
    assert told("46082,75", Written(epoch_1904=True)) == "2026-03-01 18:00", "text was written by another program"


@given(st.datetimes(datetime(2016, 1, 1), datetime(2026, 11, 28)), st.integers(0, 1439))  # noqa: DTZ001
def test_nothing_shifts_an_hour_or_a_day(at: datetime, later: int) -> None:
    start = at.replace(second=0, microsecond=0)
    end = start + timedelta(minutes=later)
    for form in ("%Y-%m-%d %H:%M", "%Y-%m-%d %H.%M", "%Y%m%d %H%M", "%d.%m.%Y kl. %H.%M", "%d/%m-%y %H:%M"):
        found = said(f"{start:{form}}", TODAY)
        assert found is not None
        assert found.first.at(otherwise=time()) == start
    spans = (f"{start:%Y-%m-%d %H.%M}-{end:%H.%M}", f"mellan {start:%Y-%m-%d %H:%M} och {end:%Y-%m-%d %H:%M}")
    for text in spans:
        found = said(text, TODAY)
        assert found is not None
        assert found.last is not None
        assert (found.first.at(otherwise=time()), found.last.at(otherwise=time())) == (start, end)


def shown(first: list[object], last: list[object], both: list[object]) -> str:
    """The window that cells of a row tell."""
    groups = ([found for cell in cells if (found := said(cell, TODAY))] for cells in (first, last, both))
    whole = window(**dict(zip(("first", "last", "both"), groups, strict=True)))
    return f"{whole.start:%Y-%m-%d %H:%M} → {whole.end:%Y-%m-%d %H:%M}" if whole else ""


@pytest.mark.parametrize(
    ("first", "last", "both", "means"),
    [
        ([], [], ["2026-03-01", "18:30"], "2026-03-01 18:30 → 2026-03-01 18:30"),
        (["2026-03-01", "18:30"], ["2026-03-02", "07:45"], [], "2026-03-01 18:30 → 2026-03-02 07:45"),
        (["18.30"], ["19.15"], ["2026-03-01"], "2026-03-01 18:30 → 2026-03-01 19:15"),
        (["22"], ["06"], ["2026-03-01"], "2026-03-01 22:00 → 2026-03-02 06:00"),
        ([], [], ["2026-03-01", "22-06"], "2026-03-01 22:00 → 2026-03-02 06:00"),
        ([], [], ["2026-03-01 - 2026-03-02", "18-07"], "2026-03-01 18:00 → 2026-03-02 07:00"),
        (["2026-03-01"], ["2026-03-02"], [], "2026-03-01 00:00 → 2026-03-02 23:59"),
        ([], ["2026-03-05 10:00"], [], "2026-03-05 10:00 → 2026-03-05 10:00"),
        ([], ["2026-03-05"], [], "2026-03-05 00:00 → 2026-03-05 23:59"),
        (["22:00"], ["2026-03-02 06:00"], [], "2026-03-01 22:00 → 2026-03-02 06:00"),
        (["2026-03-01 18:00-22:00"], [], [], "2026-03-01 18:00 → 2026-03-01 22:00"),
        (["2026-03-01 24:00"], [], [], "2026-03-02 00:00 → 2026-03-02 00:00"),
        (["2026-03-01 18.55"], ["2026-03-01 18:10"], [], "2026-03-01 18:55 → 2026-03-01 18:10"),
        ([EXCEL_EPOCH + timedelta(days=46082)], [0.9375], [], "2026-03-01 00:00 → 2026-03-01 22:30"),
        ([], [], ["2026-11-20 18:30 - okänt"], "2026-11-20 18:30 → 2026-11-20 23:59"),
        ([], [], ["okänt - 2026-11-21 07:00"], "2026-11-21 00:00 → 2026-11-21 07:00"),
        (["2026-11-20"], ["2026-11-21"], ["22-06"], "2026-11-20 22:00 → 2026-11-21 06:00"),
        ([], [], [], ""),
        (["okänt"], [""], [], ""),
    ],
)
def test_a_row_tells_a_window_in_any_number_of_columns(
    first: list[object], last: list[object], both: list[object], means: str
) -> None:
    assert shown(first, last, both) == means


def test_a_time_of_day_without_a_day_is_none() -> None:
    with pytest.raises(ValueError):
        shown(["18:30"], [], [])
