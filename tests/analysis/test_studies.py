"""The studies by themselves: what they find in planted towns, what they say of hardly any data, their digests."""

import json
import pickle
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kokong.analysis.arrays import Refused
from kokong.analysis.cluster import connect
from kokong.analysis.figures import filled
from kokong.analysis.studies import DEFAULTS, KINDS, Homes, Result, Snapshot, Study, attempt, study
from kokong.analysis.studies.values import homes_bytes, pack, plain, snapshot_from
from kokong.analysis.words import gettext, language

TODAY = 20_000


def homes(many: int = 900, *, spacing: float = 30.0) -> Homes:
    """Houses in a square, two streets."""
    side = int(np.ceil(np.sqrt(many)))
    n = np.arange(many)
    return Homes(
        x=500_000 + spacing * (n % side),
        y=6_000_000 + spacing * (n // side),
        kind=np.where(n % 3 == 0, 2, 1).astype(np.int8),
        building=np.full(many, -1),
        street=n % 2,
        side=np.where(n % 4 < 2, -1, 1).astype(np.int8),
    )


def town(
    many: int, *, years: float = 4.0, followed: float = 0.0, seed: int = 1, of: Homes | None = None
) -> Snapshot:
    """Burglaries at random, a share followed within ten days by one next door."""
    place = of or homes()
    draw = np.random.default_rng(seed)
    home = draw.integers(0, place.x.size - 1, many)
    day = TODAY - draw.uniform(12, 365.25 * years, many)
    after = draw.random(many) < followed
    home = np.r_[home, home[after] + 1]
    day = np.r_[day, day[after] + draw.uniform(0.6, 10, int(after.sum()))]
    order = np.argsort(day, kind="stable")
    return Snapshot(place, home[order], day[order] - 0.2, day[order] + 0.2, TODAY)


def figures(snapshot: Snapshot, kind: str, **parameters: Any) -> Any:
    result = study((snapshot, Study(kind, parameters)))
    assert result.problem is None
    return result.figures


def test_planted_near_repeats_are_found_where_they_were_planted() -> None:
    told = figures(town(600, followed=0.4), "near_repeat")
    assert told["deciding"]["low"] > 1.5
    assert told["rings"][0]["low"] > 1
    assert told["rings"][-1]["ratio"] < 1.25
    weeks = next(each["rows"] for each in told["weeks"] if each["within_m"] == 100)
    assert weeks[0]["ratio"] > weeks[3]["ratio"]
    plain_town = figures(town(600), "near_repeat")
    assert plain_town["deciding"]["low"] < 1.2
    assert told["ceilings"][1]["excess"] > plain_town["ceilings"][1]["excess"] + 0.1


def test_the_surface_holds_the_mean_year_and_lies_where_people_live() -> None:
    snapshot = town(800)
    result = study((snapshot, Study("surface")))
    assert result.arrays["per_year"].sum() == pytest.approx(result.figures["per_year"], rel=1e-3)
    assert result.figures["per_year"] == pytest.approx(200, rel=0.15)
    assert result.arrays["homes"].min() >= 1
    each = result.arrays["per_1000"]
    assert np.nanmedian(each) == pytest.approx(1000 * 200 / 900, rel=0.25)


def test_zones_are_where_it_has_just_happened_in_a_town_that_has_near_repeats() -> None:
    quiet = town(600, followed=0.6)
    just = Snapshot(
        quiet.homes,
        np.r_[quiet.home, [450] * 6],
        np.r_[quiet.earliest, [TODAY - 3.0] * 6],
        np.r_[quiet.latest, [TODAY - 2.5] * 6],
        TODAY,
    )
    first = figures(just, "forecast")["zones"][0]
    assert np.hypot(first["x"] - quiet.homes.x[450], first["y"] - quiet.homes.y[450]) < 300
    assert first["recent"] >= 6
    assert first["latest"] == str(np.datetime64(TODAY - 3, "D"))
    told = figures(just, "forecast")
    assert sum(zone["share"] for zone in told["zones"]) <= 1
    assert all(zone["homes"] > 0 for zone in told["zones"])


def test_the_backtest_ends_yesterday_and_knows_chance_and_ceiling() -> None:
    told = figures(town(700), "backtest")
    assert told["weeks"] == 52
    assert told["starts"][-1] == str(np.datetime64(TODAY - 7, "D"))
    ours = told["methods"][0]
    for rate, area, interval in zip(ours["hit_rate"], told["chance"], told["intervals"], strict=True):
        assert interval["low"] <= rate <= interval["high"]
        assert abs(rate - area) < 0.12, "burglaries at random can't be foretold"
    assert told["ceiling"]["excess"] < 0.1


def test_the_later_half_is_scored_where_history_is_short() -> None:
    assert figures(town(300, years=1.0), "backtest")["weeks"] == 26


def test_doors_are_scored_on_the_past_year_only() -> None:
    told = figures(town(900, followed=0.5), "doors")
    assert told["followed"] >= 10
    assert told["lead"]["low"] <= told["by_risk"] - told["by_distance"] <= told["lead"]["high"]
    assert told["kernel"]["strength"] > 1


def test_the_homes_of_highest_risk_lie_where_it_has_just_happened_and_join_along_one_street() -> None:
    quiet = town(700, followed=0.6)
    one = 450  # an even number: the street of all even homes
    just = replace(
        quiet,
        home=np.r_[quiet.home, [one] * 4],
        earliest=np.r_[quiet.earliest, [TODAY - 3.0] * 4],
        latest=np.r_[quiet.latest, [TODAY - 2.5] * 4],
    )
    told = figures(just, "homes")
    assert [row["homes"] for row in told["shares"]] == [9, 45]
    assert sum(row["homes"] for row in told["stretches"]) == 9
    assert told["joined"] == len(told["stretches"])
    ends = [np.array(row[end]) for row in told["stretches"] for end in ("from", "to")]
    at = np.array([quiet.homes.x[one], quiet.homes.y[one]])
    assert min(np.hypot(*(end - at)) for end in ends) < 100
    assert all(row["times"] > 1 for row in told["stretches"])
    apart = figures(just, "homes", join_m=1.0)
    assert {row["homes"] for row in apart["stretches"]} == {1}


def test_near_repeats_next_door_are_found_among_the_first_homes() -> None:
    """Most of the burglaries that follow lie next door to one of the last days, where both orders look."""
    told = figures(town(900, followed=0.6), "homes")
    first, wider = told["shares"]
    assert first["by_risk"] > 0.05
    assert wider["by_risk"] > first["by_risk"]
    assert first["low"] <= first["by_risk"] - first["by_distance"] <= first["high"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("many", [0, 1, 2, 9])
def test_hardly_any_burglaries_are_a_sentence_with_counts(kind: str, many: int) -> None:
    result = attempt((town(many), Study(kind)))
    assert result.problem is not None
    assert result.problem["code"].startswith("few")
    assert result.problem["burglaries"] == many


def _within(snapshot: Snapshot, first: float, last: float) -> Snapshot:
    """All in one window of time."""
    many = snapshot.count
    return replace(snapshot, earliest=np.full(many, TODAY + first), latest=np.full(many, TODAY + last))


def _at_one_place(snapshot: Snapshot) -> Snapshot:
    return replace(snapshot, home=np.full(snapshot.count, 3))


def _moved(snapshot: Snapshot, x: Any) -> Snapshot:
    return replace(snapshot, homes=replace(snapshot.homes, x=x))


SHAPES: Final[dict[str, Callable[[Snapshot], Snapshot]]] = {
    "all on one day": lambda t: _within(t, -5.0, -4.5),
    "only yesterday": lambda t: _within(t, -1.0, -0.9),
    "all at one place": _at_one_place,
    "one place and one day": lambda t: _within(_at_one_place(t), -5.0, -4.5),
    "all dwellings on one line": lambda t: _moved(t, np.full(900, 5e5)),
    "a stray dwelling far away": lambda t: _moved(t, np.r_[t.homes.x[:-1], 1.9e6]),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", SHAPES)
def test_odd_data_give_figures_or_a_sentence_but_no_error(kind: str, shape: str) -> None:
    result = attempt((SHAPES[shape](town(150)), Study(kind)))
    assert result.problem is None or result.problem["code"] != "error", result.problem
    assert all(np.isfinite(values[values == values]).all() for values in result.arrays.values())


@settings(max_examples=25, deadline=None)
@given(st.integers(20, 60), st.integers(0, 10**6), st.sampled_from(KINDS))
def test_the_same_study_gives_the_same_digest(many: int, seed: int, kind: str) -> None:
    snapshot = town(many, seed=seed, of=homes(100))
    parameters = {"permutations": 19} if kind == "near_repeat" else {}
    work = (snapshot, Study(kind, parameters, seed))
    kept = snapshot_from(pack(snapshot.burglary_arrays()), homes_bytes(snapshot.homes))
    assert kept.digest() == snapshot.digest()
    sent: tuple[Snapshot, Study] = pickle.loads(pickle.dumps((kept, work[1])))
    assert study(sent).digest() == study(work).digest()


def test_another_burglary_another_home_or_another_day_is_another_snapshot() -> None:
    one = town(50)
    others = [
        replace(one, until=TODAY + 1),
        replace(one, home=np.r_[one.home[1:], one.home[:1]]),
        replace(one, homes=replace(one.homes, x=one.homes.x + 1)),
    ]
    assert len({snapshot.digest() for snapshot in (one, *others)}) == 4


def test_an_error_becomes_a_problem_with_its_trace() -> None:
    result = attempt((town(50), Study("surface", {"cell": "wide"})))
    assert result.problem is not None
    assert result.problem["code"] == "error"
    assert "Traceback" in result.problem["trace"]


def test_figures_are_plain_and_have_nine_digits() -> None:
    assert plain({"a": (np.float64(1 / 3), float("nan"), np.int64(3))}) == {"a": [0.333333333, None, 3]}
    assert Result({"a": 1}).digest() != Result({"a": 2}).digest()


def test_the_cluster_gives_the_digests_of_this_machine() -> None:
    pytest.importorskip("distributed")
    work = [(town(200, seed=seed), Study(kind, seed=seed)) for seed in (1, 2) for kind in KINDS]
    here = [study(each).digest() for each in work]
    with connect("local") as runner:
        assert [result.digest() for result in runner.map(study, work)] == here


def test_every_kind_has_its_usual_settings() -> None:
    assert set(DEFAULTS) == set(KINDS)


def test_what_is_refused_can_be_said_in_another_language() -> None:
    row = homes(60)
    row = replace(row, x=np.r_[row.x[:-1], row.x[0] + 4e9], y=np.full(60, row.y[0]))
    told = study((town(60, of=row), Study("surface"))).problem
    assert told is not None
    assert told["text"].startswith("Cells of 100 m over 4")
    with language("sv"):
        said = filled(gettext(told["message"]), told["values"])
    assert re.search(r"^Rutor på 100 m över 4\u202f\d{3}\u202f\d{3} × .* 1 av 60 punkter", said)
    assert json.loads(json.dumps(told)) == told


def test_a_refusal_comes_back_whole_from_a_cluster() -> None:
    error = pickle.loads(pickle.dumps(Refused("%(n)s rows, 100 %%.", n=1234)))
    assert (str(error), error.message, error.values) == (
        "1\u202f234 rows, 100 %.",
        "%(n)s rows, 100 %%.",
        {"n": 1234},
    )
    assert str(Refused("At most 100 %.")) == "At most 100 %."
