"""Tables in every clothing people give them, and what is no table."""

import bz2
import gzip
import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from kokong.tables import Fault, Unreadable, as_text, fold, match, nearest, opened, uploaded
from kokong.tables.text import CHUNK

ROWS = [["Gata", "Nr", "Ort"], ["Åsgränd", "5 B", "Höör"], ["Älggatan", "7", "Åre"]]
TEXT = "\r\n".join(";".join(row) for row in ROWS) + "\r\n"


def read(source: Path | bytes, **given: Any) -> list[list[str]]:
    """Header and rows as text."""
    with opened(source, **given) as table:
        return [list(table.header), *([as_text(cell) for cell in cells] for _, cells in table.rows)]


def fault(source: Path | bytes, **given: Any) -> Unreadable:
    """Why a file can't be read."""
    with pytest.raises(Unreadable) as refused:
        read(source, **given)
    return refused.value


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp1252", "latin-1", "cp850", "mac_roman", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_every_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    content = TEXT.replace(";", delimiter).encode(encoding)
    path = tmp_path / "streets"
    path.write_bytes(gzip.compress(content))
    assert read(content) == read(path) == ROWS


def test_the_first_accent_may_come_late(tmp_path: Path) -> None:
    early = b"Gata;Nr\r\n" + b"%b;1\r\n" % (b"Storgatan " * 100) * (CHUNK // 500)
    for encoding in ("utf-8", "cp1252", "cp850"):
        path = tmp_path / encoding
        path.write_bytes(early + "Östra Vägen över Ån;2\r\n".encode(encoding))
        assert read(path)[-1] == ["Östra Vägen över Ån", "2"], encoding


def test_a_letter_across_two_chunks(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"a;b\n" + b"x" * 1001 + b";1\n" + "åäö;2\n".encode() * (CHUNK // 4))
    with opened(path) as table:
        assert {cells[0] for number, cells in table.rows if number > 2} == {"åäö"}


def test_a_header_told_by_excel() -> None:
    assert read(b"sep=|\r\na|b;c\r\n1|2;3\r\n") == [["a", "b;c"], ["1", "2;3"]]


def test_decimal_commas_do_not_pass_for_columns() -> None:
    assert read(b"x;y\n" + b"1,5;2,5\n" * 40)[1] == ["1,5", "2,5"]
    assert read(b"x;y;note\n" + b"1,5;2,5\n" * 40)[1] == ["1,5", "2,5"], "short rows"

    assert read(b"Adress, ort\tX\nStorgatan 1, Kalmar\t5\n")[1] == ["Storgatan 1, Kalmar", "5"]
    assert read(b'x,y,"a;b;c;d"\n1,2\n3,4\n')[0] == ["x", "y", "a;b;c;d"]


def test_what_is_told_goes_before_what_is_found_out() -> None:
    assert read("a;b,c\nå;1,2\n".encode("cp850"), encoding="cp850", delimiter=",")[1] == ["å;1", "2"]


def test_empty_rows_are_left_out_and_counted() -> None:
    with opened(b"\n\na;b\n;\n1;2\n\n ; \n3;4\n") as table:
        assert table.header == ("a", "b")
        assert [number for number, _ in table.rows] == [5, 8]


def test_a_workbook_keeps_its_cells_and_its_row_numbers() -> None:
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in ([None, "Nr", "Från"], [], [None, 5.0, datetime(2026, 2, 1, 18)]):  # noqa: DTZ001 as in a sheet
        sheet.append(row)
    sheet.insert_rows(1, 2)
    book.save(out)
    with opened(out.getvalue()) as table:
        assert table.header == ("Nr", "Från")
        assert list(table.rows) == [(5, [5.0, datetime(2026, 2, 1, 18)])]  # noqa: DTZ001 as in a sheet


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Fault.EMPTY),
        (b" \r\n;;\r\n", Fault.EMPTY),
        (b"\xef\xbb\xbf", Fault.EMPTY),
        (b"\x89PNG\r\n\x1a\n" + bytes(2000), Fault.NO_TABLE),
        (b"PK\x03\x04 but cut off", Fault.BROKEN_WORKBOOK),
        (b"\xd0\xcf\x11\xe0" + bytes(100), Fault.BROKEN_WORKBOOK),
        (bz2.compress(TEXT.encode()), Fault.NO_TABLE),
        (gzip.compress(TEXT.encode(), mtime=0), Fault.NO_TABLE),
    ],
)
def test_what_is_no_table(content: bytes, why: Fault) -> None:
    assert fault(content).fault is why


