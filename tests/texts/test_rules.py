"""States and moves: nothing that speaks for both is shown before the other authority has approved it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.texts import rules
from kokong.texts.rules import Standing

NOW = datetime(2026, 10, 25, 1, tzinfo=UTC)


def test_a_text_of_one_authority_is_published_at_once() -> None:
    assert rules.after(Standing("draft", both=False), "publish") == "published"
    assert "propose" not in rules.moves(Standing("draft", both=False), authority="municipality")


@given(st.lists(st.sampled_from([*rules.BY_HAND, *rules.BY_THE_CLOCK]), max_size=12))
def test_nothing_that_speaks_for_both_is_shown_without_an_approval(asked: list[str]) -> None:
    state, approved = "draft", False
    for move in asked:
        after = rules.after(Standing(state, both=True), move)
        if after is None:
            continue
        approved = move == "approve" or (approved and after not in {"draft", "proposed"})
        state = after
        assert state not in {"scheduled", "published"} or approved


def test_nobody_approves_what_their_own_authority_proposed() -> None:
    asked = Standing("proposed", both=True, proposed_by="municipality")
    assert "approve" in rules.moves(asked, authority="police")
    assert "approve" not in rules.moves(asked, authority="municipality")
    assert "send_back" in rules.moves(asked, authority="municipality")


def test_what_is_shown_can_be_taken_back_while_other_words_are_a_draft() -> None:
    assert rules.after(Standing("draft", both=False, shown=True), "take_back") == "draft"
    assert rules.after(Standing("draft", both=False), "take_back") is None


@pytest.mark.parametrize(
    ("state", "publish_in", "expires_in", "due"),
    [
        ("scheduled", 0, None, "publish"),
        ("scheduled", 1, None, None),
        ("published", None, 0, "expire"),
        ("published", None, 1, None),
        ("draft", 0, 0, None),
    ],
)
def test_the_clock_shows_and_ends(
    state: str, publish_in: int | None, expires_in: int | None, due: str | None
) -> None:
    publish_at, expires = (
        None if hours is None else NOW + timedelta(hours=hours) for hours in (publish_in, expires_in)
    )
    assert rules.due(state=state, publish_at=publish_at, expires=expires, now=NOW) == due


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Lås på altandörren", "las-pa-altandorren"),
        ("  Höstlov 2026!  ", "hostlov-2026"),
        ("Łódź – Ærø", "odz-aro"),
        ("日本", ""),
        ("å" * 200, "a" * 80),
    ],
)
def test_a_title_ends_an_address(title: str, slug: str) -> None:
    assert rules.slug(title) == slug


@given(st.text())
def test_a_slug_is_always_the_end_of_an_address(title: str) -> None:
    made = rules.slug(title)
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert made == made.strip("-")
    assert rules.slug(made) == made
