"""How long pictures stay: each kind of subject says so itself, and none stays longer than these."""

from typing import Final

from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import DELETE, Keep, stays

from . import rules
from .models import Picture

RULES: Final = (
    Keep(
        Picture, by="ended", days=rules.LONGEST_KEPT, clear=DELETE, told="alt taken_by", name="pictures",
        purpose=_("A picture goes with what it is of."),
    ),
    Keep(
        Picture, by="removed", days=rules.REMOVED_KEPT, clear=DELETE, told="client_id",
        name="removed pictures", purpose=_("So that no phone brings back a picture that was removed."),
    ),
)  # fmt: skip


def declare_what_stays() -> None:
    """Columns without a period of their own."""
    stays({"pictures.Picture": "kind subject_id regions"}, because="Says what it is of; goes with its row.")
    stays({"pictures.Content": "large small"}, because="Goes with its picture.")
