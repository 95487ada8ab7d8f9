"""What a kind puts into the reader's calendar goes with its e-mail, and with nothing else."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from kokong.kernel import tenancy
from kokong.sending import api
from tests.cast import Cast
from tests.sending.delivering import deliver_all

EVENT = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nSUMMARY:Möte\r\nEND:VCALENDAR\r\n"
KINDS: list[dict[str, Any]] = [
    {"compose": lambda due, now: api.Said("Today", "Come.", "/tasks/", api.Calendar("CANCEL", EVENT))}
]


def letter(cast: Cast) -> EmailMessage:
    """The letter as it goes over the line."""
    with tenancy.scope(municipality_id=cast.home.pk):
        to = api.To(user_id=cast.visitor.user_id)
        api.send(kind="test.hello", to=to, because=("round", 7), now=timezone.now())
    deliver_all(cast.home)
    return message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)


@pytest.mark.parametrize("kind", KINDS, indirect=True)
def test_an_event_goes_with_the_letter_as_another_form_of_it(cast: Cast, kind: api.Kind) -> None:
    found = letter(cast)
    assert found.get_content_type() == "multipart/alternative"
    text, event = found.iter_parts()
    assert "Come." in text.get_content()
    assert event.get_content_type() == "text/calendar"
    assert dict(event["Content-Type"].params) == {"method": "CANCEL", "charset": "utf-8"}
    assert event.get_content() == EVENT.replace("\r\n", "\n")


def test_a_letter_without_one_is_plain_text(cast: Cast, kind: api.Kind) -> None:
    assert letter(cast).get_content_type() == "text/plain"
