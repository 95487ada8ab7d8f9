"""The `kokong` command: what it prints, and what it says when something is wrong."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kokong.cli import app
from kokong.incidents import api
from kokong.kernel import tenancy
from kokong.kernel.errors import UserError
from tests.incidents.conftest import PLACEHOLDERS, Town, case_numbers


def run(*words: str) -> Result:
    """Run `kokong` with words; what it refuses is raised."""
    return CliRunner().invoke(app, words, catch_exceptions=False)


REPORT = ("burglary", "report", "-m", "9901", "--kind", "house")
EVENING = ("--from", "2026-02-01T18:00", "--to", "2026-02-01T22:00")


def test_reporting_a_draft_prints_its_number_and_no_cocoon(committed_town: Town) -> None:
    said = json.loads(run(*REPORT, *EVENING, "--address", "Storgatan 1", "--json").stdout)
    with tenancy.scope(municipality_id=committed_town.cast.home.pk):
        burglary = api.burglary(burglary_id=said["burglary"])
    assert said == {"burglary": said["burglary"], "cocoon": None}
    assert burglary is not None
    assert (burglary.state, burglary.dwelling_id, burglary.source) == ("draft", committed_town.homes[0], "cli")
    assert burglary.earliest.isoformat() == "2026-02-01T17:00:00+00:00"  # naive times are Swedish ones


def test_confirming_opens_a_cocoon_at_once(committed_town: Town) -> None:
    said = json.loads(run(*REPORT, *EVENING, "--address", "storg 3", "--confirm", "--json").stdout)
    assert isinstance(said["cocoon"], int)
    again = json.loads(run("burglary", "confirm", str(said["burglary"]), "--json").stdout)
    assert again == said


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("Storgatan 77", "Storgatan"),
        ("Norra vägen 1", "No dwelling"),
        ("", "No dwelling"),
        ("Finns ej 3", "No dwelling"),
    ],
)
def test_an_address_that_is_not_here_is_refused_with_the_nearest(
    committed_town: Town, address: str, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        run(*REPORT, *EVENING, "--address", address)


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (("--from", "2026-02-02T18:00", "--to", "2026-02-01T22:00"), "earliest time is after"),
        (("--from", "2999-02-01", "--to", "2999-02-02"), "in the future"),
        (("--from", "1990-02-01", "--to", "1990-02-02"), "ten years"),
        (("--from", "2024-02-01", "--to", "2026-02-02"), "More than a year"),
        (("--from", "yesterday", "--to", "2026-02-02"), "not a date"),
    ],
)
def test_impossible_times_are_refused(committed_town: Town, window: tuple[str, ...], words: str) -> None:
    with pytest.raises(UserError, match=words):
        run(*REPORT, *window, "--address", "Storgatan 1")


def test_a_second_report_of_the_same_burglary_is_refused_unless_it_is_another(committed_town: Town) -> None:
    run(*REPORT, *EVENING, "--address", "Storgatan 1")
    with pytest.raises(api.Duplicate, match="Storgatan 1"):
        run(*REPORT, *EVENING, "--address", "Storgatan 1")
    assert run(*REPORT, *EVENING, "--address", "Storgatan 1", "--another").exit_code == 0


def test_a_placeholder_is_no_case_number_and_another_number_is_asked_about(committed_town: Town) -> None:
    for number, said in enumerate(PLACEHOLDERS, start=1):
        run(*REPORT, *EVENING, "--address", f"Storgatan {number}", "--case-number", said)
    assert case_numbers(committed_town) == [""] * len(PLACEHOLDERS)
    run(*REPORT, *EVENING, "--address", "Storgatan 9", "--case-number", "5000–K 123456–2026")
    with pytest.raises(UserError, match="K12 is no case number"):
        run(*REPORT, *EVENING, "--address", "Storgatan 8", "--case-number", "K12")
    with pytest.raises(api.Duplicate, match="Its case number is another"):
        run(*REPORT, *EVENING, "--address", "Storgatan 9", "--case-number", "5000-K123999-26")
    run(*REPORT, *EVENING, "--address", "Storgatan 9", "--case-number", "5000-K123999-26", "--another")
    assert case_numbers(committed_town)[-2:] == ["5000-K123456-26", "5000-K123999-26"]


def test_list_show_and_withdraw(committed_town: Town) -> None:
    number = str(json.loads(run(*REPORT, *EVENING, "--address", "Storgatan 2", "--json").stdout)["burglary"])
    (row,) = json.loads(run("burglary", "list", "-m", "9901", "--json").stdout)
    assert row["address"].startswith("Storgatan 2")
    assert run("burglary", "withdraw", number, "--reason", "The door had been left open.").exit_code == 0
    shown = json.loads(run("burglary", "show", number, "--json").stdout)
    assert [(v["what"], v["why"]) for v in shown["history"]] == [
        ("reported", ""), ("withdrawn", "The door had been left open.")]  # fmt: skip
    assert json.loads(run("burglary", "list", "-m", "9902", "--json").stdout) == []
    with pytest.raises(UserError, match="no burglary 999"):
        run("burglary", "show", "999")


def test_import_takes_reports_and_repeats_nothing(committed_town: Town, tmp_path: Path) -> None:
    file, left = tmp_path / "inbrott.csv", tmp_path / "left.csv"
    file.write_bytes(
        "Adress;Från;Till;K-nummer\nStorgatan 4;2025-01-01 18:00;2025-01-01 23:00;K1-25\n"
        "Ingenstans 9;2025-01-01 18:00;2025-01-01 23:00;K2-25\n".encode("cp1252")
    )
    words = ("import", "burglaries", str(file), "-m", "9901", "--json")
    tried = json.loads(run(*words, "--dry-run").stdout)
    assert (tried["taken"], tried["refused"], tried["dry_run"]) == (1, 1, True)
    done = json.loads(run(*words, "--report", str(left)).stdout)
    assert (done["taken"], done["already"], done["refused"], done["confirmed_now"]) == (1, 0, 1, 0)
    assert "Ingenstans 9" in left.read_text(encoding="utf-8-sig")
    again = json.loads(run(*words).stdout)
    assert (again["taken"], again["already"], again["refused"]) == (0, 1, 1)


def test_a_mapping_file_that_is_none_says_so(committed_town: Town, tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("Var;När\nStorgatan 1;2025-01-01\n")
    (tmp_path / "m.json").write_text("[1]")
    words = ("import", "burglaries", str(tmp_path / "b.csv"), "-m", "9901", "--mapping", str(tmp_path / "m.json"))
    with pytest.raises(UserError, match="must name columns"):
        run(*words)
    (tmp_path / "m.json").write_text('{"address": "Var", "when": "När"}')
    assert "1 taken" in run(*words).stdout
    (tmp_path / "m.toml").write_text('address = "Var"\nwhen = "När"')
    assert "1 already there" in run(*words[:-1], str(tmp_path / "m.toml")).stdout


def test_import_explains_and_writes_nothing(committed_town: Town, tmp_path: Path) -> None:
    file = tmp_path / "b.csv"
    file.write_text("Uttag i maj\nAdress;Datum;Kommun\nStorgatan 1;05/06/2026;Nybro\n", encoding="utf-8")
    words = ("import", "burglaries", str(file), "-m", "9901", "--explain")
    said = run(*words).output
    assert "Datum: used as" in said
    assert "may be 2026-06-05, 2026-05-06" in said
    found = json.loads(run(*words, "--json").output)
    assert (found["header_row"], found["rows"]) == (2, 1)
    assert [one["used_as"] for one in found["columns"]] == ["address", "when", "municipality"]
    assert found["left_out"] == [{"column": "Kommun", "word": "Nybro", "rows": 1}]
    tried = json.loads(run(*words[:-1], "--dates", "dmy", "--json").output)
    assert (tried["taken"], tried["aside"], tried["refused"]) == (0, 1, 0)
