"""Kinds that other rooms declare: their approval covers more than words, and their room hears every move."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from kokong.kernel import said
from kokong.texts import api, kinds, work
from kokong.texts.values import Refused, Text
from tests.cast import Cast
from tests.texts import AUTUMN, HOUR, NOW, move

BY_MAIL = ("E-post till 312 hem i Berga", "Sms den 3 december")


@pytest.fixture
def heard() -> Iterator[list[tuple[str, str]]]:
    """A kind of a room above, and what that room heard."""
    found: list[tuple[str, str]] = []
    api.declare_kind(
        api.Kind(
            "campaign", "Campaign", both=True, page=lambda text_id: f"/campaigns/{text_id}/",
            moved=lambda text, move: found.append((move, text.state)),
        )
    )  # fmt: skip
    yield found
    for table in (kinds._KINDS, kinds.TITLES, said.VALUES["kind"]):
        table.pop("campaign")


def test_its_room_hears_every_move(cast: Cast, write: Callable[..., Text], heard: list[tuple[str, str]]) -> None:
    text = write(kind="campaign", covers=BY_MAIL)
    assert (text.both, text.covers) == (True, BY_MAIL)
    text = move(cast, cast.coordinator, text, "propose")
    text = move(cast, cast.coordinator, move(cast, cast.officer, text, "approve"), "publish", expires=NOW + HOUR)
    with cast.acting(cast.coordinator):
        work.tick(text_id=text.id, now=NOW + HOUR)
    assert heard == [
        ("propose", "proposed"), ("approve", "approved"), ("publish", "published"), ("expire", "expired"),
    ]  # fmt: skip


def test_other_ways_of_sending_need_the_approval_anew(
    cast: Cast, write: Callable[..., Text], heard: list[tuple[str, str]]
) -> None:
    text = move(cast, cast.coordinator, write(kind="campaign", covers=BY_MAIL), "propose")
    text = move(cast, cast.officer, text, "approve")
    with cast.acting(cast.coordinator) as actor:
        asked: dict[str, Any] = {"text_id": text.id, "words": AUTUMN, "actor": actor, "now": NOW}
        assert api.rewrite(based_on=1, covers=BY_MAIL, **asked).state == "approved"
        again = api.rewrite(based_on=1, covers=BY_MAIL[:1], **asked)
        assert (again.state, again.newest, again.covers) == ("draft", 2, BY_MAIL[:1])
        words = replace(AUTUMN, body="Annat.")
        assert api.rewrite(**asked | {"words": words}, based_on=2).covers == BY_MAIL[:1]
    with pytest.raises(Refused):
        move(cast, cast.coordinator, again, "publish")
    assert heard[-1] == ("rewritten", "draft")


def test_what_its_room_refuses_is_not_done(
    cast: Cast, write: Callable[..., Text], heard: list[tuple[str, str]]
) -> None:
    def refuse(_text: Text, _move: str) -> None:
        raise Refused("The campaign has ended.")

    text = write(kind="campaign")
    api.declare_kind(replace(kinds._KINDS["campaign"], moved=refuse))
    with pytest.raises(Refused, match="ended"):
        move(cast, cast.coordinator, text, "propose")
    with cast.acting(cast.coordinator):
        assert (api.text(text_id=text.id).state, len(api.steps(text_id=text.id))) == ("draft", 1)


@pytest.mark.parametrize("covers", [["x"] * 41, ["x" * 201]])
def test_too_much_to_cover_is_refused(write: Callable[..., Text], covers: list[str]) -> None:
    with pytest.raises(Refused, match="at most 40 lines"):
        write(covers=covers)


def test_a_kind_needs_a_name_that_fits() -> None:
    for name in ("", "x" * 21):
        with pytest.raises(ValueError, match="at most 20"):
            api.declare_kind(api.Kind(name, "X"))


def test_the_approver_sees_what_else_is_approved_and_where_it_belongs(
    cast: Cast, write: Callable[..., Text], heard: list[tuple[str, str]]
) -> None:
    text = write(kind="campaign", covers=BY_MAIL)
    shown = cast.client(cast.officer).get(f"/texts/{text.id}/").content.decode()
    assert BY_MAIL[0] in shown
    assert f'href="/campaigns/{text.id}/"' in shown
    begun = cast.client(cast.coordinator).get("/texts/new/").content.decode()
    assert 'value="campaign"' not in begun
    assert 'value="campaign"' in cast.client(cast.coordinator).get("/texts/").content.decode()


def test_one_speaks_for_both_whatever_the_writer_says(
    write: Callable[..., Text], heard: list[tuple[str, str]]
) -> None:
    assert write(kind="campaign", both=False, slug="campaign-17").slug == "campaign-17"
    assert heard == []
