"""What each role is for, in a sentence, where somebody gives one."""

from collections.abc import Iterable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokong.kernel.templatetags.kokong import role_name

from .rules import Role

MEANS: Final[dict[Role, str | Promise]] = {
    "officer": _(
        "Reports and confirms burglaries, plans rounds, and sees case numbers and contacts, with a reason."
    ),
    "coordinator": _(
        "Plans rounds and measures, imports, and invites the municipality's own. Sees no case numbers."
    ),
    "visitor": _("Walks the rounds that they are given, with a phone, and sees the doors of today alone."),
    "contact_person": _("Looks after a neighbourhood-watch group, and sees that group alone."),
    "owner_representative": _(
        "Acts for a property owner or a housing association, and sees their buildings alone."
    ),
    "alarm_operator": _("Takes alarms, calls, and decides; sees the homes that have a panel."),
    "alarm_supervisor": _("Sees all alarms, takes over, hands over and closes what others have."),
    "resident": _("Sees their own home."),
    "auditor": _("Reads the municipality's log of who did and saw what, and nothing else."),
    "police_auditor": _("Reads the log about what only the police see, and nothing else."),
}


def meanings(roles: Iterable[Role]) -> list[tuple[str, str]]:
    """Roles by their names, each with what it is for."""
    return [(role_name(role), str(MEANS[role])) for role in roles]
