"""On paper: poster, flyer, door hanger, letter; somebody prints it, and says when it is up or handed out."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .values import Came, Channel, Outgoing

NAME: Final = "print"


def carry(out: Outgoing) -> Came:  # noqa: ARG001
    """Wait for somebody to print it and hand it out."""
    return Came(move="hand_over")


CHANNEL: Final = Channel(
    name=NAME,
    title=pgettext_lazy("channel", "On paper"),
    says=_("A poster, a flyer, a door hanger and a letter with addresses, to be printed. Say when it is out."),
    form="whole",
    adapt=lambda words: words.body,
    carry=carry,
    inside=True,
)
