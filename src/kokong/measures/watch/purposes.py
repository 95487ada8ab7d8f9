"""What a member agrees to, each for itself: the words that were shown are kept with the day (`people.consent`)."""

from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokong.people import api as people

from .values import Refused

PURPOSES: Final[dict[str, Promise]] = {
    "email": _("The municipality and the police may send me alerts and news of the group by e-mail."),
    "sms": _("The municipality and the police may send me urgent alerts by text message."),
    "shown": _("My neighbours in the group may see my name and telephone number in its roster."),
}
SUBJECT: Final = "watch_member"


def code_of(purpose: str) -> str:
    """What a purpose is called among all consents."""
    return f"watch.{purpose}"


def agree(
    *, member_id: int, purpose: str, answer: bool, now: datetime, channel: people.consent.Channel = "page"
) -> None:
    """Write that a member agrees to a purpose, or no longer does. Raises Refused for one that there isn't."""
    if purpose not in PURPOSES:
        raise Refused("There is no such purpose.")
    subject = (SUBJECT, member_id)
    if answer and not people.consent.holds(subject=subject, purpose=code_of(purpose)):
        people.consent.given(
            subject=subject, purpose=code_of(purpose), text=str(PURPOSES[purpose]), channel=channel, now=now
        )
    elif not answer:
        people.consent.withdraw(subject=subject, purpose=code_of(purpose), channel=channel, now=now)


def held(*, member_id: int) -> dict[str, bool]:
    """Whether a member agrees to each purpose now."""
    subject = (SUBJECT, member_id)
    return {each: people.consent.holds(subject=subject, purpose=code_of(each)) for each in PURPOSES}
