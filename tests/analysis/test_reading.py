"""Files of burglaries as they come: what is taken, what is left out with a count, what is refused."""

import gzip
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from openpyxl import Workbook

from kokong.analysis.arrays import Refused
from kokong.analysis.report import delimited
from kokong.analysis.report.reading import Columns, read_burglaries, read_places

GOOD = "x,y,date\n600000,6290000,2024-01-01\n600100,6290100,2024-01-05\n600200,6290000,2024-02-01\n"


def written(tmp_path: Path, content: Any, name: str = "burglaries.csv") -> Any:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_plain_file(tmp_path: Path) -> None:
    found = read_burglaries(written(tmp_path, GOOD), Columns(), crs="EPSG:3006")
    assert found.x.tolist() == [600000, 600100, 600200]
    assert found.days.tolist() == [19723, 19727, 19754]
    assert (found.rows, found.notes, found.windows) == (3, (), False)


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(GOOD.encode(), mtime=0),
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.replace(",", ";").encode(),
        GOOD.replace(",", "\t").encode(),
        GOOD.replace(",", "|").encode(),
        b"sep=;\r\n" + GOOD.replace(",", ";").encode(),
        GOOD.encode("utf-16"),
        GOOD.upper().encode(),
        GOOD.replace("x,y,date", "x,y,date,gata").replace("01-01", "01-01,Sj\xf6gatan").encode("cp1252"),
    ],
    ids=["gzip", "mark", "semicolons", "tabs", "bars", "told separator", "wide", "capitals", "old encoding"],
)
def test_the_same_in_other_clothes(tmp_path: Path, content: Any) -> None:
    name = "burglaries.csv.gz" if content[:2] == b"\x1f\x8b" else "burglaries.csv"
    assert read_burglaries(written(tmp_path, content, name), Columns()).x.size == 3


def test_a_workbook_with_dates_as_dates(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["X", "Y", "Datum"])
    book.active.append([600000, 6290000.5, date(2024, 1, 1)])
    book.active.append([600100, 6290100, datetime(2024, 1, 5, 12)])  # noqa: DTZ001 a sheet knows no zone
    book.save(tmp_path / "burglaries.xlsx")
    found = read_burglaries(tmp_path / "burglaries.xlsx", Columns(date="datum"))
    assert (found.y[0], found.days.tolist()) == (6290000.5, [19723, 19727.5])


def test_a_packed_file_may_have_any_name(tmp_path: Path) -> None:
    assert read_burglaries(written(tmp_path, gzip.compress(GOOD.encode())), Columns()).x.size == 3
    assert read_burglaries(written(tmp_path, GOOD, "not_packed.csv.gz"), Columns()).x.size == 3


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="not text"):
        read_burglaries(written(tmp_path, bytes(range(256))), Columns())


def test_dates_in_the_other_order_are_refused_not_left_out(tmp_path: Path) -> None:
    rows = "".join(f"60000{n},6290000,{1 + n % 12}/{1 + n % 28}/2024\n" for n in range(100))
    path = written(tmp_path, "x,y,date\n" + rows)
    with pytest.raises(Refused, match="--dates mdy"):
        read_burglaries(path, Columns(), dates="dmy")
    assert read_burglaries(path, Columns(), dates="mdy").x.size == 100


def test_many_rows_are_read_a_stretch_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "STRETCH", 2)
    assert read_burglaries(written(tmp_path, GOOD), Columns()).x.tolist() == [600000, 600100, 600200]
    plain = written(tmp_path, GOOD.split("\n", 1)[1])
    assert read_burglaries(plain, Columns("1", "2", "3")).x.tolist() == [600000, 600100, 600200]


def test_decimal_commas_and_short_rows(tmp_path: Path) -> None:
    content = "x;y;date\n600000,5;6 290 000,25;2024-01-01\n600001;6290001;2024-01-02\n600002;6290002\n"
    found = read_burglaries(written(tmp_path, content), Columns())
    assert found.x.tolist() == [600000.5, 600001]
    assert found.notes == (("left_out", "have no usable date", 1),)


def test_columns_by_number_without_a_header(tmp_path: Path) -> None:
    found = read_burglaries(written(tmp_path, GOOD.split("\n", 1)[1]), Columns("1", "2", "3"))
    assert found.x.size == 3


