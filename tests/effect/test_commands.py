"""`kokong effect register`, `run`, `monitor`, `lot`, and reading together with others."""

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kokong.cli import app
from kokong.effect import api
from kokong.kernel.errors import UserError
from tests.cast import Cast
from tests.effect.conftest import Town, build_town, visit

QUESTION = ("--question", "Did visits help?", "--measure", "cocoon_visit", "--start", "2025-01")


def run(*words: str) -> Result:
    """Run `kokong` with words; what it refuses is raised."""
    return CliRunner().invoke(app, words, catch_exceptions=False)


@pytest.fixture
def town(committed_cast: Cast) -> Town:
    """A town that commands see, too, with a visit in each treated area."""
    town = build_town(committed_cast)
    with committed_cast.acting(committed_cast.coordinator):
        visit(town, 0)
        visit(town, 1)
    return town


def test_registered_and_read_from_the_command_line(committed_cast: Cast, town: Town) -> None:
    others = ",".join(map(str, town.areas[2:]))
    areas = ("--treated", "Kvarter 1, Kvarter 2", "--control", others)
    said = run("effect", "register", "-m", "9901", *QUESTION, *areas, "--until", "2026-11").stdout
    with committed_cast.acting(committed_cast.coordinator):
        (found,) = api.evaluations()
    assert f"Evaluation {found.id} is registered and locked." in said
    assert found.first.since.isoformat() == "2022-01-01"
    read = json.loads(run("effect", "run", "-m", "9901", str(found.id), "--json").stdout)
    assert read["called"] == "planned"
    assert sum(read["dose"]["treated"].values()) == 2
    assert read["answer"]["verdict"]["direction"] == "fewer"
    spoken = run("effect", "run", "-m", "9901", str(found.id), "--language", "sv").stdout
    assert "än väntat" in spoken or "Troligen" in spoken or "Starka" in spoken


def test_monthly_looks_from_the_command_line(committed_cast: Cast, town: Town) -> None:
    others = ",".join(map(str, town.areas[2:]))
    areas = ("--treated", "Kvarter 1, Kvarter 2", "--control", others)
    run("effect", "register", "-m", "9901", *QUESTION, *areas, "--until", "2026-11")
    run("effect", "register", "-m", "9901", *QUESTION, "--treated", "Kvarter 1", "--until", "2026-11")
    with committed_cast.acting(committed_cast.coordinator):
        alone, found = api.evaluations()
    told = json.loads(run("effect", "monitor-all", "--json").stdout)["evaluations"]
    assert told == [{"municipality": "9901", "evaluation": found.id, "looks": 22, "why": ""}]
    said = run("effect", "monitor", "-m", "9901", str(found.id)).stdout.splitlines()
    assert len(said) == 23
    assert said[1].startswith("2025-02")
    assert "0 looks of 0 evaluations in 2 municipalities" in run("effect", "monitor-all").stdout
    assert said[1].endswith("none yet")
    assert "Without areas to compare with" in run("effect", "monitor", "-m", "9901", str(alone.id)).stdout


def test_a_lot_from_announced_to_drawn_from_the_command_line(committed_cast: Cast, town: Town) -> None:
    asked = ("--question", "Do kits help?", "--measure", "marking_kit", "--areas", "Kvarter 1,Kvarter 2,Kvarter 3")
    seed_is = ("--seed-is", "Lotto on the Saturday after")
    with pytest.raises(UserError, match="in which month"):
        run("effect", "lot", "-m", "9901", *asked, *seed_is)
    said = run("effect", "lot", "-m", "9901", *asked, *seed_is, "--start", "2028-03").stdout
    with committed_cast.acting(committed_cast.coordinator):
        (found,) = api.lots(today=date(2026, 11, 20))
    assert f"Lot {found.id} is announced. The seed is to be: Lotto on the Saturday after" in said
    assert "Not drawn yet" in said
    drawn = run("effect", "lot", "-m", "9901", str(found.id), "--seed", "4 11 17").stdout
    lines = drawn.splitlines()
    assert [line.split("starts ")[1][:7] for line in lines[:3]] == ["2028-03", "2028-06", "2028-09"]
    by_hand = sorted(sha256(f"4 11 17\nKvarter {n}".encode()).hexdigest() for n in (1, 2, 3))
    assert [line.split()[-1] for line in lines[:3]] == by_hand
    assert run("effect", "lot", "-m", "9901", str(found.id)).stdout == drawn
    with pytest.raises(UserError):
        run("effect", "lot", "-m", "9901", str(found.id), "--seed", "another")
    with pytest.raises(UserError):
        run("effect", "lot", "-m", "9902", str(found.id))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--treated", "Nowhere", "--until", "2026-11"), "no area Nowhere"),
        (("--treated", "Kvarter 1", "--until", "in May"), "not a month"),
        (("--treated", "Kvarter 1", "--until", "2025-02"), "at least 6 months"),
    ],
)
@pytest.mark.usefixtures("town")
def test_what_can_not_be_registered_is_said(committed_cast: Cast, words: tuple[str, ...], said: str) -> None:
    with pytest.raises(UserError, match=said):
        run("effect", "register", "-m", "9901", *QUESTION, *words)
    with committed_cast.acting(committed_cast.coordinator):
        assert api.evaluations() == ()


def test_read_together_from_the_command_line(committed_cast: Cast, town: Town, tmp_path: Path) -> None:
    others = ",".join(map(str, town.areas[2:]))
    areas = ("--treated", "Kvarter 1, Kvarter 2", "--control", others)
    run("effect", "register", "-m", "9901", *QUESTION, *areas, "--until", "2026-11")
    with committed_cast.acting(committed_cast.coordinator):
        number = str(api.evaluations()[0].id)
    with pytest.raises(UserError, match="can't be read"):
        run("effect", "declare", "-m", "9901", number, "--with", "Norrsund")
    assert "Norrsund" in run("effect", "declare", "-m", "9901", number, "--with", "9902 Norrsund").stdout
    run("effect", "run", "-m", "9901", number)
    own, theirs = tmp_path / "own.json", tmp_path / "theirs.json"
    run("effect", "counts", "-m", "9901", number, "--to", str(own))
    with pytest.raises(UserError, match="can't be written"):
        run("effect", "counts", "-m", "9901", number, "--to", str(own))
    with pytest.raises(UserError, match=r"own\.json: These are your own"):
        run("effect", "together", "-m", "9901", number, str(own))
    told = {**json.loads(own.read_text()), "municipality": {"code": "9902", "name": "Norrsund"}}
    theirs.write_text(json.dumps(told))
    said = run("effect", "together", "-m", "9901", number, str(theirs)).stdout
    assert "Together fewer burglaries than expected" in said
    assert "Two municipalities say nothing of a third." in said
