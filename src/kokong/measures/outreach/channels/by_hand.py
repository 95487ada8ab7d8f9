"""Networks that no program may post in: text and picture to copy; a person says where it was posted."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .. import wording
from .values import Came, Channel, Outgoing

NAME: Final = "hand"


def carry(out: Outgoing) -> Came:  # noqa: ARG001
    """Wait for somebody to copy and post it."""
    return Came(move="hand_over")


CHANNEL: Final = Channel(
    name=NAME,
    title=pgettext_lazy("channel", "Facebook and others, by hand"),
    says=_("Text ready to be copied. Somebody posts it and says where."),
    form="short",
    adapt=wording.short,
    longest=2_000,
    carry=carry,
    inside=True,
)
