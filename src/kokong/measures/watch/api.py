"""The door to watch groups. Everything works in the municipality in scope."""

from .alerts.acting import act as act_on_alert
from .alerts.contacts import contact_persons, is_contact
from .alerts.proposing import propose as propose_alert
from .alerts.proposing import take_back as take_back_alert
from .alerts.reading import alert, alerts
from .alerts.values import Alert, AlertMissing
from .alerts.values import Draft as AlertDraft
from .alerts.writing import rewrite as rewrite_alert
from .alerts.writing import write as write_alert
from .events import AlertSent, DecalsGiven, GroupMoved
from .groups import act, checked, decide, make_group, met, rename
from .joining import invite
from .reading import group, groups, groups_at, may_order_signs, setting, suggested
from .roster import add_person, answer, give_decals, home, name_role, remove, roster
from .rules import Setting
from .signing import why_no_signs
from .values import Draft, Group, GroupMissing, Line, Member, MemberMissing, Refused

__all__ = [
    "Alert",
    "AlertDraft",
    "AlertMissing",
    "AlertSent",
    "DecalsGiven",
    "Draft",
    "Group",
    "GroupMissing",
    "GroupMoved",
    "Line",
    "Member",
    "MemberMissing",
    "Refused",
    "Setting",
    "act",
    "act_on_alert",
    "add_person",
    "alert",
    "alerts",
    "answer",
    "checked",
    "contact_persons",
    "decide",
    "give_decals",
    "group",
    "groups",
    "groups_at",
    "home",
    "invite",
    "is_contact",
    "make_group",
    "may_order_signs",
    "met",
    "name_role",
    "propose_alert",
    "remove",
    "rename",
    "rewrite_alert",
    "roster",
    "setting",
    "suggested",
    "take_back_alert",
    "why_no_signs",
    "write_alert",
]
