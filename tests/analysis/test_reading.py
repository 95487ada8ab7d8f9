"""Files of burglaries as they come: what is taken, what is left out with a count, what is refused."""

import gzip
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kokong.analysis import delimited
from kokong.analysis.arrays import Refused
from kokong.analysis.reading import Columns, read_burglaries, read_places

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
        gzip.compress(GOOD.encode()),
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


def test_a_packed_file_may_have_any_name(tmp_path: Path) -> None:
    assert read_burglaries(written(tmp_path, gzip.compress(GOOD.encode())), Columns()).x.size == 3
    assert read_burglaries(written(tmp_path, GOOD, "not_packed.csv.gz"), Columns()).x.size == 3


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="not text"):
        read_burglaries(written(tmp_path, b"PK\x03\x04" + bytes(range(256))), Columns())


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
    found = read_burglaries(written(tmp_path, GOOD), Columns(), crs="EPSG:2913")
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
