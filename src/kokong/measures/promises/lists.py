"""The list of promises."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel.lists import Asked, Column, List

from . import reading, words
from .values import Promise


def find(asked: Asked) -> tuple[Promise, ...]:  # noqa: ARG001
    """All of them: a municipality has few."""
    return reading.promises()


PROMISES: Final = List[Promise](
    name="promises:list",
    title=_("Citizen promises"),
    columns=(
        Column(
            "title", pgettext_lazy("promise", "Promise"), lambda p: p.title,
            link=lambda p: reverse("promises:promise", args=[p.id]),
        ),
        Column("id", _("Kokong number"), lambda p: p.id, where="file"),
        Column("state", _("State"), lambda p: words.STATES[p.state]),
        Column("begins", _("Begins"), lambda p: p.begins),
        Column("ends", pgettext_lazy("promise", "Until"), lambda p: p.until, spare=True),
    ),
    action="promise.exported",
    subject="promise",
    key=lambda p: p.id,
    called=lambda p: p.title,
    sort="begins",
    empty=(_("No promise yet"), _("Begin with the situation, and what residents say.")),
    icon="handshake",
)  # fmt: skip
