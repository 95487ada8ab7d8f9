"""Runs: what they read, what they keep, that they can be repeated, and what happens when they are killed."""

import os
import subprocess
import sys

from kokong.analysis import studies
from kokong.incidents import api as incidents
from kokong.incidents.models import Burglary
from kokong.risk import api, models
from tests.cast import Cast
from tests.risk.town import NOW, add_burglaries, some_years


def _run(cast: Cast, **more: object) -> dict[str, api.Run]:
    runs = api.run_now(municipality_id=cast.home.pk, now=NOW, **more)  # type: ignore[arg-type]
    return {run.kind: run for run in runs}


def test_every_kind_is_made_and_kept(cast: Cast, homes: list[int]) -> None:
    with cast.acting(cast.coordinator):
        some_years(homes, 300, followed=0.4)
    made = _run(cast)
    assert {kind: run.state for kind, run in made.items()} == dict.fromkeys(api.KINDS, "done")
    with cast.acting(cast.coordinator):
        for kind, run in made.items():
            found = api.result(run_id=run.id)
            assert found is not None
            assert found.figures["burglaries"] == run.burglaries
            assert api.latest(kind=kind) == run
            assert run.result_digest
            assert "numpy" in run.version
            assert studies.edition() in run.version, "what tells two states of the program apart between releases"


def test_a_run_can_be_repeated_after_everything_has_changed(cast: Cast, homes: list[int]) -> None:
    with cast.acting(cast.coordinator):
        some_years(homes, 200, followed=0.3)
    made = _run(cast)
    with cast.acting(cast.officer):
        first, second = Burglary.objects.order_by("pk")[:2]
        incidents.withdraw(burglary_id=first.pk, reason="It was no burglary.", now=NOW)
        incidents.correct(burglary_id=second.pk, reason="The wrong house.", dwelling_id=homes[7], now=NOW)
        add_burglaries(homes[:50], range(1, 51))
    again = _run(cast)
    assert again["near_repeat"].snapshot_digest != made["near_repeat"].snapshot_digest
    assert again["near_repeat"].result_digest != made["near_repeat"].result_digest
    with cast.acting(cast.coordinator):
        for run in (*made.values(), *again.values()):
            told = api.repeat(run_id=run.id)
            assert told.same, run.kind
            assert told.digest_now == told.digest_then == run.result_digest


def test_starting_the_site_loads_no_numerics() -> None:
    """Pages that only show results, and every command, would wait for them."""
    script = (
        "import sys, django; django.setup(); print(*sorted({'scipy', 'numba', 'distributed'} & set(sys.modules)))"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kokong.config.settings"}
    told = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == ""


def test_another_seed_gives_other_p_values_and_the_same_counts(cast: Cast, homes: list[int]) -> None:
    with cast.acting(cast.coordinator):
        some_years(homes, 100)
    one = _run(cast, kinds=["near_repeat"], seed=1)["near_repeat"]
    two = _run(cast, kinds=["near_repeat"], seed=2)["near_repeat"]
    same = _run(cast, kinds=["near_repeat"], seed=1)["near_repeat"]
    assert one.result_digest == same.result_digest != two.result_digest
    assert one.snapshot_digest == two.snapshot_digest
    with cast.acting(cast.coordinator):
        tables = [api.result(run_id=run.id).figures["table"] for run in (one, two)]  # type: ignore[union-attr]
    assert tables[0]["observed"] == tables[1]["observed"]
    assert models.Snapshot.objects.count() == 0, "outside any scope nothing is seen"
