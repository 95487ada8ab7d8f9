"""How long it is known who signed, and who made a rule. What was promised and counted stays: it is no person's."""

from typing import Final

from django.utils.translation import gettext_noop as _

from kokong.kernel.keep import Keep
from kokong.kernel.retention import stays

from .models import Counting, Reply, Saying, Signature

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
    Keep(
        Reply, by="dialogue__closed", days=30, clear="once", name="who answered once in dialogues",
        purpose=_("That one browser or sheet answers once is needed while sheets are still being entered."),
    ),
    Keep(
        Saying, by="reply__dialogue__closed", days=730, clear="text point", name="answers in dialogues",
        purpose=_("What residents wrote is needed while the promise that stands on it is made and looked at."),
    ),
)  # fmt: skip


def declare_what_stays() -> None:
    """Columns without a period."""
    stays(
        {"promises.Promise": "state", "promises.Action": "by result", "promises.Counting": "rule result",
         "promises.Signature": "authority", "promises.Month": "areas",
         "promises.Dialogue": "state", "promises.Question": "kind", "promises.Reply": "way",
         "promises.Saying": "choice"},
        because="A word from a list of our own, or a count; says nothing of a person.",
    )  # fmt: skip
    stays(
        {"promises.Promise": "title situation priorities text hopes midterm report",
         "promises.Action": "title reason", "promises.Counting": "why", "promises.Signature": "office",
         "promises.Dialogue": "title lead heard", "promises.Question": "words choices",
         "promises.Theme": "title"},
        because="What two authorities say to everybody; it names no person.",
    )  # fmt: skip
