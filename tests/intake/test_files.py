"""Files as people have them through an importer: encodings, workbooks, nothing, far too much, twice."""

import csv
import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.intake import api, files, left
from kokong.intake.api import Decisions
from kokong.tables import UPLOADED, as_xlsx
from tests.cast import Cast
from tests.tables.hostile import corner, hidden_corner

from .conftest import NOW, there, workbook
from .lanterns import HEADER, LANTERNS

TEXT = f"{HEADER}\r\nÅsgränds lykta;ja;1,5;2026-02-01\r\nSödra;nej;;\r\n".replace("1,5", "2")


def take(cast: Cast, content: bytes | str, *, who: str = "coordinator", **given: Any) -> api.Report:
    """Import content as one of the cast."""
    content = content.encode() if isinstance(content, str) else content
    with cast.acting(getattr(cast, who)):
        return api.import_file(importer=LANTERNS, path_or_bytes=content, name="x", **{"now": NOW, **given})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be", "cp850"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_text_of_any_encoding_and_delimiter(cast: Cast, encoding: str, delimiter: str) -> None:
    report = take(cast, TEXT.replace(";", delimiter).encode(encoding))
    assert (report.rows, report.taken, report.waiting, report.left) == (2, 2, 1, ())
    assert there(cast) == ["Södra", "Åsgränds lykta"]


def test_a_workbook_with_days_numbers_and_empty_rows(cast: Cast) -> None:
    day = datetime(2026, 2, 1)  # noqa: DTZ001
    rows: list[list[Any]] = [
        HEADER.split(";"),
        ["Norra", "ja", 1.5, day],
        [None] * 4,
        ["Södra", True, 46054, 46054],
        [7, "", "", ""],
    ]
    report = take(cast, workbook(rows))
    assert (report.taken, report.left) == (3, ())
    assert there(cast) == ["7", "Norra", "Södra"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \r\n\r\n", "empty"),
        (HEADER.encode(), "no rows below"),
        (b"Namn;Olja\nNorra;1\n", "No column gives Name. The file's columns: Namn, Olja"),
        (b"\x89PNG\r\n\x1a\n" + bytes(2000), "neither a spreadsheet nor readable text"),
        (b"PK\x03\x04 but cut off", "can't be read"),
        (b"Lykta\n" + b"x" * files.MAX_BYTES, "larger than 20 MB"),
        (b"Lykta\n" + b"a\n" * (UPLOADED.rows + 1), "more than 100000 rows"),
        (corner(), "17,179,869,184 cells"),
        (hidden_corner(), "more memory or time"),
    ],
    ids=["nothing", "lines", "header", "other", "picture", "cut", "bytes", "rows", "sheet", "bomb"],
)
def test_what_cannot_serve_says_why_and_nothing_is_taken(cast: Cast, content: bytes, words: str) -> None:
    with pytest.raises(api.Unreadable, match=words):
        take(cast, content)
    assert there(cast) == []


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_refused(content: bytes) -> None:
    try:
        table = files.read(content)
    except api.Unreadable:
        return
    assert table.header
    assert table.rows


def test_a_file_that_is_not_there_says_so(cast: Cast, tmp_path: Any) -> None:
    with cast.acting(cast.coordinator), pytest.raises(api.Unreadable, match="No such file"):
        api.import_file(importer=LANTERNS, path_or_bytes=tmp_path / "x.csv", name="x", now=NOW)


def test_a_bad_row_is_left_out_with_its_reason_and_the_others_taken(cast: Cast) -> None:
    report = take(cast, f"{HEADER}\n;ja;;\nNorra;kanske;;\nSödra;ja;-1;\nÖstra;ja;;2099-01-01\nVästra;ja;;\n")
    assert (report.taken, report.refused, there(cast)) == (1, 4, ["Västra"])
    assert [(row.number, row.message) for row in report.left] == [
        (2, "The lantern has no name."),
        (3, "Tänd: “kanske” can't be understood."),
        (4, "It leaks."),
        (5, "It is not there yet."),
    ]


def test_the_same_file_again_takes_nothing_twice(cast: Cast) -> None:
    assert take(cast, TEXT).taken == 2
    again = take(cast, TEXT)
    assert (again.taken, again.already, len(there(cast))) == (0, 2, 2)
    assert again.left[0].message == "The lantern is known."
    assert again.left[0].subject_id
    twice = take(cast, "Lykta\nNy\nNy\n")
    assert (twice.taken, twice.already) == (1, 1)


def test_what_was_left_out_is_mended_and_imported(cast: Cast) -> None:
    report = take(cast, f"{HEADER}\nNorra;kanske;;\nSödra;ja;;\n")
    text = api.report_csv(report.header, report.left)
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert (row["Row"], row["Outcome"], row["Explanation"]) == (
        "2", "refused", "Tänd: “kanske” can't be understood.",
    )  # fmt: skip
    again = take(cast, text.replace(";kanske;", ";ja;"))
    assert (again.taken, again.left) == (1, ())
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(left.rows(report.header, report.left)))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][3:5] == ["Norra", "kanske"]


def test_nothing_that_is_left_out_is_a_formula(cast: Cast) -> None:
    report = take(cast, "=cmd();Lykta;Tänd\n=1+1;Norra;@kanske\n-5;Södra;\t+46\n")
    assert report.refused == 2
    for line in csv.reader(io.StringIO(api.report_csv(report.header, report.left)), delimiter=";"):
        for cell in line:
            assert not cell.lstrip().startswith(("=", "+", "-", "@")) or cell in {"-5", "+46"}, cell  # numbers


def test_a_dry_run_says_the_same_and_keeps_nothing(cast: Cast) -> None:
    tried = take(cast, TEXT, dry_run=True)
    assert (tried.taken, tried.waiting, there(cast)) == (2, 1, [])


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ({"name": "Saknas"}, "no column called: Saknas"),
        ({"nam": "Var"}, "unknown fields: nam. Known: name, lit"),
        ({"oil": "Var"}, "No column gives Name"),
        ({"name": "Var", "owner": "Var"}, "Owner can only be imported by the police"),
    ],
)
def test_a_mapping_is_used_or_refused(cast: Cast, mapping: dict[str, str], words: str) -> None:
    with pytest.raises(api.Unreadable, match=words):
        take(cast, "Var\nNorra\n", mapping=mapping)
    assert take(cast, "Var\nNorra\n", mapping={"name": "Var"}).taken == 1


def test_what_is_the_polices_only_they_import(cast: Cast) -> None:
    content = "Lykta;Ägare\nNorra;Eva\n"
    with pytest.raises(api.Unreadable, match="Owner can only be imported by the police"):
        take(cast, content)
    assert take(cast, content, who="officer").taken == 1


def test_a_column_that_changes_the_meaning_is_never_passed_over(cast: Cast) -> None:
    content = "Lykta;Kommun\nNorra;Norrsund\n"
    with pytest.raises(api.Unreadable, match="Kommun: whose lanterns are these"):
        take(cast, content)
    assert there(cast) == []
    assert take(cast, content, decisions=Decisions(aside=("Kommun",))).taken == 1


def test_what_was_taken_is_in_the_log_by_number_alone(cast: Cast) -> None:
    take(cast, f"{HEADER}\nNorra;nej;;\n;;1;\n")
    (line,) = (line for line in cast.log(subject="import") if line.action == "lantern.imported")
    assert line.detail == {"taken": 1, "already": 0, "aside": 0, "refused": 1, "waiting": 1}
