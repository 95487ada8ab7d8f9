"""What files open to is bounded, whatever their bytes: what is told before, and what the process may take."""

import gzip
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from kokong.tables import OWN, UPLOADED, Bounds, Fault, Unreadable, opened, uploaded
from kokong.tables.apart import AT_ONCE, Limits, Stopped, apart

from . import hostile
from .strangers import chatter, secrets, spin, swell

SMALL = Limits(memory=512 << 20, cpu_s=10)
HEADER = hostile.ods_row("Adress", "När")


def fault(content: bytes, *, bounds: Bounds = UPLOADED, turn_s: float = 30.0) -> Unreadable:
    """Why an uploaded file isn't read."""
    with pytest.raises(Unreadable) as refused:
        uploaded(content, bounds=bounds, limits=replace(SMALL, turn_s=turn_s))
    return refused.value


def test_the_corner_of_a_sheet_is_seen_before_it_is_opened() -> None:
    content = hostile.corner()
    assert len(content) < 2000
    refused = fault(content)
    assert (refused.fault, refused.count) == (Fault.HUGE_SHEET, 2**20 * 2**14)
    with pytest.raises(Unreadable) as here, opened(content):
        pass
    assert here.value.fault is Fault.HUGE_SHEET, "at the command line too"


def test_where_it_is_not_seen_the_process_alone_is_stopped() -> None:
    assert fault(hostile.hidden_corner()).fault is Fault.COSTLY
    assert uploaded(b"a;b\n1;2\n").total == 1, "the next one is read"


@pytest.mark.parametrize(
    ("rows", "most"),
    [
        (HEADER + hostile.ods_row("x", rows=1_048_576, columns=1024), True),
        (
            HEADER + '<table:table-row table:number-rows-repeated="900000"/>' + hostile.ods_row("x", columns=9),
            True,
        ),
        (HEADER + hostile.ods_row("x") + '<table:table-row table:number-rows-repeated="1048570"/>', False),
    ],
    ids=["a cell repeated", "far below", "an empty end, as every sheet has"],
)
def test_what_a_document_repeats_is_counted(rows: str, most: bool) -> None:
    if most:
        assert fault(hostile.ods(rows)).fault is Fault.HUGE_SHEET
    else:
        assert uploaded(hostile.ods(rows)).total == 1


def test_a_string_that_many_cells_name() -> None:
    refused = fault(hostile.one_string_often(20_000, 32_000)).fault
    assert refused in {Fault.COSTLY, Fault.HUGE_TEXT}


def test_entities_are_not_counted_out() -> None:
    assert fault(hostile.entities()).fault is Fault.BROKEN_WORKBOOK


def test_a_workbook_that_says_it_unpacks_to_too_much() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file, file.open("xl/a.xml", "w") as part:
        for _ in range(301):
            part.write(bytes(1 << 20))
    assert fault(out.getvalue()).fault is Fault.HUGE_WORKBOOK


def test_a_workbook_that_lies_about_what_it_unpacks_to() -> None:
    content = bytearray(hostile.xlsx(hostile.cell("A1", "x" * 100_000)))
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        said = file.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    assert content.count(said) == 2, "before the part and in the list at the end"
    assert fault(bytes(content.replace(said, (10).to_bytes(4, "little")))).fault is Fault.BROKEN_WORKBOOK


def test_a_packed_file_is_stopped_while_it_unpacks(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"a;b\n" + b"1;2\n" * 2_000_000, mtime=0))
    with pytest.raises(Unreadable) as refused, opened(path, bounds=replace(OWN, unpacked=100_000)) as table:
        list(table.rows)
    assert refused.value.fault is Fault.HUGE_TEXT


@pytest.mark.parametrize(
    "content",
    [b"a;b\n" + b"1;" * 200_000 + b"\n", b"a;b\n" + b'"\n";' * 100_000, b"x" * 300_000],
    ids=["one line", "one row over many lines", "nothing but one line"],
)
def test_an_endless_row(content: bytes) -> None:
    refused = fault(content)
    assert refused.fault is Fault.BROKEN_LINE
    assert "longer than" in refused.problem


@pytest.mark.parametrize(
    ("bounds", "why"),
    [
        (replace(UPLOADED, rows=2), Fault.MANY_ROWS),
        (replace(UPLOADED, columns=1), Fault.MANY_COLUMNS),
        (replace(UPLOADED, cells=7), Fault.HUGE_TEXT),
        (replace(UPLOADED, text=7), Fault.HUGE_TEXT),
    ],
)
def test_each_bound(bounds: Bounds, why: Fault) -> None:
    content = b"a;b\n1;2\n3;4\n5;6\n"
    assert uploaded(content, bounds=replace(UPLOADED, rows=3, columns=2, cells=8, text=8)).total == 3
    assert fault(content, bounds=bounds).fault is why


def test_what_computes_too_long_is_stopped() -> None:
    with pytest.raises(Stopped, match="time"):
        list(apart(spin, b"", limits=Limits(cpu_s=1)))


def test_what_takes_too_much_memory_is_stopped() -> None:
    with pytest.raises(Stopped, match="memory"):
        list(apart(swell, b""))


def test_what_answers_too_much_is_stopped() -> None:
    with pytest.raises(Stopped, match="answer"):
        list(apart(chatter, b"", limits=Limits(answer=100_000)))


def test_the_process_knows_no_address_of_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOKONG_DATABASE_OWNER_URL", "postgresql://owner:secret@localhost/kokong")
    (known,) = apart(secrets, b"")
    assert not [name for name in known if name.startswith("KOKONG")]


def test_one_who_stops_listening_ends_the_process() -> None:
    answer = apart(chatter, b"")
    next(answer)
    answer.close()  # type: ignore[attr-defined]
    for _ in range(3):
        assert list(apart(secrets, b"", limits=Limits(turn_s=0.0))), "its turn is free again"


def test_who_gets_no_turn_is_told() -> None:
    held = [apart(chatter, b"") for _ in range(AT_ONCE)]
    for each in held:
        next(each)
    assert fault(b"a;b\n1;2\n", turn_s=0.0).fault is Fault.BUSY
    for each in held:
        each.close()  # type: ignore[attr-defined]
