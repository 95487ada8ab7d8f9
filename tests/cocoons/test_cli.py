"""`kokong cocoon`: what it prints, in whichever municipality the cocoon lies."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kokong.cli import app
from kokong.kernel.errors import UserError

from .conftest import Town


def run(*words: str) -> Result:
    """Run `kokong` with words; what it refuses is raised."""
    return CliRunner().invoke(app, words, catch_exceptions=False)


def opened(town: Town) -> str:
    """Number of a fresh cocoon."""
    with town.cast.acting(town.cast.officer):
        return str(town.cocoon().id)


def test_show_prints_the_clock_and_the_doors(committed_town: Town) -> None:
    said = json.loads(run("cocoon", "show", opened(committed_town), "--json").stdout)
    assert (said["opened"], said["due"]) == ("2026-11-22T16:00:00+01:00", "2026-11-24T16:00:00+01:00")
    assert said["watch_until"] == "2026-12-06T16:00:00+01:00"
    assert [door["rank"] for door in said["doors"]] == list(range(1, 12))
    assert sorted(door["walk"] for door in said["doors"]) == list(range(1, 12))
    nearest = min(said["doors"], key=lambda door: door["distance_m"])
    assert {"address", "dwelling", "distance_m", "reason", "rank", "walk"} <= nearest.keys()
    assert nearest["distance_m"] == pytest.approx(15.0, abs=0.1)


def test_show_and_list_speak_plainly(committed_town: Town) -> None:
    number = opened(committed_town)
    shown = run("cocoon", "show", number).stdout
    assert "0 of 11 homes visited" in shown
    assert "Storgatan 7" in shown
    assert "0/11 visited" in run("cocoon", "list", "-m", "9901").stdout
    assert run("cocoon", "list", "-m", "9902").stdout == ""
    assert [each["id"] for each in json.loads(run("cocoon", "list", "-m", "9901", "--json").stdout)] == [
        int(number)
    ]


def test_print_writes_a_pdf(committed_town: Town, tmp_path: Path) -> None:
    number, target = opened(committed_town), tmp_path / "round.pdf"
    run("cocoon", "print", number, "-o", str(target), "--language", "en")
    assert target.read_bytes().startswith(b"%PDF")
    with pytest.raises(UserError, match="could not be written"):
        run("cocoon", "print", number, "-o", str(tmp_path / "nowhere" / "round.pdf"))


def test_an_unknown_cocoon_is_said_in_words(committed_town: Town) -> None:
    with pytest.raises(UserError, match="no cocoon 999999"):
        run("cocoon", "show", "999999")