def test_where_it_stops_making_sense() -> None:
    broken = fault(b"a;b\n1;2\n3;" + b"x" * 200_000 + b"\n")
    assert (broken.fault, broken.line) == (Fault.BROKEN_LINE, 3)
    assert "field larger than field limit" in broken.problem


def test_a_packed_file_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "x.csv.gz"
    path.write_bytes(gzip.compress(TEXT.encode())[:-12])
    assert fault(path).fault is Fault.CUT_OFF


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_unreadable(content: bytes) -> None:
    try:
        rows = read(content)
    except Unreadable:
        return
    assert any(rows[0])


@pytest.mark.parametrize(
    ("header", "folded"),
    [
        ("Från (kl.)", "fran"), ("ADRESSOMRÅDE", "adressomrade"), ("house_number", "house number"),
        ("Straße", "strasse"), ("Østkoordinat", "ostkoordinat"), ("  X\n", "x"), ("(m)", ""),
    ],
)  # fmt: skip
def test_headers_are_compared_without_accents_and_signs(header: str, folded: str) -> None:
    assert fold(header) == folded


def test_a_header_of_brackets_is_folded_at_once() -> None:
    assert fold("(" * 400_000 + "Datum") == "datum"  # took hours where each bracket looked for its end


def test_columns_are_matched_by_the_first_word_that_is_there() -> None:
    words = {"street": ("gatunamn", "gata"), "number": ("nr",), "town": ("ort",)}
    assert match(["Gata", "GATUNAMN", "Nr.", "nr"], words) == {"street": "GATUNAMN", "number": "Nr."}


def test_the_column_that_was_meant() -> None:
    assert nearest("gatunam", ["Nr", "Gatunamn", "Ort"]) == "Gatunamn"
    assert nearest("east", ["x", "y", "date"]) == ""


def test_the_table_may_stand_on_another_sheet_and_below_a_title() -> None:
    book, out = Workbook(), io.BytesIO()
    lanterns = book.create_sheet("Lyktor")
    for row in (["Lyktor i Havsvik"], [], ["Namn", "Olja"], ["Norra", 1]):
        lanterns.append(row)
    book.create_sheet("Annat").append(["a"])
    book.save(out)
    with opened(out.getvalue()) as table:  # the first sheet is empty
        assert (table.sheets, table.sheet, table.at) == (("Sheet", "Lyktor", "Annat"), 1, 1)
        assert table.header == ("Lyktor i Havsvik", "")
    found = uploaded(out.getvalue(), sheet=1, header=2)
    assert (found.at, found.header, found.rows) == (3, ("Namn", "Olja"), ((4, ("Norra", 1)),))
    assert (found.sheets, found.sheet, found.total) == (("Sheet", "Lyktor", "Annat"), 1, 1)
    assert uploaded(out.getvalue(), sheet=2).header == ("a",)
    for sheet, why in ((0, Fault.EMPTY), (9, Fault.BROKEN_WORKBOOK)):
        with pytest.raises(Unreadable) as refused:
            uploaded(out.getvalue(), sheet=sheet)
        assert refused.value.fault is why
    text = uploaded(b"Lyktor\n\nNamn;Olja\nNorra;1\n", header=2)
    assert (text.at, text.header, text.rows, text.sheets) == (3, ("Namn", "Olja"), ((4, ("Norra", "1")),), ())
    with pytest.raises(Unreadable):
        uploaded(b"Lyktor\n", header=5)
