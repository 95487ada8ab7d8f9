"""The door to watch groups. Everything works in the municipality in scope."""

from .events import DecalsGiven, GroupMoved
from .groups import act, checked, decide, make_group, met, rename
from .joining import invite
from .reading import group, groups, groups_at, may_order_signs, setting, suggested
from .roster import add_person, answer, give_decals, home, name_role, remove, roster
from .rules import Setting
from .values import Draft, Group, GroupMissing, Line, Member, MemberMissing, Refused

__all__ = [
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
    "add_person",
    "answer",
    "checked",
    "decide",
    "give_decals",
    "group",
    "groups",
    "groups_at",
    "home",
    "invite",
    "make_group",
    "may_order_signs",
    "met",
    "name_role",
    "remove",
    "rename",
    "roster",
    "setting",
    "suggested",
]
