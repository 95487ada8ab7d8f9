"""How long tasks keep whom and which home they are about. What was done when, and how often, stays."""

from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import Keep, stays

from .models import Task

ABOUT: Final = "dwelling taken_by ended_by answer"

RULES: Final = (
    Keep(
        Task,
        by="ended_at",
        days=90,
        clear=ABOUT,
        what=_("Home, people and answer"),
        name="tasks",
        purpose=_("Whom a task was about is needed until it has been seen to, and for a while after."),
    ),
    Keep(
        Task,
        by="opened",
        days=365,
        clear=ABOUT,
        among=Q(ended_at=None),
        also={"state": "withdrawn"},
        mark="ended_at",
        name="tasks that nobody saw to",
        purpose=_("What a household wished for a year ago is no longer what it waits for."),
    ),
)


def declare_what_stays() -> None:
    """Columns without a period."""
    code = "A word from a list of our own, or a number; says nothing of a person."
    stays({"tasks.Task": "kind source source_id state"}, because=code)