def test_rows_that_lack_something_are_counted(tmp_path: Path) -> None:
    more = (
        "0,0,2024-01-01\n,6290000,2024-01-01\n600000,abc,2024-01-01\n600000,6290000,soon\n"
        + "600300,6290000,2024-03-01\n" * 6
    )
    found = read_burglaries(written(tmp_path, GOOD + more), Columns())
    assert (found.rows, found.x.size) == (13, 9)
    assert found.notes == (
        ("left_out", "have no usable coordinates", 3),
        ("left_out", "have no usable date", 1),
        ("kept", "repeat another row's place and time", 5),
    )


def test_the_same_identity_counts_once(tmp_path: Path) -> None:
    content = "k,x,y,date\na,1,2000,2024-01-01\na,1,2000,2024-01-01\n,1,2000,2024-01-01\n,1,3000,2024-01-01\n"
    found = read_burglaries(written(tmp_path, content), Columns(key="k"))
    assert found.x.size == 3
    assert ("left_out", "repeat another row's identity", 1) in found.notes


def test_windows_of_time_and_those_the_wrong_way_round(tmp_path: Path) -> None:
    content = (
        "x,y,start,end\n1000,2000,2024-01-01 08:00,2024-01-01 18:00\n1000,2000,2024-01-02,2024-01-01\n"
        "1000,2500,2024-01-03T12:00:00Z,2024-01-03T12:00:00Z\n"
    )
    found = read_burglaries(written(tmp_path, content), Columns(date="start", until="end"))
    assert found.windows
    assert found.days[0] == pytest.approx(19723 + 13 / 24)
    assert found.notes == (("left_out", "end before they start", 1),)


def test_dates_that_could_be_read_two_ways_are_asked_about(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace("2024-01-05", "05/01/2024 11:30 PM"))
    with pytest.raises(Refused, match="--dates dmy"):
        read_burglaries(path, Columns())
    assert read_burglaries(path, Columns(), dates="dmy").days[1] == pytest.approx(19727 + 23.5 / 24)
    assert read_burglaries(path, Columns(), dates="mdy").days[1] == pytest.approx(19844 + 23.5 / 24)


DEGREES = "x,y,date\n16.36,56.66,2024-01-01\n16.37,56.67,2024-01-05\n16.36,56.68,2024-02-01\n"


def test_degrees_are_refused_as_metres_and_projected_when_named(tmp_path: Path) -> None:
    path = written(tmp_path, DEGREES)
    for crs in ("", "EPSG:3006"):
        with pytest.raises(Refused, match="look like degrees"):
            read_burglaries(path, Columns(), crs=crs)
    found = read_burglaries(path, Columns(), crs="EPSG:4326")
    assert found.crs == "EPSG:32633"
    assert np.hypot(*(np.diff(found.x)[:1], np.diff(found.y)[:1]))[0] == pytest.approx(1271, abs=5)
    with pytest.raises(Refused, match="in degrees"):
        read_burglaries(written(tmp_path, GOOD), Columns(), crs="EPSG:4326")


def test_feet_become_metres(tmp_path: Path) -> None:
    content = "x,y,date\n7650000,680000,2024-01-01\n7650100,680000,2024-01-02\n"
    found = read_burglaries(written(tmp_path, content), Columns(), crs="EPSG:2913")
    assert found.x[1] - found.x[0] == pytest.approx(30.48)
    assert "in metres" in found.crs


def test_a_stray_point_is_told_and_can_be_left_out(tmp_path: Path) -> None:
    near = "".join(f"{600000 + 10 * i},6290000,2024-01-{i + 1:02}\n" for i in range(20))
    found = read_burglaries(written(tmp_path, "x,y,date\n" + near + "9000000,100,2024-01-01\n"), Columns())
    assert found.notes == (("kept", "lie far from all others", 1),)
    assert found.without_stray().x.size == 20


