"""How long it is remembered which phones hold records."""

from typing import Final

from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import DELETE, Keep

from . import rules
from .models import Device

RULES: Final = (
    Keep(
        Device,
        by="seen",
        days=rules.PHONES_KEPT.days,
        clear=DELETE,
        told="device_id user_id",
        name="field phones",
        purpose=_("Which phones hold records that haven't been sent."),
    ),
)
