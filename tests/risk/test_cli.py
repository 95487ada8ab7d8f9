"""`kokong risk` and `kokong analyse-all`: what they print, and what they say when something is wrong."""

import json

import pytest
from typer.testing import CliRunner, Result

from kokong.cli import app
from kokong.kernel.errors import UserError
from kokong.risk import api, models
from tests.cast import Cast
from tests.risk.near import near
from tests.risk.town import NOW, add_homes, some_years


def run(*words: str) -> Result:
    """Run `kokong` with words; what it refuses is raised."""
    return CliRunner().invoke(app, words, catch_exceptions=False)


@pytest.fixture
def town(committed_cast: Cast) -> Cast:
    """Both municipalities, burglaries in ours."""
    with committed_cast.acting(committed_cast.coordinator):
        some_years(add_homes(100), 60, followed=0.4)
    return committed_cast


def propose(cast: Cast) -> int:
    """An open proposal; its number."""
    with cast.acting(cast.coordinator):
        made = models.Run.objects.create(
            kind="near_repeat", state="done", seed=1, asked=NOW, finished=NOW, figures=near(reach_m=200, days=21)
        )
        return models.Proposal.objects.create(
            run=made, radius_m=200, watch_days=21, ranking="distance", evidence={}, made=NOW
        ).pk


def test_run_show_and_repeat(town: Cast) -> None:
    told = json.loads(run("risk", "run", "-m", "9901", "--kinds", "near_repeat,surface", "--json").stdout)
    assert [(each["kind"], each["state"]) for each in told] == [("near_repeat", "done"), ("surface", "done")]
    shown = json.loads(run("risk", "show", "-m", "9901", "--json").stdout)
    assert shown["settings"]["source"] == "published"
    assert not shown["enough"]["enough"]
    assert shown["runs"][0]["figures"]["burglaries"] == told[0]["burglaries"]
    said = run("risk", "show", "-m", "9901").stdout
    assert "Too few burglaries" in said
    assert "100 m around, watched for 14 days, nearest first (published)" in said
    again = run("risk", "repeat", str(told[0]["id"]))
    assert again.exit_code == 0
    assert told[0]["result_digest"] in again.stdout


def test_a_repetition_that_differs_is_said_with_exit_code_1(town: Cast) -> None:
    run("risk", "run", "-m", "9901", "--kinds", "surface", "--json")
    with town.acting(town.coordinator):
        (made,) = api.runs()
        models.Run.objects.update(result_digest="0" * 64, version="Kokong 0.0")
    again = run("risk", "repeat", str(made.id))
    assert again.exit_code == 1
    assert "another result" in again.stdout
    assert "Kokong 0.0" in again.stdout
    assert json.loads(run("risk", "repeat", str(made.id), "--json").stdout)["same"] is False


def test_accepting_declining_and_going_back(town: Cast) -> None:
    with pytest.raises(UserError, match="no open proposal"):
        run("risk", "accept", "-m", "9901")
    number = propose(town)
    assert f"Proposal {number}" in run("risk", "show", "-m", "9901").stdout
    assert json.loads(run("risk", "accept", "-m", "9901", "--json").stdout)["radius_m"] == 200
    with pytest.raises(UserError, match="accepted already"):
        run("risk", "decline", "-m", "9901", str(number), "--reason", "No.")
    with pytest.raises(UserError, match="no proposal"):
        run("risk", "accept", "-m", "9902", str(number))
    assert "100 m" in run("risk", "defaults", "-m", "9901").stdout
    assert "Already so" in run("risk", "defaults", "-m", "9901").stdout
    propose(town)
    assert "Declined" in run("risk", "decline", "-m", "9901", "--reason", "Too far to walk.").stdout


def test_all_municipalities(town: Cast) -> None:
    told = json.loads(run("analyse-all", "--kinds", "surface,forecast", "--seed", "7", "--json").stdout)
    states = {(each["municipality"], each["kind"]): each["state"] for each in told["runs"]}
    assert states == {
        ("9901", "surface"): "done", ("9901", "forecast"): "done",
        ("9902", "surface"): "too_few", ("9902", "forecast"): "too_few",
    }  # fmt: skip
    assert told["busy"] == []
    assert "of 2 municipalities" in run("analyse-all", "--kinds", "surface").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("risk", "run", "-m", "9999"), "9999"),
        (("risk", "run", "-m", "9901", "--kinds", "horoscope"), "horoscope"),
        (("risk", "repeat", "4711"), "no analysis 4711"),
        (("analyse-all", "--cluster", "elsewhere"), "elsewhere"),
        (("analyse-all", "--kinds", "surface, horoscope"), "horoscope"),
    ],
)
def test_what_can_be_mended_is_said_in_a_line(committed_cast: Cast, words: tuple[str, ...], said: str) -> None:
    with pytest.raises(UserError, match=said):
        run(*words)
