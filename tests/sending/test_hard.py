"""Which answers of mail servers say that an address takes nothing, for good, and what follows."""

import pytest
from django.utils import timezone

from kokong.kernel import tenancy
from kokong.sending import api, rules
from kokong.sending.models import Message, Suppression
from tests.cast import Cast
from tests.sending.conftest import Post
from tests.sending.crowd import Crowd, expand, hand_out, start, states


@pytest.mark.parametrize(
    ("answer", "hard"),
    [
        ("550 5.1.1 unknown", True),
        ("550-5.1.1 The email account that you tried to reach does not exist.", True),
        ("5.1.1", True),
        ("550 #5.1.0 Address rejected.", True),
        ("550 5.2.1 mailbox disabled", True),
        ("5.4.4 unable to route", True),  # listmonk #1463: "transient", and yet nobody is there
        ("552 5.2.2 mailbox full", False),
        ("554 5.7.1 spam, see 5.1.1", False),
        ("554 5.6.1 the text", False),
        ("550 our policy", False),
        ("451 4.7.1 later", False),
        ("450 4.1.1 not now, 550 5.1.1 soon", False),
        ("the user wrote 5.1.1", False),
        ("5.1.1.1 a version", False),
        ("", False),
    ],
)
def test_only_what_is_about_the_address_is_hard(answer: str, hard: bool) -> None:
    assert rules.is_hard(answer) is hard


@pytest.mark.django_db
def test_a_hard_refusal_holds_the_address_back_and_a_soft_one_does_not(
    cast: Cast, crowd: Crowd, post: Post
) -> None:
    """listmonk #2623: refused while it was handed over never counted."""
    post.answers = {"0@hem.example": "550 5.1.1 unknown", "1@hem.example": "554 5.7.1 spam"}
    first = start(cast)
    expand(cast, first)
    hand_out(cast, first)
    assert states(cast, first) == {"sent": 18, "failed": 2}
    post.answers = {}
    second = start(cast, turn="again")
    expand(cast, second)
    hand_out(cast, second)
    assert states(cast, second) == {"sent": 19, "withheld": 1}
    with tenancy.scope(municipality_id=cast.home.pk):
        row = Suppression.objects.get()
        assert (row.reason, row.purpose, row.answer) == ("bounce", "", "550 5.1.1 unknown")


@pytest.mark.django_db
def test_what_comes_back_later_holds_it_back_until_they_prove_the_address(cast: Cast, crowd: Crowd) -> None:
    """listmonk #1221: an old bounce sticks for ever."""
    first = start(cast)
    expand(cast, first)
    hand_out(cast, first)
    with tenancy.scope(municipality_id=cast.home.pk):
        number = Message.objects.get(whom="subscriber 3").message_id
    assert api.bounced(message_id=number, answer="550 5.1.1 unknown")
    second = start(cast, turn="again")
    expand(cast, second)
    hand_out(cast, second)
    assert states(cast, second) == {"sent": 19, "withheld": 1}
    with tenancy.scope(municipality_id=cast.home.pk):
        assert api.opted_in(address="3@hem.example", purpose="alerts")
    third = start(cast, turn="third")
    expand(cast, third)
    hand_out(cast, third)
    assert states(cast, third) == {"sent": 20}


@pytest.mark.django_db
def test_a_bounce_that_names_no_letter_of_ours_holds_nobody_back(cast: Cast, crowd: Crowd) -> None:
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    with tenancy.scope(municipality_id=cast.home.pk):
        row = Message.objects.get(whom="subscriber 3")
    forged = [
        f"<{cast.home.pk}.{row.pk}.{'0' * 16}@kokong.example>",
        f"{cast.home.pk}.{row.pk}@kokong.example",
        row.message_id.replace(f"<{cast.home.pk}.", f"<{cast.elsewhere.pk}."),
        "3@hem.example",
        "",
    ]
    for name in forged:
        assert not api.bounced(message_id=name, answer="550 5.1.1 unknown")
    with tenancy.scope(municipality_id=cast.home.pk):
        assert not Suppression.objects.exists()


@pytest.mark.django_db
def test_a_single_letter_that_is_refused_for_good_is_held_against_lists_too(
    cast: Cast, crowd: Crowd, kind: api.Kind, post: Post
) -> None:
    from tests.sending.delivering import deliver_all

    post.answers = {"3@hem.example": "550 5.1.1 unknown"}
    with tenancy.scope(municipality_id=cast.home.pk):
        api.send(kind="test.hello", to=api.To(email="3@hem.example"), because=("round", 7), now=timezone.now())
    deliver_all(cast.home)
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    assert states(cast, number) == {"sent": 19, "withheld": 1}