@pytest.mark.parametrize(
    ("content", "change", "said"),
    [
        ("", {}, "is empty"),
        ("x,y,date\n", {}, "has no rows"),
        (GOOD, {"x": "east"}, "no column “east”. It has: x, y, date"),
        (GOOD, {"x": "date"}, "3 of 3 rows .* no usable coordinates"),
        (GOOD, {"date": "x"}, "3 of 3 rows .* no usable date"),
    ],
)
def test_files_that_cannot_be_used_are_refused_in_words(
    tmp_path: Path, content: Any, change: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        read_burglaries(written(tmp_path, content), Columns(**change))


def test_a_missing_or_broken_file_and_an_unknown_system(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="can't be read"):
        read_burglaries(tmp_path / "none.csv", Columns())
    broken = written(tmp_path, gzip.compress(GOOD.encode())[:-12], "broken.csv.gz")
    with pytest.raises(Refused, match="copy it anew"):
        read_burglaries(broken, Columns())
    with pytest.raises(Refused, match="not a known reference system"):
        read_burglaries(written(tmp_path, GOOD), Columns(), crs="EPSG:1")


def test_places_need_only_coordinates(tmp_path: Path) -> None:
    x, _ = read_places(written(tmp_path, "x,y\n1,2\n,3\n4,5\n"), Columns(date=""))
    assert x.tolist() == [1, 4]


def test_small_metres_can_be_vouched_for(tmp_path: Path) -> None:
    path = written(tmp_path, "x,y,date\n1,2,2024-01-01\n3,4,2024-01-02\n")
    with pytest.raises(Refused, match="--crs local"):
        read_burglaries(path, Columns())
    assert read_burglaries(path, Columns(), crs="local").x.tolist() == [1, 3]


def rows_with(column: int, texts: Any) -> Any:
    """GOOD's header and as many rows as texts, which stand in one of the columns."""
    lines = []
    for n, text in enumerate(texts):
        cells = [f"60{n:04}", "6290000", "2024-01-01"]
        cells[column] = f'"{text}"'
        lines.append(",".join(cells))
    return "\n".join(["x,y,date", *lines]) + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-01T23:10:00Z", "2024-03-01 23:10:00+01:00", "2024-03-01T23:10:00.123+0100", "2024-3-1 23:10",
        "2024/03/01 23:10", "2024-03-01 23.10", "20240301T2310", "20240301 23:10:00", "2024-03-01 23:10:00 UTC",
        "2024-03-01, 11:10 PM", "2024-03-01 11:10:00 p.m.",
    ],
)  # fmt: skip
def test_a_moment_in_many_spellings(tmp_path: Path, text: str) -> None:
    found = read_burglaries(written(tmp_path, rows_with(2, [text])), Columns())
    assert found.days[0] == pytest.approx(19783 + (23 + 10 / 60) / 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024-03-01 24:00", 19784), ("01/03/2024 12:00:00 AM", 19783), ("1.3.2024 12:00 PM", 19783.5)],
)
def test_midnight_and_noon(tmp_path: Path, text: str, day: float) -> None:
    found = read_burglaries(written(tmp_path, rows_with(2, [text])), Columns(), dates="dmy")
    assert found.days.tolist() == [day]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024-03", "names no day"),
        ("2024", "names no day"),
        ("19783", "Excel"),
        ("1709334600", "count of seconds"),
        ("3/13/24", "--dates mdy"),
        ("i mars 2024", "such as “i mars 2024”.* Write dates as 2024-03-01"),
        ("2024-02-30", "Write dates as"),
        ("2024-03-01 25:00", "Write dates as"),
        ("", "The column is empty"),
    ],
)
def test_dates_that_cannot_be_read_say_what_to_do(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_burglaries(written(tmp_path, rows_with(2, [text] * 3)), Columns(), dates="dmy")


def test_the_order_that_the_other_rows_give_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, rows_with(2, ["03/04/2024", "03/25/2024"]))
    with pytest.raises(Refused, match="other rows, say --dates mdy"):
        read_burglaries(path, Columns())
    path = written(tmp_path, rows_with(2, ["13/04/2024"] * 2 + ["1900-01-01", "2199-01-01"]))
    found = read_burglaries(path, Columns(), dates="dmy")
    assert found.notes == (("left_out", "have no usable date", 2),)


@pytest.mark.parametrize("text", ["600 123,5", "600\u00a0123,5", "600\u202f123.5", "600'123.5", "600’123,5"])
def test_gaps_between_thousands_are_read(tmp_path: Path, text: str) -> None:
    assert read_burglaries(written(tmp_path, rows_with(0, [text])), Columns()).x.tolist() == [600123.5]


@pytest.mark.parametrize("text", ["600,123.5", "600.123,5", "6,600,123", "6.600.123", "600,123"])
def test_commas_and_points_between_thousands_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refused, match=f"“{text}” in x .*thousands"):
        read_burglaries(written(tmp_path, rows_with(0, [text])), Columns())


def test_degrees_among_metres_are_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD + "16.36,56.66,2024-01-01\n")
    found = read_burglaries(path, Columns(), crs="EPSG:3006")
    assert found.notes == (("left_out", "have degrees, unlike most", 1),)
    path = written(tmp_path, GOOD + "16.36,56.66,2024-01-01\n" * 4)
    with pytest.raises(Refused, match="4 of 7 rows have degrees"):
        read_burglaries(path, Columns(), crs="EPSG:3006")


