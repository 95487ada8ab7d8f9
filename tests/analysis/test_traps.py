"""Files in which something is other than it seems: asked about, refused or said, never guessed."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from kokong.analysis.arrays import Refused
from kokong.analysis.report.delimited import Layout
from kokong.analysis.report.reading import Burglaries, Columns, read_burglaries
from kokong.cli import app

TWO = "600000,6290000,{}\n600100,6290100,{}\n"


def read(tmp_path: Path, content: str, columns: Columns = Columns(), **more: Any) -> Burglaries:  # noqa: B008
    path = tmp_path / "burglaries.csv"
    path.write_text(content)
    return read_burglaries(path, columns, **more)


def moments(found: Burglaries) -> list[str]:
    return [str(np.datetime64(round(day * 86400), "s")).replace("T", " ") for day in found.earliest.tolist()]


def town(*, side: float, origin: tuple[float, float], rows: int = 300) -> str:
    rng = np.random.default_rng(4)
    x, y = rng.uniform(0, side, (2, rows)) + np.array(origin)[:, None]
    days = np.datetime64("2024-01-01") + rng.integers(0, 300, rows)
    return "x,y,date\n" + "".join(f"{a:.1f},{b:.1f},{d}\n" for a, b, d in zip(x, y, days, strict=True))


def test_feet_without_a_system_are_asked_about(tmp_path: Path) -> None:
    content = town(side=80_000, origin=(1_400_000, 380_000))
    with pytest.raises(Refused, match=r"78 × 79 km if .* metres, 24 × 24 km if they are feet.*--crs feet"):
        read(tmp_path, content)
    feet, metres = (read(tmp_path, content, crs=crs) for crs in ("feet", "local"))
    assert np.allclose(feet.x, metres.x * 0.3048)


@pytest.mark.parametrize(
    ("side", "origin"), [(40_000, (1_400_000, 380_000)), (90_000, (500_000, 6_300_000)), (9_000, (0, 0))]
)
def test_metres_of_a_town_or_in_sweden_are_not_asked_about(
    tmp_path: Path, side: float, origin: tuple[float, float]
) -> None:
    assert read(tmp_path, town(side=side, origin=origin)).x.size == 300


@pytest.mark.parametrize(
    ("north", "east"),
    [(56.66, 16.36), (59.33, 18.07), (41.88, -87.63), (40.7, -74.0), (67.85, 20.22), (57.7, 11.97)],
)
def test_latitude_given_as_x_is_refused_where_no_town_can_be(tmp_path: Path, north: float, east: float) -> None:
    content = "a,b,date\n" + "".join(f"{north + k / 900},{east + k / 900},2024-01-0{k}\n" for k in range(1, 8))
    with pytest.raises(Refused, match="other way round"):
        read(tmp_path, content, Columns("a", "b"), crs="EPSG:4326")
    assert read(tmp_path, content, Columns("b", "a"), crs="EPSG:4326").x.size == 7


def test_a_column_called_latitude_is_no_x(tmp_path: Path) -> None:
    content = "Latitude,Longitude,date\n51.5,-0.1,2024-01-01\n51.51,-0.11,2024-01-02\n"
    with pytest.raises(Refused, match="Say --x Longitude --y Latitude"):
        read(tmp_path, content, Columns("Latitude", "Longitude"), crs="EPSG:4326")


def doubled(*, again: int = 3, days: int = 300) -> str:
    """Burglaries of which every fifth stands on several rows, one for each thing stolen."""
    rng = np.random.default_rng(2)
    lines = []
    for number in range(400):
        x, y = 600_000 + rng.integers(0, 3000), 6_290_000 + rng.integers(0, 3000)
        day = np.datetime64("2024-01-01") + rng.integers(0, days)
        lines += [f"{x},{y},{day},K{number},{number % 12}\n"] * (again if number % 5 == 0 else 1)
    return "x,y,date,INSTANCEID,beat number\n" + "".join(lines)


def test_a_column_that_looks_like_an_identity_and_repeats_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, doubled())
    assert found.repeating is not None
    assert (found.repeating.column, found.repeating.rows) == ("INSTANCEID", 160)
    assert int(found.repeating.first.sum()) == 400
    assert read(tmp_path, doubled(), Columns(key="INSTANCEID")).repeating is None
    assert read(tmp_path, doubled(again=1)).repeating is None


def test_the_command_says_what_such_a_column_does_to_exact_repeats(tmp_path: Path) -> None:
    path = tmp_path / "burglaries.csv"
    path.write_text(doubled())
    done = CliRunner().invoke(app, ["knox", str(path), "--crs", "EPSG:3006", "--permutations", "9"])
    assert done.exit_code == 0, done.output
    assert "INSTANCEID looks like an identity" in done.output
    assert "--id INSTANCEID" in done.output
    once = CliRunner().invoke(
        app, ["knox", str(path), "--crs", "EPSG:3006", "--permutations", "9", "--id", "INSTANCEID"]
    )
    assert "looks like an identity" not in once.output


def test_the_page_says_it_too_and_what_was_known_when(tmp_path: Path) -> None:
    path, out = tmp_path / "burglaries.csv", tmp_path / "page.html"
    path.write_text(doubled(days=900))
    asked = ["report", str(path), "-o", str(out), "--crs", "EPSG:3006", "--language", "en"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.output
    assert "The column INSTANCEID looks like an identity and repeats in 160 rows" in out.read_text()
    assert "flatters every forecast" in out.read_text()
    lines = path.read_text().splitlines()
    late = [f"{line},{line.split(',')[2]}" for line in lines[1:]]
    path.write_text("\n".join([f"{lines[0]},reported", *late]))
    done = CliRunner().invoke(app, [*asked, "--id", "INSTANCEID", "--reported", "reported"])
    assert done.exit_code == 0, done.output
    assert "looks like an identity" not in out.read_text()
    assert "0.0 per cent were reported a week late or more" in out.read_text()


def book(path: Path, *sheets: tuple[str, list[list[Any]]]) -> Path:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


ROWS: list[list[Any]] = [["x", "y", "date"], [600000, 6290000, date(2024, 1, 1)], [600100, 6290100, 45352]]


def test_a_sheet_by_name_or_number(tmp_path: Path) -> None:
    path = book(tmp_path / "b.xlsx", ("Om filen", [["Uttag 2024"]]), ("Brott", ROWS))
    for sheet in ("Brott", "2"):
        found = read_burglaries(path, Columns(), layout=Layout(sheet=sheet))
        assert moments(found) == ["2024-01-01 00:00:00", "2024-03-01 00:00:00"]
    with pytest.raises(Refused, match=r"no sheet “3”\. Its sheets are: Om filen, Brott"):
        read_burglaries(path, Columns(), layout=Layout(sheet="3"))
    with pytest.raises(Refused, match="no workbook"):
        read(tmp_path, "x,y,date\n" + TWO.format("2024-01-01", "2024-01-02"), layout=Layout(sheet="Brott"))


def test_titles_above_the_headings_are_passed_over(tmp_path: Path) -> None:
    path = book(tmp_path / "b.xlsx", ("Blad1", [["Bostadsinbrott 2024"], [None, "Uttag", "2024-12-01"], *ROWS]))
    assert read_burglaries(path, Columns()).x.size == 2
    text = "Bostadsinbrott;;\nUttag 2024;;\n" + "x;y;date\n600000;6290000;2024-01-01\n"
    assert read(tmp_path, text).rows == 1


def test_rows_above_the_headings_can_be_skipped(tmp_path: Path) -> None:
    text = "date,x,y of another table\n1,2,3\nx,y,date\n600000,6290000,2024-01-01\n"
    assert read(tmp_path, text, layout=Layout(skip=2)).rows == 1
    bare = "made by hand\n600000,6290000,2024-01-01\n600100,6290100,2024-01-02\n"
    assert read(tmp_path, bare, Columns("1", "2", "3"), layout=Layout(skip=1)).rows == 2


def test_excels_numbers_of_days_are_read_and_said(tmp_path: Path) -> None:
    found = read(tmp_path, "x,y,date\n" + TWO.format("45352", "45353.5"))
    assert moments(found) == ["2024-03-01 00:00:00", "2024-03-02 12:00:00"]
    assert found.notes == (("kept", "are dated by Excel's number of the day", 2),)


@pytest.mark.parametrize(("order", "day"), [("dmy", "2016-04-03"), ("mdy", "2016-03-04"), ("ymd", "2003-04-16")])
def test_years_of_two_digits_are_asked_about_and_then_read(tmp_path: Path, order: Any, day: str) -> None:
    content = "x,y,date\n" + TWO.format("03/04/16", "03/04/16 14:30")
    with pytest.raises(Refused, match=r"could be 03, 04 or 16.*--dates ymd"):
        read(tmp_path, content)
    assert moments(read(tmp_path, content, dates=order)) == [f"{day} 00:00:00", f"{day} 14:30:00"]


def test_a_year_of_the_last_century(tmp_path: Path) -> None:
    found = read(tmp_path, "x,y,date\n" + TWO.format("03/04/98", "98-04-03"), dates="dmy")
    assert moments(found)[0].startswith("1998-04-03")
    assert found.notes == (("left_out", "have no usable date", 1),)


def test_the_order_that_other_rows_give_holds_for_short_years_too(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="other rows, say --dates mdy"):
        read(tmp_path, "x,y,date\n" + TWO.format("03/04/16", "12/25/16"))


@pytest.mark.parametrize(
    ("clock", "moment"),
    [
        ("2130", "21:30"),
        ("930", "09:30"),
        ("30", "00:30"),
        ("21:30", "21:30"),
        ("9:30 PM", "21:30"),
        ("", "00:00"),
    ],
)
def test_date_and_time_in_columns_of_their_own(tmp_path: Path, clock: str, moment: str) -> None:
    content = f"x,y,day,clock\n600000,6290000,2024-03-01T00:00:00.000,{clock}\n600100,6290100,2024-03-02,1200\n"
    found = read(tmp_path, content, Columns(date="day+clock"))
    assert moments(found) == [f"2024-03-01 {moment}:00", "2024-03-02 12:00:00"]


def test_date_and_time_of_a_workbook_in_columns_of_their_own(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["x", "y", "day", "clock"], [600000, 6290000, datetime(2024, 3, 1), time(21, 30)]]  # noqa: DTZ001
    path = book(tmp_path / "b.xlsx", ("Blad1", [*rows, [600100, 6290100, 45353, 0.5]]))
    found = read_burglaries(path, Columns(date="day+clock"))
    assert moments(found) == ["2024-03-01 21:30:00", "2024-03-02 12:00:00"]


def test_year_month_and_day_in_columns_of_their_own(tmp_path: Path) -> None:
    content = "x,y,Year,Month,Day,Hour\n600000,6290000,2024,3,1,9\n600100,6290100,2024,March,15,21\n"
    found = read(tmp_path, content, Columns(date="year+month+day"))
    assert moments(found) == ["2024-03-01 00:00:00", "2024-03-15 00:00:00"]
    found = read(tmp_path, content, Columns(date="Year+Month+Day+Hour"))
    assert moments(found) == ["2024-03-01 09:00:00", "2024-03-15 21:00:00"]


def test_a_column_whose_name_has_a_plus_sign_is_one(tmp_path: Path) -> None:
    assert read(tmp_path, "x,y,a+b\n" + TWO.format("2024-01-01", "2024-01-02"), Columns(date="a+b")).rows == 2


KINDS = "x,y,date,kind,done\n" + "".join(
    f"600{n}00,6290000,2024-01-0{n + 1},{kind},{done}\n"
    for n, (kind, done) in enumerate(
        [("Burglary", "yes"), ("theft", "yes"), ("burglary", "no"), ("robbery", "yes")]
    )
)


@pytest.mark.parametrize(
    ("where", "rows"),
    [
        (("kind=burglary",), 2),
        (("kind=burglary", "done=yes"), 1),
        (("Kind = burglary", "kind=theft"), 3),
    ],
)
def test_rows_of_one_kind(tmp_path: Path, where: tuple[str, ...], rows: int) -> None:
    found = read(tmp_path, KINDS, layout=Layout(where=where))
    assert (found.x.size, found.rows) == (rows, 4)
    assert ("left_out", "are of other kinds than was asked for", 4 - rows) in found.notes


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("kind", "does not say which rows"),
        ("sort=burglary", "no single column “sort”"),
        ("kind=burglery", "No row .* has “burglery” in kind. It has: Burglary, burglary, robbery, theft"),
    ],
)
def test_what_no_row_is_by_is_refused(tmp_path: Path, where: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read(tmp_path, KINDS, layout=Layout(where=(where,)))
