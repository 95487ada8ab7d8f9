"""After 90 days addresses and names are gone and the counts are as they were."""

from datetime import timedelta
from uuid import uuid4

from kokong.field import api as field
from kokong.kernel import retention, tenancy
from kokong.measures.cocoons import api, keeping, rules
from kokong.measures.cocoons.models import Door, FollowUp, RoundVisitor, Visit
from kokong.places import api as places
from tests import roles
from tests.keeping import rule

from .conftest import NOW, Town, Walked

LATER = NOW + timedelta(days=91)
OUTCOMES = ("talked", "talked", "card_left", "no_answer", "no_such_address", "come_back")


def walk(town: Town, walked: Walked) -> api.Cocoon:
    """A cocoon of which half was visited, one door of it after the clock."""
    cocoon = town.cocoon()
    walked(cocoon)
    for number, (door, outcome) in enumerate(zip(api.doors(cocoon_id=cocoon.id), OUTCOMES, strict=False)):
        at = NOW + timedelta(hours=47 + 2 * number)
        api.record_visit(
            client_id=uuid4(), door_id=door.id, outcome=outcome, at=at, user_id=town.cast.visitor.user_id,
            come_back_at=at, follow_ups=["kit"], now=at,
        )  # fmt: skip
    return cocoon


def test_coverage_is_unchanged_and_nothing_personal_is_left(town: Town, walked: Walked) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = walk(town, walked)
        before = api.coverage(cocoon_ids=[cocoon.id]), api.outcomes(cocoon_id=cocoon.id)
        assert before[0][cocoon.id] == api.Coverage(eligible=10, visited=5, talked=2, within_clock=1)
    with tenancy.scope(municipality_id=town.cast.home.pk):
        assert keeping.clear(LATER - rules.PERSONAL_DATA, True) == 17
        assert Door.objects.filter(dwelling=None).count() == 0
        assert keeping.clear(LATER - rules.PERSONAL_DATA, False) == 17
        assert keeping.clear(LATER - rules.PERSONAL_DATA, False) == 0
        assert (api.coverage(cocoon_ids=[cocoon.id]), api.outcomes(cocoon_id=cocoon.id)) == before
        assert api.doors(cocoon_id=cocoon.id) == ()
        assert not Door.objects.exclude(
            dwelling=None, distance_m=None, visited_by=None, come_back_at=None
        ).exists()
        assert not Visit.objects.exclude(user_id=None, come_back_at=None).exists()
        assert (
            {row.at.hour for row in Visit.objects.all()}
            == {row.recorded.minute for row in Visit.objects.all()}
            == {0}
        )
        assert not FollowUp.objects.exclude(user_id=None).exists()
        assert RoundVisitor.objects.count() == 0


def test_younger_cocoons_stay_as_they_are(town: Town, walked: Walked) -> None:
    with town.cast.acting(town.cast.coordinator):
        walk(town, walked)
    with tenancy.scope(municipality_id=town.cast.home.pk):
        assert keeping.clear(NOW - timedelta(days=1), False) == 0
        assert Door.objects.filter(dwelling=None).count() == 0


def test_phones_and_past_entries_go_too(town: Town) -> None:
    with tenancy.scope(municipality_id=town.cast.home.pk):
        field.touch_device(device_id=uuid4(), user_id=town.cast.visitor.user_id, waiting=0, now=NOW)
        places.add_do_not_visit(dwelling_id=town.homes[0], reason="asked", expires=NOW.date(), now=NOW)
        places.add_do_not_visit(dwelling_id=town.homes[1], reason="asked", expires=None, now=NOW)
        for name in ("field phones", "do-not-visit list"):
            clear = rule(name).apply
            assert (clear(LATER, True), clear(LATER, False), clear(LATER, False)) == (1, 1, 0)


def test_the_nightly_job_knows_the_rules() -> None:
    assert {rule.name for rule in keeping.RULES} <= {rule.name for rule in retention.rules()}


def test_the_home_is_forgotten_with_its_burglary_and_the_cocoon_still_counts(town: Town, walked: Walked) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = walk(town, walked)
        before = api.coverage(cocoon_ids=[cocoon.id])
    with tenancy.scope(municipality_id=town.cast.home.pk), roles.acting("worker"):
        keeping.clear(LATER - rules.PERSONAL_DATA, False)
        forget = rule("homes of cocoons").apply
        assert forget(NOW - timedelta(days=1), False) == 0
        assert forget(NOW + timedelta(days=1), True) == 1
        assert forget(NOW + timedelta(days=1), False) == 1
        assert api.coverage(cocoon_ids=[cocoon.id]) == before
        assert api.cocoon(cocoon_id=cocoon.id) is None


def test_what_a_visitor_typed_goes_with_the_cocoon_unless_it_was_confirmed(town: Town, walked: Walked) -> None:
    with town.cast.acting(town.cast.coordinator):
        cocoon = town.cocoon()
        walked(cocoon)
        beside = api.doors(cocoon_id=cocoon.id)[0].id
        typed, known = (
            api.add_found(client_id=uuid4(), beside_id=beside, text=text, degrees=None, now=NOW)[0]
            for text in ("Nya stigen 3", "Nya stigen 5")
        )
        api.confirm_found(door_id=known)
        homes = [Door.objects.get(pk=door).dwelling_id for door in (typed, known)]
    with tenancy.scope(municipality_id=town.cast.home.pk), roles.acting("worker"):
        keeping.clear(LATER - rules.PERSONAL_DATA, False)
    with town.cast.acting(town.cast.coordinator):
        kept = [places.dwelling(dwelling_id=home or 0) for home in homes]
        assert [(home.street, home.retired) for home in kept if home] == [("", True), ("Nya stigen", False)]