def test_swapped_coordinates_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    with pytest.raises(Refused, match="the other way round"):
        read_burglaries(path, Columns(x="y", y="x"), crs="EPSG:3006")
    with pytest.raises(Refused, match="another system"):
        read_burglaries(path, Columns(), crs="EPSG:27700")
    assert read_burglaries(path, Columns(), crs="EPSG:3006").notes == ()


def test_a_filler_for_unknown_places_is_no_place(tmp_path: Path) -> None:
    near = "".join(f"{600000 + 10 * i},6290000,2024-01-{i + 1:02}\n" for i in range(20))
    path = written(tmp_path, "x,y,date\n" + near + "-9999,-9999,2024-01-01\n" * 2)
    assert read_burglaries(path, Columns()).notes == (("left_out", "share one place far from all others", 2),)


def test_a_window_with_one_end_counts_with_that(tmp_path: Path) -> None:
    content = "x,y,start,end\n1000,2000,2024-01-01,\n1000,2500,,2024-01-03\n1000,2600,2024-01-03,2024-01-05\n"
    found = read_burglaries(written(tmp_path, content), Columns(date="start", until="end"))
    assert found.days.tolist() == [19723, 19725, 19726]
    assert found.notes == (("kept", "have one end of the window only", 2),)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("X_COORD", "Y_COORD", "OCCURRED"), "Perhaps --x X_COORD --y Y_COORD --date OCCURRED?"),
        (("Longitude", "Latitude", "Date Reported"), 'Perhaps --x Longitude --y Latitude --date "Date Reported"?'),
        (("Öst", "Nord", "Datum"), "Perhaps --x Öst --y Nord --date Datum?"),
        (("a", "b", "latest"), "It has: a, b, latest.$"),
    ],
)
def test_columns_with_other_names_are_suggested(tmp_path: Path, names: Any, said: str) -> None:
    path = written(tmp_path, GOOD.replace("x,y,date", ",".join(names)))
    with pytest.raises(Refused, match=said.replace("?", r"\?")):
        read_burglaries(path, Columns())


def test_a_column_named_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="several columns named “x”"):
        read_burglaries(written(tmp_path, GOOD.replace("x,y,date", "x,y,date,x")), Columns())


@pytest.mark.parametrize(
    "content",
    [
        "\n\n" + GOOD,
        GOOD.replace("x,y,date", 'x,y,date,"a note\non two lines"'),
        GOOD.replace("x,y,date", 'x,y,date,"a;b;c;d;e"'),
        GOOD.replace("\n", "\r"),
    ],
    ids=["empty lines first", "a header on two lines", "semicolons in a name", "old line ends"],
)
def test_headers_that_are_no_plain_line(tmp_path: Path, content: str) -> None:
    assert read_burglaries(written(tmp_path, content), Columns()).x.size == 3


def test_other_packings_and_damage_are_told_apart(tmp_path: Path) -> None:
    import bz2
    import lzma
    import zipfile

    zipped = tmp_path / "burglaries.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("burglaries.csv", GOOD)
    packed = gzip.compress(GOOD.encode() * 50)
    damaged = packed[:40] + bytes([packed[40] ^ 0xFF]) + packed[41:]
    for content, said in (
        (zipped.read_bytes(), "nor a workbook"),
        (bz2.compress(GOOD.encode()), "not text"),
        (lzma.compress(GOOD.encode()), "not text"),
        (damaged, "damaged"),
        (b"\x1f\x8bnonsense", "damaged"),
        (b'x,y,date\n"' + b"1" * 200_000, "quotation mark"),
    ):
        with pytest.raises(Refused, match=said):
            read_burglaries(written(tmp_path, content), Columns())
    assert read_burglaries(written(tmp_path, GOOD.replace("x,", "PK,", 1)), Columns(x="PK")).x.size == 3


def test_months_written_as_days_are_said(tmp_path: Path) -> None:
    rows = [f"60{n % 9}000,6290000,2024-{n % 12 + 1:02}-01" for n in range(30)]
    found = read_burglaries(written(tmp_path, "\n".join(["x,y,date", *rows])), Columns(), crs="EPSG:3006")
    assert ("kept", "are dated the first of a month, as if no day were known", 30) in found.notes
