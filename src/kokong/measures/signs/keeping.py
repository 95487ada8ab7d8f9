"""How long a sign's owner, and who looked at it, stay. When it stood where stays."""

from typing import Final

from django.utils.translation import gettext_noop as _

from kokong.kernel.keep import DELETE, Keep
from kokong.kernel.retention import stays

from .models import Check, Sign, Siting

RULES: Final = (
    Keep(
        Sign, by="ended", days=90, clear="owner owner_contact", name="owners of signs", what=_("Owner"),
        purpose=_("Whose ground a sign stands on is needed while it stands, and for questions afterwards."),
    ),
    Keep(
        Check, by="at", days=365, clear="user_id", name="who looked at signs",
        purpose=_("Who looked at a sign is needed for questions until it is looked at again."),
    ),
    Keep(
        Siting, by="asked", days=30, clear=DELETE, name="proposals of spots for signs",
        told="kind weight state found",
        purpose=_("A proposal is kept while its signs are planned; later other homes and signs stand there."),
    ),
)  # fmt: skip


def declare_what_stays() -> None:
    """Columns without a period."""
    code = "A word from a list of our own, or a random number; says nothing of a person."
    stays({"signs.Sign": "kind state condition ground permit", "signs.Check": "client_id condition"}, because=code)
    stays({"signs.Sign": "place point"}, because="A spot in the street, as it is written on a work order.")
