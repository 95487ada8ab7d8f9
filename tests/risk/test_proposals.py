"""What is proposed, who decides, and what cocoons then use."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from kokong.kernel import audit
from kokong.measures.cocoons import api as cocoons
from kokong.measures.cocoons.rules import Preset
from kokong.risk import api, models, proposals, rules
from tests.cast import Cast
from tests.risk.near import DOORS, near
from tests.risk.town import NOW, add_burglaries


def _results(near_figures: dict[str, Any], doors: dict[str, Any] | None = None) -> None:
    """Results of a night, as runs would have stored them."""
    for kind, figures in (("near_repeat", near_figures), ("doors", doors)):
        if figures is not None:
            models.Run.objects.create(kind=kind, state="done", seed=1, asked=NOW, finished=NOW, figures=figures)


def _propose(near_figures: dict[str, Any], doors: dict[str, Any] | None = None) -> api.Proposal:
    _results(near_figures, doors)
    found = proposals.renew(now=NOW)
    assert found is not None
    return found


@pytest.fixture
def acting(cast: Cast) -> Any:
    """Work as the coordinator."""
    with cast.acting(cast.coordinator):
        yield cast


def test_published_settings_hold_until_somebody_accepts(acting: Cast) -> None:
    assert api.settings() == api.PUBLISHED
    assert (api.PUBLISHED.radius_m, api.PUBLISHED.watch_days, api.PUBLISHED.ranking) == (100, 14, "distance")
    made = _propose(near(reach_m=200, days=21))
    assert (made.radius_m, made.watch_days, made.state) == (200, 21, "open")
    assert api.settings() == api.PUBLISHED, "nothing is applied by itself"
    used = api.accept(proposal_id=made.id, now=NOW, user_id=acting.coordinator.user_id)
    assert (used.radius_m, used.watch_days, used.source, used.run_id) == (200, 21, "own", made.run_id)
    assert api.settings() == used


def test_cocoons_use_what_was_accepted_but_own_presets_and_holiday_homes_keep_theirs(acting: Cast) -> None:
    cocoons.save_preset(kind="row", preset=Preset(radius_m=60))
    api.accept(proposal_id=_propose(near(reach_m=200, days=21)).id, now=NOW, user_id=None)
    used = {kind: (preset.radius_m, preset.watch_days) for kind, preset in cocoons.presets().items()}
    assert used == {"detached": (200, 21), "flat": (200, 21), "row": (60, 14), "holiday": (100, 14)}
    assert cocoons.preset(kind="flat").cap == 40, "what isn't about risk stays"
    assert api.back_to_defaults(now=NOW, user_id=None)
    assert not api.back_to_defaults(now=NOW, user_id=None)
    assert cocoons.preset(kind="detached").radius_m == 100


def test_accepting_twice_or_what_was_replaced_is_refused_in_words(acting: Cast) -> None:
    first = _propose(near(reach_m=200, days=21))
    second = _propose(near(reach_m=150, days=21))
    with pytest.raises(api.Decided, match="Newer figures"):
        api.accept(proposal_id=first.id, now=NOW, user_id=None)
    api.accept(proposal_id=second.id, now=NOW, user_id=None)
    for decide in (
        lambda: api.accept(proposal_id=second.id, now=NOW, user_id=None),
        lambda: api.decline(proposal_id=second.id, reason="Too far.", now=NOW, user_id=None),
    ):
        with pytest.raises(api.Decided, match="accepted already"):
            decide()
    with pytest.raises(api.ProposalMissing):
        api.accept(proposal_id=second.id + 1, now=NOW, user_id=None)
    with pytest.raises(api.Refused):
        api.decline(proposal_id=second.id, reason="  ", now=NOW, user_id=None)


def test_what_was_declined_is_not_asked_again_for_half_a_year(acting: Cast) -> None:
    made = _propose(near(reach_m=200, days=21))
    api.decline(proposal_id=made.id, reason="We can't walk that far.", now=NOW, user_id=None)
    assert proposals.renew(now=NOW + timedelta(days=30)) is None
    later = proposals.renew(now=NOW + timedelta(days=181))
    assert later is not None
    assert later.id != made.id


def test_the_same_figures_night_after_night_stay_one_proposal(acting: Cast) -> None:
    made = _propose(near(reach_m=200, days=21))
    assert _propose(near(reach_m=200, days=21)).id == made.id
    _results(near(reach_m=200, days=21, burglaries=40))
    assert proposals.renew(now=NOW) is None, "too few now: the open one no longer stands"
    assert [each.state for each in api.proposals()] == ["replaced"]


def test_the_newest_answer_counts_also_where_it_is_too_few(acting: Cast) -> None:
    _propose(near(reach_m=200, days=21), DOORS)
    told = {"code": "few_burglaries", "burglaries": 7, "needed": 20}
    models.Run.objects.create(kind="near_repeat", state="too_few", seed=1, asked=NOW, finished=NOW, problem=told)
    found = api.enough(now=NOW)
    assert not found.enough
    assert "There are 7 burglaries to learn from; at least 20 are needed." in found.reasons
    assert proposals.renew(now=NOW) is None
    assert [each.state for each in api.proposals()] == ["replaced"]


def test_doors_that_are_too_few_now_are_ordered_by_distance(acting: Cast) -> None:
    assert _propose(near(reach_m=200, days=21), DOORS).ranking == "risk"
    told = {"code": "few_followed", "followed": 3, "needed": 10}
    models.Run.objects.create(kind="doors", state="too_few", seed=1, asked=NOW, finished=NOW, problem=told)
    found = proposals.renew(now=NOW)
    assert found is not None
    assert found.ranking == "distance"


def test_a_run_that_did_not_succeed_leaves_the_newest_answer_standing(acting: Cast) -> None:
    made = _propose(near(reach_m=200, days=21))
    told = {"code": "error", "text": "ValueError"}
    models.Run.objects.create(kind="near_repeat", state="failed", seed=1, asked=NOW, finished=NOW, problem=told)
    assert api.enough(now=NOW).enough
    found = proposals.renew(now=NOW)
    assert found is not None
    assert found.id == made.id


def test_figures_like_those_in_use_are_not_proposed(acting: Cast) -> None:
    _results(near(reach_m=100, days=14))
    assert proposals.renew(now=NOW) is None
    assert api.enough(now=NOW).enough


def test_every_decision_is_in_the_log(acting: Cast) -> None:
    made = _propose(near(reach_m=200, days=21))
    api.decline(proposal_id=made.id, reason="No.", now=NOW, user_id=acting.coordinator.user_id)
    later = _propose(near(reach_m=250, days=21))
    api.accept(proposal_id=later.id, now=NOW, user_id=acting.coordinator.user_id)
    api.back_to_defaults(now=NOW, user_id=acting.coordinator.user_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kokong.roles', 'auditor', true)")  # the coordinator can't read the log
    said = [entry.action for entry in audit.entries(subject="risk_proposal", limit=9)]
    assert sorted(said) == [
        "risk.accepted", "risk.declined", "risk.defaults", "risk.proposed", "risk.proposed",
    ]  # fmt: skip


def test_an_order_by_risk_is_used_as_it_was_accepted(acting: Cast, homes: list[int]) -> None:
    made = _propose(near(reach_m=200, days=21), DOORS)
    assert made.ranking == "risk"
    assert "door_kernel" not in made.evidence
    assert api.door_order() is None
    api.accept(proposal_id=made.id, now=NOW, user_id=None)
    _results(near(reach_m=200, days=21), {**DOORS, "kernel": {**DOORS["kernel"], "strength": 1.0}})
    order = api.door_order()
    assert order is not None
    assert order.kernel.strength == DOORS["kernel"]["strength"]
    (burgled,) = add_burglaries(homes[:1], [1])
    cocoon = cocoons.open_for(burglary_id=burgled, dwelling_id=homes[0], dwelling_kind="house", now=NOW)
    doors = sorted(cocoons.doors(cocoon_id=cocoon.id), key=lambda door: door.rank)
    assert doors[0].distance_m == min(door.distance_m for door in doors)
    assert len(doors) > 8


def test_somebody_elses_proposal_does_not_exist(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        made = _propose(near(reach_m=200, days=21))
    with cast.acting(cast.stranger):
        assert api.proposal() is None
        assert api.proposals() == ()
        assert api.runs() == ()
        with pytest.raises(api.ProposalMissing):
            api.accept(proposal_id=made.id, now=NOW, user_id=cast.stranger.user_id)
        with pytest.raises(api.RunMissing):
            api.repeat(run_id=made.run_id)
        assert not api.back_to_defaults(now=NOW, user_id=None)
        assert rules.PUBLISHED.radius_m == api.settings().radius_m
