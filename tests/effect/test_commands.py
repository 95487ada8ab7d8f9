"""`kokong effect register` and `run`."""

import json

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
    said = run("effect", "monitor", "-m", "9901", str(found.id)).stdout.splitlines()
    assert len(said) == 23
    assert said[1].startswith("2025-02")
    assert said[1].endswith("none yet")
    assert "Without areas to compare with" in run("effect", "monitor", "-m", "9901", str(alone.id)).stdout


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
