"""Photos of signs."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kokong.people.api import Actor
from kokong.pictures.api import Subject

from . import reading
from .models import Sign


def _there(actor: Actor, sign_id: int) -> bool:
    return actor.may("sign.check") and Sign.objects.filter(pk=sign_id).exists()


SIGN: Final = Subject(
    kind="sign", may_see=_there, may_change=_there, days=90,
    said=lambda number: reading.sign(sign_id=number).place,
    page=lambda number: reverse("signs:sign", args=[number]),
    purpose=_("Shows how a sign stood, for as long as it stands and for questions afterwards."),
)  # fmt: skip
