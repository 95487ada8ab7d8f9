"""Hardly any burglaries, odd ones, very many; killed half-way; two at once; what is kept how long."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections

from kokong.analysis import studies
from kokong.analysis.cluster import connect
from kokong.kernel import retention, tenancy
from kokong.kernel.features import Wanted
from kokong.risk import api, features, keeping, models, proposals, running, snapshots
from tests.cast import Cast
from tests.risk.near import near
from tests.risk.town import NOW, add_burglaries, add_homes, some_years
from tests.worker import run_jobs


def _made(cast: Cast, **more: Any) -> dict[str, api.Run]:
    return {run.kind: run for run in api.run_now(municipality_id=cast.home.pk, now=NOW, **more)}


@pytest.mark.parametrize("many", [0, 1, 5])
def test_too_few_are_told_with_counts(cast: Cast, homes: list[int], many: int) -> None:
    with cast.acting(cast.coordinator):
        add_burglaries(homes[:many], range(10, 10 + many))
    made = _made(cast)
    assert {run.state for run in made.values()} == {"too_few"}
    assert str(many) in made["near_repeat"].message
    with cast.acting(cast.coordinator):
        told = api.enough(now=NOW)
        assert (told.enough, told.burglaries) == (False, many)
        assert told.needed >= 100
        assert api.settings() == api.PUBLISHED
        assert api.proposal() is None
        assert api.zones(now=NOW) == ()
        assert features.CELLS.find(Wanted(limit=1)).features == []


def test_an_empty_municipality_without_homes_is_told_too(cast: Cast) -> None:
    assert {run.state for run in _made(cast).values()} == {"too_few"}


@pytest.mark.parametrize("where", ["one place", "one day", "one place and day"])
def test_odd_burglaries_do_not_break_anything(cast: Cast, homes: list[int], where: str) -> None:
    place = [homes[7]] * 150 if "place" in where else (homes * 2)[:150]
    days = [20.0] * 150 if "day" in where else [10.0 + 5 * n for n in range(150)]
    with cast.acting(cast.coordinator):
        add_burglaries(place, days)
    assert {run.state for run in _made(cast).values()} <= {"done", "too_few"}


def test_what_counts(cast: Cast, homes: list[int]) -> None:
    with cast.acting(cast.coordinator):
        add_burglaries(homes[:30], range(10, 40))
        add_burglaries(homes[:4], range(10, 14), kind="holiday")
        add_burglaries(homes[:5], range(10, 15), kind="cellar_attic")
        add_burglaries(homes[:2], range(10, 12), wide=timedelta(days=15))
        add_burglaries(homes[:6], range(10, 16), state="draft")
        add_burglaries(homes[:7], range(10, 17), state="withdrawn")
        add_burglaries(homes[:1], [0])
        assert snapshots.count(now=NOW)[0] == 30
    run = _made(cast, kinds=["surface"])["surface"]
    assert run.burglaries == 30
    assert run.left_out == {"holiday": 4, "cellar_attic": 5, "wide": 2, "today": 1}


def test_zones_and_map_are_in_degrees_where_the_burglaries_are(cast: Cast, homes: list[int]) -> None:
    with cast.acting(cast.coordinator):
        some_years(homes, 200)
    _made(cast, kinds=["forecast", "surface"])
    with cast.acting(cast.coordinator):
        zones, squares = api.zones(now=NOW), features.CELLS.find(Wanted(limit=9_999)).features
        later = api.zones(now=NOW + timedelta(days=7))
    assert later == (), "a week's zones end with the week"
    assert [zone.rank for zone in zones] == list(range(1, len(zones) + 1))
    for zone in zones:
        assert 16 < zone.lon < 17
        assert 56 < zone.lat < 57
        for polygon in zone.outline:
            assert polygon[0][0] == polygon[0][-1]
    highest_first = sorted(squares, key=lambda square: -square.properties["per_year"])
    tops = [square.properties["top"] for square in highest_first]
    assert tops == sorted(tops)
    assert 0 < tops[0] <= tops[-1] == 1


def test_a_run_left_half_way_is_made_again_from_what_it_read(cast: Cast, homes: list[int]) -> None:
    with cast.acting(cast.coordinator):
        add_burglaries(homes[:30], range(10, 40))
        models.Run.objects.create(kind="surface", seed=1, asked=NOW, state="waiting")
    (job,) = running._take_up([cast.home.pk], (), now=NOW, seed=1)
    running._work(job)  # and then its worker was killed
    with cast.acting(cast.coordinator):
        add_burglaries(homes[30:60], range(10, 40))
        (before,) = api.runs()
        assert before.state == "running"
    running.resume(municipality_ids=[cast.home.pk], now=NOW)
    with cast.acting(cast.coordinator):
        (after,) = api.runs()
        assert (after.id, after.state, after.burglaries) == (job.run_id, "done", 30)
        assert after.snapshot_digest == before.snapshot_digest
        assert running._finish(job, studies.Result({"late": 1})) == "failed", "a lost worker's word is late"
        assert api.result(run_id=after.id).figures.get("late") is None  # type: ignore[union-attr]


def test_a_seed_given_by_hand_holds_for_what_already_waits(cast: Cast, homes: list[int]) -> None:
    with cast.acting(cast.coordinator):
        add_burglaries(homes[:30], range(10, 40))
        (waiting,) = api.ask(kinds=["surface"], now=NOW, user_id=None)
    made = _made(cast, kinds=["surface"], seed=9)["surface"]
    assert (made.id, made.seed) == (waiting.id, 9)


def test_a_run_killed_three_times_is_given_up_in_words(cast: Cast, homes: list[int]) -> None:
    with cast.acting(cast.coordinator):
        add_burglaries(homes[:30], range(10, 40))
        models.Run.objects.create(kind="surface", seed=1, asked=NOW, state="running", attempts=3)
    running.resume(municipality_ids=[cast.home.pk], now=NOW)
    with cast.acting(cast.coordinator):
        (run,) = api.runs()
        assert run.state == "failed"
        assert "stopped half-way 3 times" in run.message
        assert not run.repeatable
        with pytest.raises(api.NotRepeatable):
            api.repeat(run_id=run.id)
        assert api.ask(kinds=["surface"], now=NOW, user_id=None)[0].id != run.id


def test_an_error_of_the_program_ends_one_analysis_and_is_said(
    cast: Cast, homes: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    with cast.acting(cast.coordinator):
        add_burglaries(homes[:30], range(10, 40))
        for kind, parameters in (("surface", {"cell": "wide"}), ("forecast", {})):
            models.Run.objects.create(kind=kind, seed=1, asked=NOW, parameters=parameters)
    running.resume(municipality_ids=[cast.home.pk], now=NOW)
    with cast.acting(cast.coordinator):
        states = {run.kind: (run.state, run.message) for run in api.runs()}
    assert states["forecast"] == ("done", "")
    assert states["surface"][0] == "failed"
    assert "Earlier results are kept" in states["surface"][1]
    assert "Traceback" in caplog.text
    assert "wide" not in states["surface"][1]


def test_asking_again_is_the_same_run_and_one_job(committed_cast: Cast) -> None:
    cast = committed_cast
    with cast.acting(cast.coordinator):
        add_burglaries(add_homes(30), range(10, 40))
        first = api.ask(now=NOW, user_id=cast.coordinator.user_id)
    with cast.acting(cast.officer):
        assert [run.id for run in api.ask(now=NOW, user_id=None)] == [run.id for run in first]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'kokong.risk.analyse'")
        assert cursor.fetchone() == (1,)
    run_jobs()
    with cast.acting(cast.coordinator):
        assert {run.state for run in api.runs()} <= {"done", "too_few"}
        assert {run.id for run in api.runs()} == {run.id for run in first}
        with pytest.raises(api.Refused, match="near_repeat"):
            api.ask(kinds=["horoscope"], now=NOW, user_id=None)


def test_two_processes_never_analyse_one_municipality_at_once(committed_cast: Cast) -> None:
    cast, entered, leave = committed_cast, threading.Event(), threading.Event()

    def first() -> None:
        with running._alone(cast.home.pk):
            entered.set()
            leave.wait(10)
        connections.close_all()

    other = threading.Thread(target=first)
    other.start()
    entered.wait(10)
    try:
        with pytest.raises(api.Busy, match="right now"):
            api.run_now(municipality_id=cast.home.pk, now=NOW)
        with connect(None) as runner:
            ids = (cast.home.pk, cast.elsewhere.pk)
            told = api.run_everywhere(municipality_ids=ids, now=NOW, kinds=["surface"], runner=runner)
        assert told.busy == (cast.home.pk,)
        with cast.acting(cast.coordinator):
            api.ask(kinds=["forecast"], now=NOW, user_id=None)
        running.resume(municipality_ids=[cast.home.pk], now=NOW)  # the worker comes by, and leaves it to the other
        with cast.acting(cast.coordinator):
            assert [run.state for run in api.runs()] == ["waiting"]
        assert [made.municipality_id for made in told.runs] == [cast.elsewhere.pk]
    finally:
        leave.set()
        other.join()
    (made,) = api.run_now(municipality_id=cast.home.pk, now=NOW, kinds=["surface"])
    assert made.kind == "surface"
    with cast.acting(cast.coordinator):
        assert {run.kind: run.state for run in api.runs()} == {"forecast": "too_few", "surface": "too_few"}


def test_the_cluster_stores_the_same_digests_as_one_process(committed_cast: Cast) -> None:
    pytest.importorskip("distributed")
    cast = committed_cast
    ids = (cast.home.pk, cast.elsewhere.pk)
    for key in ids:
        with tenancy.scope(municipality_id=key):
            some_years(add_homes(200, street=f"Gatan {key}"), 120, followed=0.4, seed=key)
    digests = []
    for where in (None, "local"):
        with connect(where) as runner:
            told = api.run_everywhere(municipality_ids=ids, now=NOW, runner=runner)
        assert not told.busy
        digests.append({(made.municipality_id, made.run.kind): made.run.result_digest for made in told.runs})
    assert digests[0] == digests[1]
    assert len(digests[0]) == len(set(digests[0].values())) == 2 * len(api.KINDS)


def test_only_the_newest_map_keeps_its_arrays(cast: Cast, homes: list[int]) -> None:
    with cast.acting(cast.coordinator):
        add_burglaries(homes[:30], range(10, 40))
    first, second = (_made(cast, kinds=["surface"])["surface"] for _ in range(2))
    with cast.acting(cast.coordinator):
        assert not api.result(run_id=first.id).arrays  # type: ignore[union-attr]
        assert api.result(run_id=second.id).arrays  # type: ignore[union-attr]
        assert api.repeat(run_id=first.id).same
        assert models.Snapshot.objects.count() == models.Homes.objects.count() == 1


def cleared(before: datetime, *, dry_run: bool) -> int:
    """How many runs the night clears or empties."""
    whole, emptied, *shared = keeping.RULES[:4]
    runs = whole.apply(before, dry_run) + emptied.apply(before, dry_run)
    assert sum(rule.apply(before, dry_run) for rule in shared) == 0  # the run in use read the same
    return runs


def test_what_analyses_read_goes_with_the_last_of_them(cast: Cast, homes: list[int]) -> None:
    with cast.acting(cast.coordinator):
        some_years(homes, 60)
    run = _made(cast, kinds=["near_repeat"])["near_repeat"]
    with cast.acting(cast.coordinator):
        later = NOW + timedelta(days=400)
        assert [rule.apply(later, False) for rule in keeping.RULES[2:4]] == [0, 0]
        models.Run.objects.filter(pk=run.id).update(finished=NOW)
        assert [rule.apply(later, False) for rule in keeping.RULES[:4]] == [1, 0, 1, 1]


def test_after_a_year_only_what_a_decision_rests_on_is_kept_whole(cast: Cast, homes: list[int]) -> None:
    with cast.acting(cast.coordinator):
        some_years(homes, 60)
    used, declined, plain = (_made(cast, kinds=["near_repeat"])["near_repeat"] for _ in range(3))
    with cast.acting(cast.coordinator):
        for run, state in ((used, "accepted"), (declined, "declined")):
            models.Proposal.objects.create(
                run_id=run.id, state=state, radius_m=150, watch_days=21, ranking="distance", evidence={}, made=NOW
            )
        long_ago = NOW - keeping.KEPT - timedelta(days=1)
        models.Run.objects.update(finished=long_ago)
        before = NOW - keeping.KEPT
        assert cleared(before, dry_run=True) == 2
        assert cleared(before, dry_run=False) == 2
        assert cleared(before, dry_run=False) == 0
        assert {run.id for run in api.runs()} == {used.id, declined.id}
        assert api.repeat(run_id=used.id).same
        with pytest.raises(api.NotRepeatable, match="kept for a year"):
            api.repeat(run_id=declined.id)
        assert plain.id not in {run.id for run in api.runs()}
    assert all(rule in retention.rules() for rule in keeping.RULES)


def test_the_next_municipality_and_nobody_sees_nothing(cast: Cast, homes: list[int]) -> None:
    with cast.acting(cast.coordinator):
        some_years(homes, 60)
    made = _made(cast)
    with cast.acting(cast.coordinator):
        run_id = made["near_repeat"].id
        models.Proposal.objects.create(
            run_id=run_id, radius_m=150, watch_days=21, ranking="distance", evidence={}, made=NOW
        )
    tables = (models.Run, models.Snapshot, models.Homes, models.Proposal)
    for table in tables:
        assert table.objects.count() == 0, "outside any scope"
    with cast.acting(cast.stranger):
        for table in tables:
            assert table.objects.count() == 0, "in the next municipality"
        assert models.Run.objects.update(state="failed") == 0
        assert api.latest(kind="surface") is None
        assert api.run(run_id=run_id) is None
        assert api.zones(now=NOW) == ()
        assert proposals.renew(now=NOW) is None
    with cast.acting(cast.coordinator):
        assert all(table.objects.count() for table in tables)


def test_a_hundred_thousand_burglaries_are_read_and_analysed(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        some_years(add_homes(20_000), 100_000, years=9.5)
    made = _made(cast, kinds=["surface", "forecast", "backtest"])
    assert {run.state for run in made.values()} == {"done"}
    assert {run.burglaries for run in made.values()} == {100_000}


def test_figures_of_other_shape_are_read_through(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        figures = near(reach_m=200, days=21)
        models.Run.objects.create(
            kind="near_repeat", state="done", seed=1, asked=NOW, finished=NOW, figures=figures
        )
        told = api.enough(now=NOW)
        assert told.enough
        assert len(told.reasons) == 2
