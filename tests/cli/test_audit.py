"""`kokong audit` says whether the log is whole, and the shell learns it by the exit code."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kokong.cli import app
from kokong.kernel import audit
from tests.cast import Cast

run = CliRunner().invoke


@pytest.fixture
def lines(committed_cast: Cast) -> Cast:
    """Two lines in the log."""
    for number in (1, 2):
        with committed_cast.acting(committed_cast.coordinator):
            audit.record(action="test.line", subject="line", subject_id=number)
    return committed_cast


def test_the_whole_installation_holds(lines: Cast) -> None:
    answer = run(app, ["audit", "verify"])
    assert (answer.exit_code, answer.output.count("lines hold")) == (0, 3), answer.output


def test_an_export_is_proved_against_the_printed_head(lines: Cast, tmp_path: Path) -> None:
    path = tmp_path / "log.ndjson"
    head = run(app, ["audit", "export", "-m", "9901", str(path)]).output.split()[-1]
    assert run(app, ["audit", "verify", str(path), "--head", head]).exit_code == 0
    assert run(app, ["audit", "verify", "-m", "9901", "--head", head]).exit_code == 0
    kept = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(kept[:2] + kept[3:]), "utf-8")
    broken = run(app, ["audit", "verify", str(path)])
    assert broken.exit_code == 1
    assert "BROKEN. Line 2 is missing." in broken.output


def test_an_export_for_one_reader_hides_the_others_lines_and_holds(lines: Cast, tmp_path: Path) -> None:
    with lines.acting(lines.officer):
        for _again in range(2):
            audit.read(action="burglary.police_part_seen", subject="burglary", rows=[47110815], purpose="case")
            audit.record(action="test.line", subject="test")
    path = tmp_path / "log.ndjson"
    for reader, own, hidden in (("auditor", "test.line", "47110815"), ("police_auditor", "47110815", "test.line")):
        assert run(app, ["audit", "export", "-m", "9901", str(path), "--reader", reader]).exit_code == 0
        text = path.read_text("utf-8")
        assert own in text
        assert hidden not in text
        proved = run(app, ["audit", "verify", str(path)])
        assert proved.exit_code == 0, proved.output
        assert "of them without their text" in proved.output


def test_another_chain_misses_the_head(lines: Cast) -> None:
    answer = run(app, ["audit", "verify", "-m", "9901", "--head", f"2:{'ab' * 32}"])
    assert answer.exit_code == 1
    assert "rewritten" in answer.output


def test_a_period_without_lines_writes_nothing(lines: Cast, tmp_path: Path) -> None:
    path = tmp_path / "log.ndjson"
    answer = run(app, ["audit", "export", "-m", "9901", str(path), "--to", "2001-01-01"])
    assert answer.exit_code == 1
    assert not path.exists()
