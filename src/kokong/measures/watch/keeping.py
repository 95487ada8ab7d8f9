"""How long who is in a group stays. How many were, and when the group was active, stays."""

from typing import Final

from django.utils.translation import gettext_noop as _

from kokong.kernel.keep import DELETE, Keep
from kokong.kernel.retention import stays

from .models import Household, Member

RULES: Final = (
    Keep(
        Member, by="left group__ended", days=90, clear=DELETE, name="members of watch groups",
        what=_("Name and contact details"), told="name email phone language dwelling",
        purpose=_(
            "Who is in a group is needed while they are. Whoever leaves is forgotten at once, their line later."
        ),
    ),
    Keep(
        Household, by="group__ended", days=90, clear=DELETE, name="homes of watch groups", told="dwelling state",
        what=_("What the home answered"),
        purpose=_("What a home answered is needed while its group goes on, so that nobody asks it again."),
    ),
)  # fmt: skip


def declare_what_stays() -> None:
    """Columns without a period."""
    code = "A word from a list of our own; says nothing of a person."
    stays({"watch.Group": "state speaker", "watch.Member": "role source"}, because=code)
    stays(
        {"watch.Group": "name"}, because="What a group is called: a place; its page asks for no names of persons."
    )
