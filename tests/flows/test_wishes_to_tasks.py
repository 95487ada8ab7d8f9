"""A wish at a door waits on the work list, once, and goes with its visit: in either order."""

from itertools import permutations
from uuid import UUID, uuid4

import pytest

from kokong.kernel import events
from kokong.measures.cocoons import api as cocoons
from kokong.measures.cocoons.models import FollowUp
from kokong.tasks import api as tasks
from tests.flows.story import NOW, Story
from tests.worker import run_jobs


def wished(story: Story) -> tuple[int, int, UUID]:
    """A visit with two wishes; dwelling, door and visit."""
    burglary = story.report()
    events.deliver(story.confirm(burglary))
    dwelling, door = next(iter(story.open_doors(burglary).items()))
    visit = uuid4()
    with story.cast.acting(story.cast.coordinator) as actor:
        cocoons.record_visit(
            client_id=visit, door_id=door, outcome="talked", at=NOW, user_id=actor.user_id,
            follow_ups=("kit", "sign"), source="paper", now=NOW,
        )  # fmt: skip
    return dwelling, door, visit


def waiting(story: Story, who: str = "coordinator") -> list[tuple[str, int | None]]:
    with story.cast.acting(getattr(story.cast, who)) as actor:
        return sorted((task.kind.code, task.dwelling_id) for task in tasks.tasks(actor=actor))


def test_each_wish_waits_once_since_it_was_said(story: Story) -> None:
    dwelling, _door, _visit = wished(story)
    run_jobs()
    run_jobs()
    assert waiting(story) == [("wish.kit", dwelling), ("wish.sign", dwelling)]
    with story.cast.acting(story.cast.coordinator) as actor:
        assert {task.opened for task in tasks.tasks(actor=actor)} == {NOW}
    assert waiting(story, "stranger") == []


def test_undone_it_is_taken_back(story: Story) -> None:
    _dwelling, door, visit = wished(story)
    run_jobs()
    story.undo(door, visit)
    run_jobs()
    assert waiting(story) == []


@pytest.mark.parametrize("order", list(permutations((cocoons.WishNoted, cocoons.WishTakenBack))))
def test_noted_and_taken_back_may_be_told_in_either_order(story: Story, order: tuple[type, ...]) -> None:
    _dwelling, door, visit = wished(story)
    with story.cast.acting(story.cast.coordinator):
        numbers = list(FollowUp.objects.values_list("pk", flat=True))
    story.undo(door, visit)
    for kind in order:
        for number in numbers:
            events.deliver(events.Event(kind(number), story.cast.home.pk))
    run_jobs()
    assert waiting(story) == []


def test_every_wish_has_its_kind() -> None:
    from kokong.tasks import kinds

    for code in cocoons.FOLLOW_UPS:
        assert kinds.kind(f"wish.{code}").words
