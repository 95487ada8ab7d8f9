"""The commands from the shell's side: files in, JSON and pictures out, errors in one line."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from kokong.cli import app
from kokong.kernel.errors import UserError

RUN = CliRunner()


def file(tmp_path: Path, n: int = 400, *, days: Any = 600, seed: int = 1) -> Any:
    rng = np.random.default_rng(seed)
    middle = rng.uniform(0, 3000, (8, 2))
    place = middle[rng.integers(0, 8, n)] + rng.normal(0, 120, (n, 2)) + (600_000, 6_290_000)
    date = np.datetime64("2022-01-01") + np.sort(rng.integers(0, days, n))
    path = tmp_path / "burglaries.csv"
    rows = [f"{x:.1f},{y:.1f},{d}" for (x, y), d in zip(place, date, strict=True)]
    path.write_text("\n".join(["x,y,date", *rows]) + "\n")
    return path


def test_knox_writes_the_tables(tmp_path: Path) -> None:
    out, picture = tmp_path / "out.json", tmp_path / "out.png"
    done = RUN.invoke(
        app,
        ["knox", str(file(tmp_path)), "--crs", "EPSG:3006", "--space", "0.1,100,200,inf", "--time", "7,14",
         "--closed", "right", "--permutations", "99", "--json", str(out), "--plot", str(picture)],
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    told = json.loads(out.read_text())
    for name in ("observed", "expected", "sd", "ratio", "z", "p"):
        assert np.shape(told[name]) == (4, 2), name
    assert told["n"] == 400
    assert told["pairs"] == sum(told["space_pairs"][:3])
    assert told["space"]["closed"] == told["time"]["closed"] == "right"
    assert told["space"]["labels"][1] == "(0.1, 100]"
    assert told["space"]["edges"][-1] is None
    assert told["seconds"] >= 0
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert "Observed over expected" in done.output


def test_knox_says_how_much_windows_of_time_matter(tmp_path: Path) -> None:
    path, out = file(tmp_path), tmp_path / "out.json"
    head, *rows = path.read_text().splitlines()
    later = [f"{row},{np.datetime64(row.rsplit(',', 1)[1]) + 3}" for row in rows]
    path.write_text("\n".join([f"{head},latest", *later]) + "\n")
    asked = ["knox", str(path), "--permutations", "19", "--space", "100,200,inf", "--json", str(out)]
    done = RUN.invoke(app, [*asked, "--until", "latest"])
    assert done.exit_code == 0, done.output
    told = json.loads(out.read_text())["sensitivity"]
    assert np.shape(told["low"]) == np.shape(told["high"]) == (2, 4)
    assert (np.array(told["low"]) <= told["high"]).all()
    assert "Times are windows" in done.output
    assert "Times are windows" not in RUN.invoke(app, asked).output


def test_knox_twice_is_the_same(tmp_path: Path) -> None:
    answers = []
    for threads in ("1", "2"):
        out = tmp_path / f"{threads}.json"
        RUN.invoke(app, ["knox", str(file(tmp_path)), "--seed", "7", "--threads", threads, "--json", str(out)])
        told = json.loads(out.read_text())
        del told["seconds"]
        answers.append(told)
    assert answers[0] == answers[1]


def test_forecast_scores_every_method(tmp_path: Path) -> None:
    out, picture = tmp_path / "out.json", tmp_path / "out.svg"
    done = RUN.invoke(
        app,
        ["forecast", str(file(tmp_path)), "--train-until", "2023-01-31", "--weeks", "8", "--area", "5,20",
         "--json", str(out), "--plot", str(picture)],
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    told = json.loads(out.read_text())
    assert told["weeks"] == 8
    assert told["first"] == "2023-02-01"
    assert told["area"] == [0.05, 0.2]
    for method in told["methods"]:
        assert len(method["hit_rate"]) == len(method["pai"]) == len(method["pei"]) == 2
        assert set(method["against_baseline"][0]) == {"estimate", "low", "high"}
    assert "95 % interval" in done.output


def test_command_and_report_say_the_same_of_the_area_and_of_chance(tmp_path: Path) -> None:
    path, out = file(tmp_path, 600), tmp_path / "out.json"
    rows = path.read_text().splitlines()
    rows += [
        f"{630_000 + k},6290000,2023-0{1 + k % 6}-1{k % 9}" for k in range(0, 600, 10)
    ]  # where nothing was known
    path.write_text("\n".join(rows) + "\n")
    last = max(row.rsplit(",", 1)[1] for row in rows[1:])
    before = np.datetime64(last) - 7 * 52
    page = tmp_path / "report.html"
    assert RUN.invoke(app, ["report", str(path), "-o", str(page), "--language", "en"]).exit_code == 0
    asked = ["forecast", str(path), "--train-until", str(before), "--area", "1,5,10,20", "--json", str(out)]
    done = RUN.invoke(app, asked)
    assert done.exit_code == 0, done.output
    told = json.loads(out.read_text())
    inside = 1 - told["outside_study_area"] / told["events"]
    assert inside < 0.95
    np.testing.assert_allclose(told["by_chance"], np.array(told["area_in_whole_cells"]) * inside)
    for method in told["methods"]:
        np.testing.assert_allclose(method["pai"], np.array(method["hit_rate"]) / told["by_chance"])
    assert f"by chance it would be {100 * told['by_chance'][1]:.1f}." in page.read_text()
    held = told["methods"][-1]["hit_rate"][1]
    assert f"highest risk held {100 * held:.1f} per cent" in page.read_text()
    said = done.output
    assert said.index("Study area: all within 300 m of a burglary before") < said.index("by chance")
    assert f"({1 - inside:.1%}) lay outside it" in said


def test_forecast_sees_what_was_reported_in_cells_chosen_by_past_weeks(tmp_path: Path) -> None:
    path, out = file(tmp_path, 600), tmp_path / "out.json"
    head, *rows = path.read_text().splitlines()
    told = [
        f"{row},{np.datetime64(row.rsplit(',', 1)[1]) + (9 if k % 5 == 0 else 1)}" for k, row in enumerate(rows)
    ]
    path.write_text("\n".join([f"{head},heard", *told, "600000,6290000,2042-05-01,2042-05-02"]) + "\n")
    asked = ["forecast", str(path), "--train-until", "2023-01-31", "--weeks", "26", "--json", str(out)]
    done = RUN.invoke(app, [*asked, "--reported", "heard", "--horizon", "1m", "--flag-area", "0.1,0.5"])
    assert done.exit_code == 0, done.output
    said = json.loads(out.read_text())
    assert said["reported_late"] == pytest.approx(0.2, abs=0.06)
    assert said["horizon"] == "1m"
    assert said["weeks"] == 6
    assert said["study_area"]["cell_m"] in said["cells_chosen"]["sides_m"]
    flagged = np.array(said["area_in_whole_cells"]) * said["study_area"]["km2"]
    assert flagged == pytest.approx([0.1, 0.5], rel=0.05)
    assert "6 forecasts of 1 month" in done.output
    assert "PEI of the last method" in done.output
    assert "1 of 601 rows are dated long before or after all others; left out." in done.output
    assert "Ask for fewer weeks" in str(RUN.invoke(app, [*asked, "--weeks", "60"]).exception)
    sized = RUN.invoke(app, [*asked, "--cell-area", "40000", "--flag-area", "500"])
    assert "flag more than none of it, and no more than all" in str(sized.exception)


def test_an_area_is_given_in_one_way(tmp_path: Path) -> None:
    asked = [
        "forecast",
        str(file(tmp_path)),
        "--train-until",
        "2023-01-31",
        "--weeks",
        "8",
        "--boundary",
        "a.gpkg",
    ]
    done = RUN.invoke(app, [*asked, "--area-within", "200"])
    assert "A boundary is the whole of the area" in str(done.exception)
    done = RUN.invoke(app, [*asked[:-2], "--area-within", "0"])
    assert "cells that had held a burglary before 2023-02-01" in done.output


def test_forecast_within_a_boundary(tmp_path: Path) -> None:
    square = [
        [601_000, 6_290_000],
        [603_000, 6_290_000],
        [603_000, 6_293_000],
        [601_000, 6_293_000],
        [601_000, 6_290_000],
    ]
    area = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}},
        "features": [
            {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [square]}}
        ],
    }
    boundary, out = tmp_path / "area.geojson", tmp_path / "out.json"
    boundary.write_text(json.dumps(area))
    arguments = [
        "forecast",
        str(file(tmp_path)),
        "--crs",
        "EPSG:3006",
        "--train-until",
        "2023-01-31",
        "--weeks",
        "8",
    ]
    done = RUN.invoke(app, [*arguments, "--boundary", str(boundary), "--json", str(out)])
    assert done.exit_code == 0, done.output
    assert json.loads(out.read_text())["study_area"]["km2"] == pytest.approx(6, rel=0.1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["knox", "FILE", "--x", "east"], "no column"),
        (["knox", "FILE", "--space", "a,b"], "not a list of numbers"),
        (["knox", "FILE", "--crs", "EPSG:4326"], "in degrees"),
        (["knox", "FILE", "--plot", "here.txt"], "can't be a picture"),
        (["knox", "FILE", "--json", "/nowhere/out.json"], "could not be written"),
        (["knox", "FILE", "--plot", "/nowhere/out.png"], "could not be written: there is no folder"),
        (["knox", "FILE", "--json", "FILE"], "is the file with the burglaries"),
        (["report", "FILE", "-o", "/nowhere/out.html"], "could not be written: there is no folder"),
        (["report", "FILE", "-o", "FILE"], "is the file with the burglaries"),
        (["report", "FILE", "-o", "."], "it is a folder"),
        (["knox", "FILE", "--metric", "network"], "--streets FILE"),
        (["knox", "FILE", "--cluster", "nowhere"], "is no cluster"),
        (["forecast", "FILE", "--train-until", "someday"], "no date"),
        (["forecast", "FILE", "--train-until", "2022"], "no date"),
        (
            ["forecast", "FILE", "--train-until", "2023-01-31", "--weeks", "8", "--cell", "1"],
            "at most 5\u202f000\u202f000",
        ),
        (["forecast", "FILE", "--train-until", "2023-06-01"], "Ask for fewer weeks"),
        (["forecast", "FILE", "--train-until", "2021-06-01", "--weeks", "4"], "before the first forecast"),
        (
            ["forecast", "FILE", "--train-until", "2023-01-31", "--weeks", "8", "--boundary", "none.gpkg"],
            "can't be read",
        ),
    ],
)
def test_what_goes_wrong_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: Any, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = str(file(tmp_path))
    done = RUN.invoke(app, [path if part == "FILE" else part for part in arguments])
    assert isinstance(done.exception, UserError)
    assert said in str(done.exception)


def test_numerics_and_django_stay_out_of_the_help() -> None:
    modules = "('numba', 'numpy', 'django', 'matplotlib')"
    code = f"import sys, kokong.cli; sys.exit(any(m in sys.modules for m in {modules}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("language", "said"), [("sv", "Vad inbrotten berättar"), ("en", "What the burglaries can tell")]
)
def test_report_is_one_page_that_fetches_nothing(tmp_path: Path, language: Any, said: str) -> None:
    out = tmp_path / "report.html"
    named = ["--language", language, "--title", "<Havsvik>"]
    done = RUN.invoke(app, ["report", str(file(tmp_path, 500)), "-o", str(out), *named])
    assert done.exit_code == 0, done.output
    page = out.read_text()
    assert f'<html lang="{language}">' in page
    assert said in page
    assert "&lt;Havsvik&gt;" in page
    assert page.count('src="data:image/png;base64,') == 6
    assert page.count('alt=""') == 0
    area = {
        "en": "within 300 metres of a burglary before the first",
        "sv": "inom 300 meter från ett inbrott före den",
    }
    assert area[language] in page
    assert "<script" not in page
    assert "http" not in page


def test_report_on_few_burglaries_leaves_the_backtest_out(tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    done = RUN.invoke(app, ["report", str(file(tmp_path, 30, days=90)), "-o", str(out), "--language", "en"])
    assert done.exit_code == 0, done.output
    page = out.read_text()
    assert "At least 200 burglaries" in page
    assert "There are too few burglaries to tell whether one is followed by others near by." in page
    assert "That is too few to compare." in page
    assert "times as many" not in page
    assert "With so few burglaries the map" in page
    assert page.count('src="data:image/png;base64,') == 2
    lonely = tmp_path / "one.csv"
    lonely.write_text("x,y,date\n600000,6290000,2024-01-01\n")
    assert "at least two burglaries" in str(RUN.invoke(app, ["report", str(lonely), "-o", str(out)]).exception)


def test_nothing_half_written_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kokong.analysis.report import writing

    path, out = file(tmp_path, 30), tmp_path / "out.json"
    out.write_text("as it was")
    monkeypatch.setattr("json.dumps", lambda *_a, **_k: "\ud800")  # can't be encoded: fails while it is written
    done = RUN.invoke(app, ["knox", str(path), "--permutations", "9", "--json", str(out)])
    assert isinstance(done.exception, UnicodeEncodeError)
    assert out.read_text() == "as it was"
    with writing.whole(out) as held:
        held.write_text("anew")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["burglaries.csv", "out.json"]
    assert out.read_text() == "anew"


def test_the_result_can_be_piped_on(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kokong", "knox", str(file(tmp_path, 30)), "--json", "/dev/stdout"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert '"observed"' in done.stdout


def test_degrees_say_where_they_were_taken_to_be(tmp_path: Path) -> None:
    path = tmp_path / "degrees.csv"
    path.write_text("x,y,date\n16.36,56.66,2024-01-01\n16.37,56.67,2024-01-05\n")
    done = RUN.invoke(app, ["knox", str(path), "--crs", "epsg:4326"])
    assert "projected to EPSG:32633; their middle lies at 56.7° north, 16.4° east" in done.output
    assert "nan" not in done.output


def test_report_claims_near_repeats_only_where_they_are(tmp_path: Path) -> None:
    out, path = tmp_path / "report.html", tmp_path / "burglaries.csv"
    rng = np.random.default_rng(3)
    corner = np.array([600_000, 6_290_000])
    place, day = corner + rng.uniform(0, 2000, (400, 2)), rng.integers(0, 300, 400)
    followed = np.r_[place, place[:150] + 20], np.r_[day, day[:150] + 2]
    alone = corner + rng.uniform(0, 2000, (550, 2)), rng.integers(0, 300, 550)
    for (places, days), said in ((followed, "times as many as chance would give"), (alone, "no more than chance")):
        rows = [
            f"{x:.1f},{y:.1f},{np.datetime64('2022-01-01') + d}" for (x, y), d in zip(places, days, strict=True)
        ]
        path.write_text("\n".join(["x,y,date", *rows]) + "\n")
        done = RUN.invoke(app, ["report", str(path), "-o", str(out), "--language", "en"])
        assert done.exit_code == 0, done.output
        page = out.read_text()
        assert said in page
        assert "they could prevent at most" in page or said.startswith("no more")


def test_the_point_process_of_a_report_learns_from_as_many_as_memory_allows() -> None:
    from kokong.analysis.forecast import events_on
    from kokong.analysis.report.findings import FEWEST, few_enough

    rng = np.random.default_rng(4)
    x, y, days = rng.uniform(0, 20_000, 15_000), rng.uniform(0, 20_000, 15_000), rng.uniform(0, 3000, 15_000)
    assert few_enough(events_on(x, y, days, cell=500)) == 15_000
    assert FEWEST <= few_enough(events_on(x / 100, y / 100, days / 100, cell=500)) < 5_000


def test_report_on_one_day_has_nothing_to_compare(tmp_path: Path) -> None:
    out, path = tmp_path / "report.html", tmp_path / "burglaries.csv"
    path.write_text("x,y,date\n" + "".join(f"{600_000 + i % 9},6290000,2024-05-07\n" for i in range(40)))
    done = RUN.invoke(app, ["report", str(path), "-o", str(out), "--language", "en"])
    assert done.exit_code == 0, done.output
    page = out.read_text()
    assert "all of the same time or place" in page
    assert "times as many" not in page
    assert "burglaries a year" not in page


def guide() -> list[str]:
    text = (Path(__file__).parents[2] / "docs" / "how-to" / "analyse.md").read_text()
    lines = [line for line in text.splitlines() if line.startswith(("kokong knox", "kokong forecast"))]
    return [line for line in lines if "--cluster" not in line]


@pytest.mark.parametrize("command", guide())
def test_the_guides_commands_run_as_they_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    file(tmp_path, 300, days=4 * 365)
    done = RUN.invoke(app, command.split()[1:])
    assert done.exit_code == 0, (done.output, done.exception)


@pytest.mark.parametrize("command", ["knox", "forecast", "report"])
def test_the_help_shows_an_example_whose_options_exist(command: str) -> None:
    told = RUN.invoke(app, [command, "--help"]).output
    example = told.split("Example:")[1].split("\n\n")[0]
    options = told.split("Options:")[1].replace(",", " ")
    assert f"kokong {command} burglaries.csv" in example
    assert all(f"{word} " in options for word in example.split() if word.startswith("-"))
