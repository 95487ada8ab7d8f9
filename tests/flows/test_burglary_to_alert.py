"""A confirmed burglary proposes an alert that points at no home; a person decides."""

import re

from kokong.measures.watch import api as watch
from kokong.places import api as places
from tests.flows.story import NOW, Story
from tests.worker import run_jobs


def group(story: Story) -> int:
    with story.cast.acting(story.cast.coordinator):
        shape = places.area_of_homes(dwelling_ids=list(story.homes))
        area = places.make_area(name="Grannarna", kind="drawn", shape=shape, now=NOW)
        return watch.make_group(name="Grannarna", area_id=area.area_id, now=NOW)


def alerts(story: Story) -> tuple[watch.Alert, ...]:
    with story.cast.acting(story.cast.officer):
        return watch.alerts()


def test_confirmed_it_proposes_one_draft_without_the_address_and_withdrawn_it_is_dropped(story: Story) -> None:
    group_id = group(story)
    burglary_id = story.report()
    story.confirm(burglary_id)
    run_jobs()
    with story.cast.acting(story.cast.officer):
        assert watch.propose_alert(burglary_id=burglary_id, now=NOW) is None
    (found,) = alerts(story)
    assert (found.state, found.told, found.burglary) == ("draft", (group_id,), burglary_id)
    said = f"{found.draft.title} {found.draft.text} {found.draft.short}"
    assert "Storgatan" not in said
    assert "Grannarna" not in said, "so few homes share the name that it would point at one"
    assert "Havsvik" in said
    assert not re.search(r"\d\d[:.]\d\d", said), "a part of the day, never a time"
    story.withdraw(burglary_id)
    run_jobs()
    assert [each.state for each in alerts(story)] == ["dropped"]


def test_where_there_is_no_group_it_proposes_nothing(story: Story) -> None:
    story.confirm(story.report())
    run_jobs()
    assert alerts(story) == ()
