"""The page, the Kalmar case and the command line."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kokong.analysis import figures, words
from kokong.analysis.effect import kalmar
from kokong.analysis.effect.evaluation import evaluate
from kokong.analysis.effect.rules import Step
from kokong.analysis.report.effect import phrases, spoken
from kokong.analysis.report.effect.page import page
from kokong.cli import app
from kokong.cli import main as entry

from .towns import HEADER, rows, town, write

RUNNER = CliRunner()
KALMAR = kalmar.case()


@pytest.mark.parametrize("language", ["en", "sv"])
def test_page_stands_alone(language: str) -> None:
    with words.language(language):
        text = page(
            evaluate(town(areas=60, treated=12, buffer=6, change=0.5), draws=99, spent=100), title="<Söder>"
        )
    assert f'<html lang="{language}">' in text
    assert "<script" not in text
    assert not re.search(r'(src|href)="(?!#)', text)
    assert "@import" not in text
    assert "&lt;Söder&gt;" in text
    assert text.count("<svg") == 5
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_verdict_comes_first_and_reads_the_same_in_the_terminal() -> None:
    found = evaluate(town(areas=60, treated=12, change=0.5), draws=99)
    text = page(found, title="Town")
    assert text.index(phrases.step_name(found.verdict)) < text.index("What was counted")
    assert spoken.text(found).startswith(phrases.step_name(found.verdict))


def test_kalmar_stands_where_it_belongs() -> None:
    assert KALMAR.verdict.step == Step.OTHER_EXPLANATIONS
    assert "no_comparison" in KALMAR.verdict.reasons
    assert {"counts_known", "matched_comparison", "peak_year", "rival_cause"} <= set(KALMAR.verdict.failed_checks)
    low, high = KALMAR.principal.interval
    assert KALMAR.principal.estimate == pytest.approx(0.35, abs=0.005)
    assert (low, high) == pytest.approx((0.23, 0.51), abs=0.005)


def test_region_south_fell_against_the_rest() -> None:
    found = kalmar.region()
    assert found.estimate == pytest.approx(0.71, abs=0.005)
    assert found.interval == pytest.approx((0.68, 0.75), abs=0.005)


@pytest.mark.parametrize(("language", "word"), [("en", "effect"), ("sv", "effekt")])
def test_kalmar_is_told_without_the_word(language: str, word: str) -> None:
    with words.language(language):
        assert (
            word
            not in page(kalmar.case(), title=kalmar.title(), facts=kalmar.FACTS, notes=kalmar.notes()).casefold()
        )
        assert word not in spoken.text(kalmar.case()).casefold()


def test_every_design_check_and_reason_has_words() -> None:
    found = evaluate(town(areas=60, treated=12, buffer=6), draws=99)
    for one in (found, KALMAR):
        assert all(row.estimate.design in phrases.DESIGNS for row in one.specifications)
        assert all(phrases.check(check) for check in one.checks)
        assert all(phrases.reason(code) for code in one.verdict.reasons)


def test_figures_by_language() -> None:
    assert (figures.whole(-1234.4), figures.whole(-0.2)) == ("−1\u202f234", "0")
    assert figures.percent(0.54) == "−46%"
    with words.language("sv"):
        assert figures.percent(0.54) == "−46\u00a0%"
        assert figures.decimal(-1.25) == "−1,25"
    assert figures.p_value(0.0001) == "< 0.001"
    assert figures.decimal(float("inf")) == "–"


EXAMPLE = ["effect", "wdd", "--treated", "207,110", "--control", "308,318"]
EXAMPLE += ["--displacement", "178,157", "--displacement-control", "150,140", "--json"]


def test_wdd_as_json_holds_the_published_example() -> None:
    said = json.loads(RUNNER.invoke(app, EXAMPLE).stdout)
    assert said["estimate"] == -118
    assert said["se"] == pytest.approx(39.598, abs=0.001)
    assert said["z"] == pytest.approx(-2.98, abs=0.005)
    assert said["ci95"] == pytest.approx([-195.61, -40.39], abs=0.01)


def test_wdd_with_lengths_and_sizes() -> None:
    years = ["effect", "wdd", "--treated", "80,20", "--control", "100,50", "--periods", "2,1", "--json"]
    assert json.loads(RUNNER.invoke(app, years).stdout)["estimate"] == -20
    sizes = [*EXAMPLE, "--areas", "1.2,.9,1.5,1.6"]
    assert json.loads(RUNNER.invoke(app, sizes).stdout)["estimate"] == pytest.approx(-99.694, abs=0.001)


def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, str, str]:
    """The command as a user runs it: exit code, output, errors."""
    monkeypatch.setattr(sys, "argv", ["kokong", "effect", *arguments])
    with pytest.raises(SystemExit) as left:
        entry()
    said = capsys.readouterr()
    return int(left.value.code or 0), said.out, said.err


@pytest.mark.parametrize("bad", ["207", "207,a", "-1,5", "1,2,3", ""])
def test_wdd_refuses_what_is_no_pair(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], bad: str
) -> None:
    code, _out, err = run(monkeypatch, capsys, "wdd", f"--treated={bad}", "--control", "1,2")
    assert code == 1
    assert "numbers of at least 0" in err
    assert "Traceback" not in err


def test_evaluate_writes_json_and_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path / "söder.csv", rows(town(areas=60, treated=12, buffer=6, change=0.5)), delimiter=";")
    out, html = tmp_path / "out.json", tmp_path / "out.html"
    wanted = ["--start", "2017-01", "--buffer", "buffer", "--json", str(out), "--report", str(html)]
    code, text, _err = run(monkeypatch, capsys, "evaluate", str(file), *wanted)
    assert code == 0
    said = json.loads(out.read_text(encoding="utf-8"))
    assert text.startswith(said["verdict"]["sentence"])
    assert set(said["counts"]) == {"treated", "buffer", "control"}
    assert html.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_places_of_a_file_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = rows(town(areas=60, treated=12, change=0.5))
    placed = [[*line, str(100 * (int(line[0].split()[1]) % 10)), line[0].split()[1]] for line in lines]
    file = write(tmp_path / "a.csv", placed, header=[*HEADER, "x", "y"])
    code, text, _err = run(
        monkeypatch, capsys, "evaluate", str(file), "--start", "2017-01", "--x", "x", "--y", "y"
    )
    assert code == 0
    assert "The areas lie" in text
    assert "Where the areas lie isn't given" not in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--start", "2017-01", "--language", "fi"], "not a language"),
        (["--start", "2099-01"], "runs from"),
        (["--start", "2017-01", "--count", "brott"], "no column brott"),
        (["--start", "2017-01", "--x", "n"], "both columns"),
        (["--start", "2017-01", "--x", "area", "--y", "n"], "is not a coordinate"),
        (["--start", "2017-01", "--json", "/nowhere/out.json"], "can't be written"),
    ],
)
def test_evaluate_says_what_is_wrong(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    file = write(tmp_path / "a.csv", rows(town()))
    code, _out, err = run(monkeypatch, capsys, "evaluate", str(file), *arguments)
    assert code == 1
    assert said in err


def test_refusals_speak_swedish(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    if not (Path(words.__file__).parent / "locale/sv/LC_MESSAGES/django.mo").exists():
        pytest.skip("the catalogue is not compiled; install the project once")
    code, _out, err = run(monkeypatch, capsys, "evaluate", "saknas.csv", "--start", "2017-01", "--language", "sv")
    assert code == 1
    assert "kan inte läsas" in err


def test_kalmar_from_the_command_line(tmp_path: Path) -> None:
    out, html = tmp_path / "k.json", tmp_path / "k.html"
    done = RUNNER.invoke(app, ["effect", "kalmar", "--json", str(out), "--report", str(html)])
    assert done.exit_code == 0
    said = json.loads(out.read_text(encoding="utf-8"))
    assert said["verdict"]["step"] == 3
    assert all(fact["source"] for fact in said["facts"])
    assert "polisen.se" in html.read_text(encoding="utf-8")


def test_neither_django_nor_numerics_are_loaded_for_help() -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from kokong.cli import app;"
        "assert CliRunner().invoke(app, ['effect', '--help']).exit_code == 0;"
        "print([m for m in ('scipy', 'statsmodels', 'matplotlib', 'django.apps') if m in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
    )


def test_an_unknown_language_falls_back_to_english() -> None:
    with words.language("fi"):
        assert words.current() == "en"
    with words.language("sv-SE"):
        assert words.current() == "sv"
    assert words.current() == "en"
