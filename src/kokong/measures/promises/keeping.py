"""How long it is known who signed, and who made a rule. What was promised and counted stays: it is no person's."""

from typing import Final

from django.utils.translation import gettext_noop as _

from kokong.kernel.keep import Keep
from kokong.kernel.retention import stays

from .models import Counting, Signature

YEARS_5: Final = 1826

RULES: Final = (
    Keep(
        Signature, by="at", days=YEARS_5, clear="user_id", name="who signed promises",
        purpose=_("Who signed a promise is proven by the account, while it runs and for questions afterwards."),
    ),
    Keep(
        Counting, by="made", days=YEARS_5, clear="user_id", name="who made rules of promises",
        purpose=_("Who said how an action is counted is needed while it runs and for questions afterwards."),
    ),
)  # fmt: skip


def declare_what_stays() -> None:
    """Columns without a period."""
    stays(
        {"promises.Promise": "state", "promises.Action": "by result", "promises.Counting": "rule result",
         "promises.Signature": "authority"},
        because="A word from a list of our own, or a count; says nothing of a person.",
    )  # fmt: skip
    stays(
        {"promises.Promise": "title situation priorities text hopes midterm report",
         "promises.Action": "title reason", "promises.Counting": "why", "promises.Signature": "office"},
        because="What two authorities say to everybody; it names no person.",
    )  # fmt: skip
