"""Files as municipalities have them, and as they should not be."""

from pathlib import Path

import numpy as np
import pytest
from openpyxl import Workbook

from kokong.analysis.effect import periods
from kokong.analysis.effect.errors import BadFile
from kokong.analysis.report.effect.reading import Columns, Reading, read_file

from .towns import HEADER, rows, town, write

COLUMNS = Columns(buffer="buffer")
PANEL = town(areas=6, treated=2, buffer=2, months=40)
LINES = rows(PANEL)


def read(path: Path, start: str = "2017-01", **more: bool) -> Reading:
    """With the columns of these tests."""
    return read_file(path, COLUMNS, start, **more)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_encodings_and_delimiters(tmp_path: Path, delimiter: str, encoding: str) -> None:
    lines = [[line[0].replace("omr", "Ängö"), *line[1:]] for line in LINES]
    found = read(write(tmp_path / "a.csv", lines, delimiter=delimiter, encoding=encoding)).panel
    assert found.units[0] == "Ängö 0"
    assert np.array_equal(found.counts, PANEL.counts)
    assert np.array_equal(found.ring, PANEL.ring)
    assert (found.start, found.per_year) == (36, 12)


def test_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for line in [HEADER, *LINES]:
        book.active.append(line)
    book.save(tmp_path / "a.xlsx")
    assert np.array_equal(read(tmp_path / "a.xlsx").panel.counts, PANEL.counts)


def test_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    shuffled = [LINES[k] for k in np.random.default_rng(1).permutation(len(LINES))]
    assert np.array_equal(read(write(tmp_path / "a.csv", shuffled)).panel.counts, PANEL.counts)


def changed(at: int, column: int, value: str) -> list[list[str]]:
    """The lines with one cell changed."""
    return [[*line[:column], value, *line[column + 1 :]] if k == at else line for k, line in enumerate(LINES)]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (changed(5, 2, "-1"), "Row 7: a count can't be negative"),
        (changed(5, 2, "1.5"), "Row 7: “1.5” is not a whole number"),
        (changed(5, 2, "många"), "Row 7: “många” is not a count"),
        (changed(5, 2, ""), "Row 7"),
        (changed(5, 2, "nan"), "Row 7"),
        (changed(5, 3, "kanske"), "Row 7: “kanske” in treated is neither 0 nor 1"),
        (changed(5, 1, "201406"), "Periods are written in different ways: row 2 “2014-01”, row 7 “201406”"),
        (changed(5, 1, "2014-13"), "Row 7: “2014-13” is not a period"),
        (changed(5, 0, " "), "Row 7 has no area"),
        (LINES[:-1], "missing (1): omr 5 2017-04"),
        ([*LINES, LINES[3]], "stand twice (1), first omr 0 2014-04 in rows 5, 242"),
        ([line for line in LINES if line[1] != "2015-03"], "missing for every area (1): 2015-03"),
        ([[*line[:2], "0", *line[3:]] for line in LINES], "no burglary in the whole file"),
        ([[*line[:3], "0", line[4]] for line in LINES], "No area is treated"),
        ([[*line[:3], "1", "1"] for line in LINES], "both treated and buffer"),
        ([*LINES[:3], LINES[3][:2], *LINES[4:]], "Row 5 has too few columns"),
        ([], "no rows"),
    ],
)
def test_what_cannot_serve_is_refused_in_the_users_words(
    tmp_path: Path, lines: list[list[str]], said: str
) -> None:
    with pytest.raises(BadFile) as refused:
        read(write(tmp_path / "a.csv", lines))
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "empty"), (b"\n\n", "empty"), (b"PK\x03\x04\0\0", "not text")]
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(BadFile, match=said):
        read(tmp_path / "a.csv")


def test_missing_columns_and_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"no column n, buffer\. Its columns are: area, month, antal, treated, ring"):
        read(write(tmp_path / "a.csv", LINES, header=["area", "month", "antal", "treated", "ring"]))
    with pytest.raises(BadFile, match="can't be read"):
        read(tmp_path / "none.csv")


@pytest.mark.parametrize("start", ["2014-01", "2030-01"])
def test_a_start_outside_is_refused(tmp_path: Path, start: str) -> None:
    with pytest.raises(BadFile, match=r"runs from 2014-01 to 2017-04"):
        read(write(tmp_path / "a.csv", LINES), start)


