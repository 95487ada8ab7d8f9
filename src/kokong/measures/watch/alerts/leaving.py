"""One press in a letter, and no more alerts come by e-mail; another takes it back."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy

from kokong.sending import api as sending

from .. import purposes
from . import kinds


def _left(reader: sending.Reader, now: datetime) -> None:
    """What they had agreed to is taken back, so that their own page says the same."""
    if reader.whom.startswith(kinds.MEMBER):
        member_id = kinds.member_of(reader.whom)
        purposes.agree(member_id=member_id, purpose="email", answer=False, now=now, channel="email")


def _came_back(reader: sending.Reader, now: datetime) -> bool:
    """They agree again, in the same words."""
    if reader.whom.startswith(kinds.MEMBER):
        member_id = kinds.member_of(reader.whom)
        purposes.agree(member_id=member_id, purpose="email", answer=True, now=now, channel="email")
    return True


ALERTS: Final = sending.Purpose(
    kinds.PURPOSE, gettext_lazy("Alerts of the neighbourhood watch"), left=_left, came_back=_came_back
)
