"""Written, approved, scheduled, shown, taken back: each with its sentence, each in the log."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from kokong.texts import api, clock, models, work
from kokong.texts.values import Meanwhile, Refused, Text, TextMissing, Words
from tests.cast import Cast
from tests.texts import AUTUMN, HOUR, NOW, move


def shown(cast: Cast, now: datetime = NOW) -> list[str]:
    with cast.acting(cast.coordinator):
        return [each.words.title for each in api.shown(kind="news", now=now)]


def test_a_draft_is_shown_once_it_is_published_and_no_more_once_it_is_taken_back(
    cast: Cast, write: Callable[..., Text]
) -> None:
    text = write()
    assert shown(cast) == []
    text = move(cast, cast.coordinator, text, "publish")
    assert shown(cast) == ["Höstlov"]
    move(cast, cast.coordinator, text, "take_back")
    assert shown(cast) == []
    assert [entry.action for entry in cast.log()][:3] == ["text.take_back", "text.publish", "text.written"]


def test_what_speaks_for_both_waits_for_the_other_authority(cast: Cast, write: Callable[..., Text]) -> None:
    text = write(both=True)
    with pytest.raises(Refused):
        move(cast, cast.coordinator, text, "publish")
    text = move(cast, cast.coordinator, text, "propose")
    with pytest.raises(Refused, match="other authority"):
        move(cast, cast.coordinator, text, "approve")
    text = move(cast, cast.officer, text, "approve")
    with pytest.raises(Refused, match="may not"):
        move(cast, cast.officer, text, "publish")
    move(cast, cast.coordinator, text, "publish")
    assert shown(cast) == ["Höstlov"]


def test_other_words_need_the_approval_anew_and_what_was_approved_stays_shown(
    cast: Cast, write: Callable[..., Text]
) -> None:
    text = move(cast, cast.coordinator, write(both=True), "propose")
    text = move(cast, cast.coordinator, move(cast, cast.officer, text, "approve"), "publish")
    with cast.acting(cast.coordinator) as actor:
        words = replace(AUTUMN, title="Höstlovet")
        text = api.rewrite(text_id=text.id, words=words, based_on=text.newest, actor=actor, now=NOW)
    assert text.state == "draft"
    assert shown(cast) == ["Höstlov"]
    with pytest.raises(Refused):
        move(cast, cast.coordinator, text, "publish")


def test_two_who_write_at_once_both_keep_their_words(cast: Cast, write: Callable[..., Text]) -> None:
    text = write()
    with cast.acting(cast.officer) as officer:
        api.rewrite(
            text_id=text.id, words=replace(AUTUMN, body="Polisens ord."), based_on=1, actor=officer, now=NOW
        )
    with cast.acting(cast.coordinator) as coordinator, pytest.raises(Meanwhile) as said:
        api.rewrite(
            text_id=text.id, words=replace(AUTUMN, body="Kommunens."), based_on=1, actor=coordinator, now=NOW
        )
    assert said.value.theirs.words.body == "Polisens ord."
    with cast.acting(cast.coordinator):
        assert [each.number for each in api.revisions(text_id=text.id)] == [2, 1]


def test_a_move_of_a_revision_that_has_been_rewritten_since_is_refused(
    cast: Cast, write: Callable[..., Text]
) -> None:
    text = write()
    with cast.acting(cast.officer) as officer:
        api.rewrite(text_id=text.id, words=replace(AUTUMN, body="Nytt."), based_on=1, actor=officer, now=NOW)
    with pytest.raises(Refused, match="meanwhile"):
        move(cast, cast.coordinator, text, "publish")


def test_the_same_words_again_make_no_revision(cast: Cast, write: Callable[..., Text]) -> None:
    text = write()
    with cast.acting(cast.coordinator) as actor:
        assert api.rewrite(text_id=text.id, words=AUTUMN, based_on=1, actor=actor, now=NOW).newest == 1


def test_a_scheduled_text_is_shown_when_its_time_has_come_and_gone_when_it_is_over(
    cast: Cast, write: Callable[..., Text]
) -> None:
    text = move(cast, cast.coordinator, write(), "schedule", at=NOW + HOUR, expires=NOW + 3 * HOUR)
    for at, state in ((0, "scheduled"), (1, "published"), (2, "published"), (3, "expired")):
        with cast.acting(cast.coordinator):
            work.tick(text_id=text.id, now=NOW + at * HOUR)
            work.tick(text_id=text.id, now=NOW + at * HOUR)
            assert api.text(text_id=text.id).state == state
    assert shown(cast, NOW + 2 * HOUR) == []


def test_nobody_reads_what_is_over_however_late_the_worker_is(cast: Cast, write: Callable[..., Text]) -> None:
    move(cast, cast.coordinator, write(), "publish", expires=NOW + HOUR)
    assert shown(cast) == ["Höstlov"]
    assert shown(cast, NOW + HOUR) == []


def test_the_clocks_job_finds_its_municipality(cast: Cast, write: Callable[..., Text]) -> None:
    text = move(cast, cast.coordinator, write(), "schedule", at=NOW + HOUR)
    clock.look(municipality_id=cast.elsewhere.pk, text_id=text.id)
    with cast.acting(cast.coordinator):
        assert api.text(text_id=text.id).state == "scheduled"


def test_an_approval_after_the_end_is_refused(cast: Cast, write: Callable[..., Text]) -> None:
    text = move(cast, cast.coordinator, write(both=True), "propose")
    with cast.acting(cast.coordinator):
        models.Text.objects.filter(pk=text.id).update(expires=NOW)
    with pytest.raises(Refused, match="over"):
        move(cast, cast.officer, text, "approve")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"words": Words("", "", "x")}, "title"),
        ({"words": Words("x", "", " \n ")}, "body"),
        ({"words": Words("x" * 121, "", "x")}, "title"),
        ({"words": Words("x", "", "x" * 40_001)}, "body"),
        ({"words": Words("日本", "", "x")}, "title"),
        ({"language": "de"}, None),
        ({"kind": "rumour"}, None),
    ],
)
def test_what_makes_no_text_is_refused_and_nothing_is_kept(
    cast: Cast, write: Callable[..., Text], more: dict[str, Any], field: str | None
) -> None:
    with pytest.raises(Refused) as said:
        write(**more)
    assert said.value.field == field
    with cast.acting(cast.coordinator):
        assert api.texts() == ()


def test_two_texts_have_two_addresses(write: Callable[..., Text]) -> None:
    write()
    with pytest.raises(Refused, match="another title"):
        write()
    assert write(language="en").slug == "hostlov"


@pytest.mark.parametrize("said", ["", "   ", "x" * 301])
def test_a_move_needs_a_sentence(cast: Cast, write: Callable[..., Text], said: str) -> None:
    with pytest.raises(Refused, match="sentence"):
        move(cast, cast.coordinator, write(), "publish", said=said)


def test_a_time_that_is_over_is_no_time_to_publish(cast: Cast, write: Callable[..., Text]) -> None:
    text = write()
    for more in ({"at": NOW}, {"at": None}):
        with pytest.raises(Refused, match="still to come"):
            move(cast, cast.coordinator, text, "schedule", **more)
    with pytest.raises(Refused, match="over before"):
        move(cast, cast.coordinator, text, "publish", expires=NOW)


def test_the_next_municipality_sees_nothing(cast: Cast, write: Callable[..., Text]) -> None:
    text = move(cast, cast.coordinator, write(), "publish")
    with cast.acting(cast.stranger) as stranger:
        assert api.texts() == ()
        assert api.shown(kind="news", now=NOW) == ()
        with pytest.raises(TextMissing):
            api.rewrite(text_id=text.id, words=AUTUMN, based_on=1, actor=stranger, now=NOW)


def test_earlier_words_can_be_taken_again(cast: Cast, write: Callable[..., Text]) -> None:
    text = write()
    with cast.acting(cast.coordinator) as actor:
        words = replace(AUTUMN, body="Nytt.")
        text = api.rewrite(text_id=text.id, words=words, based_on=1, actor=actor, now=NOW)
        text = api.restore(text_id=text.id, number=1, based_on=2, actor=actor, now=NOW)
    assert (text.newest, text.words.body) == (3, AUTUMN.body)