@pytest.mark.parametrize("start", ["2017", "2017-Q1", "soon"])
def test_a_start_in_other_periods_is_refused(tmp_path: Path, start: str) -> None:
    with pytest.raises(BadFile, match="not written like the file's periods"):
        read(write(tmp_path / "a.csv", LINES), start)


def test_gaps_are_zeros_only_when_told(tmp_path: Path) -> None:
    some = [line for line in LINES if line[2] != "0"]
    assert np.array_equal(read(write(tmp_path / "a.csv", some), fill_zeros=True).panel.counts, PANEL.counts)


def starting(months: dict[str, str]) -> list[list[str]]:
    """Treated from a month of their own."""
    return [
        [*line[:3], str(int(line[0] in months and line[1] >= months.get(line[0], ""))), line[4]] for line in LINES
    ]


def test_treated_may_turn_on_at_the_start(tmp_path: Path) -> None:
    lines = starting({"omr 0": "2017-01", "omr 1": "2017-01"})
    assert np.array_equal(read(write(tmp_path / "a.csv", lines)).panel.ring, PANEL.ring)


def test_different_starts_are_refused_or_taken_as_such(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", starting({"omr 0": "2016-10", "omr 1": "2017-01"}))
    with pytest.raises(BadFile, match=r"omr 0 \(2016-10\), while the start given is 2017-01"):
        read(path)
    found = read(path, staggered=True)
    assert found.staggered
    assert found.first[:3].tolist() == [33, 36, -1]


def test_on_and_off_again_is_refused(tmp_path: Path) -> None:
    lines = [
        [*line[:3], str(int(line[0] == "omr 0" and line[1] in {"2017-01", "2017-03"})), line[4]] for line in LINES
    ]
    with pytest.raises(BadFile, match="then not, then again"):
        read(write(tmp_path / "a.csv", lines))


def test_population_is_read_with_decimal_comma_and_must_be_positive(tmp_path: Path) -> None:
    columns = Columns(population="pop")
    lines = [[*line, "1 200,5"] for line in LINES]
    path = write(tmp_path / "a.csv", lines, header=[*HEADER, "pop"], delimiter=";")
    assert read_file(path, columns, "2017-01").panel.exposure == pytest.approx(np.full((6, 40), 1200.5))
    write(path, [[*line, "0"] for line in LINES], header=[*HEADER, "pop"])
    with pytest.raises(BadFile, match="population must be above 0"):
        read_file(path, columns, "2017-01")


def test_too_large_is_refused_before_it_is_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kokong.analysis.report.effect.reading.MOST_AREAS", 5)
    with pytest.raises(BadFile, match="more than can be compared"):
        read(write(tmp_path / "a.csv", LINES))


def test_numbered_periods_take_their_year_from_the_user(tmp_path: Path) -> None:
    numbered = [[line[0], str(PANEL.periods.index(line[1]) + 1), *line[2:]] for line in LINES]
    found = read_file(write(tmp_path / "a.csv", numbered), COLUMNS, "37", per_year=4).panel
    assert (found.start, found.per_year, found.periods[36]) == (36, 4, "37")
    with pytest.raises(BadFile, match="numbers like 1, 2, 3"):
        read_file(tmp_path / "a.csv", COLUMNS, "2017-01")


@pytest.mark.parametrize(
    ("text", "next_one", "per_year"),
    [
        ("2017-12", "2018-01", 12),
        ("2017/12", "2018/01", 12),
        ("201712", "201801", 12),
        ("2017-12-01", "2018-01-01", 12),
        ("2017-Q4", "2018-Q1", 4),
        ("2017K4", "2018K1", 4),
        ("2015-W53", "2016-W01", 52),
        ("2017", "2018", 1),
        ("9", "10", 12),
    ],
)
def test_periods_follow_each_other(text: str, next_one: str, per_year: int) -> None:
    first, second = periods.parse(text), periods.parse(next_one)
    assert first is not None
    assert second is not None
    assert first[0] is second[0]
    assert (second[1] - first[1], first[0].per_year) == (1, per_year)
    label = periods.parse(first[0].label(first[1]))
    assert label is not None
    assert label[1] == first[1]


@pytest.mark.parametrize(
    "text", ["", "jan 2017", "17-01", "2017-13", "2017-00", "2017-W60", "2017-01-15", "2017-Q5"]
)
def test_what_is_no_period(text: str) -> None:
    assert periods.parse(text) is None
