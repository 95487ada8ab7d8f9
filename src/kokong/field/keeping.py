"""How long it is remembered which phones hold records."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import Rule

from . import rules
from .models import Device


def clear_devices(before: datetime, dry_run: bool) -> int:
    """Forget phones that haven't spoken since then."""
    found = Device.objects.filter(seen__lt=before)
    return found.count() if dry_run else found.delete()[0]


PHONES: Final = Rule(
    name="field phones",
    purpose=_("Which phones hold records that haven't been sent."),
    period=rules.PHONES_KEPT,
    apply=clear_devices,
    columns={"field.Device": "device_id user_id"},
)
