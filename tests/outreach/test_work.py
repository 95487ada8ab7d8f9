"""Written, approved once for all channels, scheduled, out, over: in the database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from procrastinate.testing import InMemoryConnector

from kokong.kernel.moves import MoveRefused, NotYours, history
from kokong.ledger import api as ledger
from kokong.measures.outreach import api, going, models
from kokong.texts import api as texts
from tests.outreach.conftest import DARK, NOW, Desk
from tests.worker import run_here

LATER = datetime(2026, 11, 2, 7, tzinfo=UTC)


def news(desk: Desk, now: datetime) -> list[str]:
    return [each.words.title for each in desk.reading(texts.shown, kind="news", now=now)]


def states(desk: Desk, found: api.Campaign) -> dict[str, str]:
    return {part.channel: part.state for part in desk.reading(api.parts, campaign_id=found.id)}


def test_one_approval_leads_to_all_channels(desk: Desk, outbox: InMemoryConnector) -> None:
    found = desk.approved(desk.plan())
    found = desk.act(found, "schedule", at=LATER)
    assert (found.state, found.at) == ("scheduled", LATER)
    assert desk.tick(found, LATER - timedelta(seconds=1)).state == "scheduled"
    assert news(desk, LATER) == []
    found = desk.tick(found, LATER)
    assert news(desk, LATER) == ["Lys upp hemmet"]
    run_here(outbox)
    assert states(desk, found) == {"site": "delivered", "hand": "ready"}
    found = desk.reading(api.campaign, campaign_id=found.id)
    assert found.state == "out"
    told = desk.reading(ledger.deliveries, measure="campaign")
    assert [(each.audience, each.outcome) for each in told] == [("everybody", "site")]
    said = [(step.action, step.reason) for step in desk.reading(history, subject="campaign", subject_id=found.id)]
    assert said[:3] == [("propose", "Stämt av."), ("approve", "Stämt av."), ("schedule", "Stämt av.")]
    assert [action for action, _ in said[3:]] == ["go", "arrive"]
    over = desk.tick(found, datetime(2026, 12, 20, 23, tzinfo=UTC))
    assert over.state == "over"
    assert news(desk, datetime(2026, 12, 20, 23, tzinfo=UTC)) == []
    assert states(desk, found) == {"site": "delivered", "hand": "dropped"}


def test_what_would_go_out_is_said_and_nothing_is(desk: Desk, outbox: InMemoryConnector) -> None:
    found = desk.plan(replace(DARK, channels=("site", "email", "mastodon"), own={"mastodon": "x" * 600}))
    told = {each.channel: each for each in desk.reading(api.would, campaign_id=found.id)}
    assert list(told) == ["site", "email", "mastodon"]
    assert (told["email"].reach, told["site"].reach) == (0, None)
    assert told["mastodon"].over > 100
    assert "not connected" in told["mastodon"].why_not
    assert not outbox.jobs
    with pytest.raises(api.Missing):
        desk.reading(api.would, campaign_id=found.id + 1)


def test_nothing_goes_twice_however_often_the_clock_looks(desk: Desk, outbox: InMemoryConnector) -> None:
    found = desk.act(desk.approved(desk.plan()), "schedule")
    for _again in range(3):
        desk.tick(found, NOW)
    for part in desk.reading(lambda: list(models.Part.objects.all())):
        for _again in range(2):
            going.carry(municipality_id=desk.cast.home.pk, part_id=part.pk, job=None)
    run_here(outbox)
    assert news(desk, NOW) == ["Lys upp hemmet"]
    assert [part.tries for part in desk.reading(api.parts, campaign_id=found.id)] == [1, 1]


def test_whatever_is_changed_after_approval_is_a_draft_again(desk: Desk) -> None:
    found = desk.act(desk.approved(desk.plan()), "schedule", at=LATER)
    with desk.cast.acting(desk.cast.coordinator):
        own = replace(DARK, own={"hand": "Med andra ord."})
        changed = api.rewrite(campaign_id=found.id, words=own, based_on=found.revision, now=NOW)
    assert (changed.state, changed.at, changed.proposed_by) == ("draft", None, "")
    assert desk.tick(changed, LATER).state == "draft"
    again = desk.approved(changed)
    with desk.cast.acting(desk.cast.coordinator):
        plan = replace(again.plan, audience=api.Audience(homes=("flat",)))
        assert api.change(campaign_id=found.id, plan=plan, based_on=again.plans, now=NOW).state == "draft"
    with pytest.raises(api.Refused, match="changed this campaign meanwhile"):
        desk.act(again, "schedule")


def test_the_other_authority_approves_and_only_the_coordinator_lets_it_out(desk: Desk) -> None:
    found = desk.act(desk.plan(), "propose")
    with pytest.raises(api.Refused, match="other authority approves"):
        desk.act(found, "approve")
    found = desk.act(found, "approve", by=desk.cast.officer)
    with pytest.raises(NotYours):
        desk.act(found, "schedule", by=desk.cast.officer)
    with pytest.raises(api.Refused, match="sentence"):
        desk.act(found, "schedule", why="  ")
    with pytest.raises(MoveRefused):
        desk.act(found, "propose")


def test_approval_after_the_end_is_refused(desk: Desk) -> None:
    found = desk.act(desk.plan(), "propose")
    with pytest.raises(api.Refused, match="last day has passed"):
        desk.act(found, "approve", by=desk.cast.officer, now=datetime(2026, 12, 21, 9, tzinfo=UTC))
    approved = desk.act(found, "approve", by=desk.cast.officer)
    with pytest.raises(api.Refused, match="over before it goes out"):
        desk.act(approved, "schedule", at=datetime(2026, 12, 21, 9, tzinfo=UTC))
    with pytest.raises(api.Refused, match="still to come"):
        desk.act(approved, "schedule", at=NOW)


def test_of_two_who_write_at_once_both_keep_their_words(desk: Desk) -> None:
    found = desk.plan()
    with desk.cast.acting(desk.cast.coordinator):
        first = replace(DARK, body="Först.")
        api.rewrite(campaign_id=found.id, words=first, based_on=1, now=NOW)
        with pytest.raises(api.Meanwhile) as said:
            api.rewrite(campaign_id=found.id, words=replace(DARK, body="Sist."), based_on=1, now=NOW)
        assert said.value.theirs.words.body == "Först."
        assert api.rewrite(campaign_id=found.id, words=first, based_on=1, now=NOW).revision == 2
        with pytest.raises(api.Meanwhile):
            plan = replace(found.plan, goal="Annat")
            api.change(campaign_id=found.id, plan=plan, based_on=found.plans + 1, now=NOW)


def test_withdrawn_while_it_is_out_it_is_shown_no_more(desk: Desk, outbox: InMemoryConnector) -> None:
    found = desk.tick(desk.act(desk.approved(desk.plan()), "schedule"), NOW)
    run_here(outbox)
    found = desk.reading(api.campaign, campaign_id=found.id)
    assert desk.act(found, "withdraw").state == "withdrawn"
    assert news(desk, NOW) == []
    with desk.cast.acting(desk.cast.coordinator), pytest.raises(api.Refused):
        api.decide(campaign_id=found.id, channel="hand", action="posted", now=NOW)


def test_what_is_posted_by_hand_is_said_once_with_its_address(desk: Desk, outbox: InMemoryConnector) -> None:
    found = desk.tick(desk.act(desk.approved(desk.plan()), "schedule"), NOW)
    run_here(outbox)
    with desk.cast.acting(desk.cast.coordinator):
        with pytest.raises(api.Refused, match="https"):
            api.decide(campaign_id=found.id, channel="hand", action="posted", where="javascript:x", now=NOW)
        where = "https://social.example/kommunen/7"
        done = api.decide(campaign_id=found.id, channel="hand", action="posted", where=where, now=NOW)
        assert (done.state, done.where) == ("delivered", where)
        with pytest.raises(api.Refused):
            api.decide(campaign_id=found.id, channel="hand", action="posted", now=NOW)


def test_a_channel_whose_worker_was_killed_is_perhaps_out(desk: Desk, outbox: InMemoryConnector) -> None:
    found = desk.tick(desk.act(desk.approved(desk.plan()), "schedule"), NOW)
    with desk.cast.acting(desk.cast.coordinator):
        part = models.Part.objects.get(channel="hand")
        going.step(part, "claim", job=7, tries=1)
    going.carry(municipality_id=desk.cast.home.pk, part_id=part.pk, job=7)
    assert states(desk, found)["hand"] == "perhaps"
    run_here(outbox)
    assert states(desk, found)["hand"] == "perhaps"


def test_its_links_lead_to_its_own_address_and_are_counted_by_day(
    desk: Desk, outbox: InMemoryConnector, client: Client
) -> None:
    words = replace(DARK, link="https://havsvik.example/rad")
    found = desk.tick(desk.act(desk.approved(desk.plan(words)), "schedule"), NOW)
    links = desk.reading(api.links, campaign_id=found.id)
    path = links["hand"].partition("/l/")[2]
    answer = client.get(f"/l/{path}")
    assert (answer.status_code, answer["Location"]) == (302, "https://havsvik.example/rad")
    assert not answer.cookies
    client.get(f"/l/{path}")
    client.head(f"/l/{path}")
    assert desk.reading(api.clicks, campaign_id=found.id) == {"hand": 2}
    code = path.partition("/")[2]
    assert client.get(f"/l/9902/{code}").status_code == 404
    assert client.get(f"/l/{desk.cast.home.code}/xxxxxxx").status_code == 404
