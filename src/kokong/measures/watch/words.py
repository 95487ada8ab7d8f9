"""What groups, their courses and their people are called."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATES: Final[dict[str, Promise]] = {
    "interest": pgettext_lazy("watch group", "Interest"),
    "meeting": pgettext_lazy("watch group", "Start meeting planned"),
    "trained": pgettext_lazy("watch group", "Trained"),
    "active": pgettext_lazy("watch group", "Active"),
    "dormant": pgettext_lazy("watch group", "Dormant"),
    "closed": pgettext_lazy("watch group", "Closed"),
}
TONES: Final = {"active": "success", "dormant": "warning", "meeting": "info", "trained": "info"}
ACTIONS: Final[dict[str, Promise]] = {
    "plan_start": pgettext_lazy("watch group", "Start meeting planned"),
    "put_off": pgettext_lazy("watch group", "Start meeting put off"),
    "train": pgettext_lazy("watch group", "Trained at the start meeting"),
    "activate": pgettext_lazy("watch group", "Active"),
    "rest": pgettext_lazy("watch group", "Dormant"),
    "wake": pgettext_lazy("watch group", "Active again"),
    "close": pgettext_lazy("watch group", "Closed"),
    "hand_over": pgettext_lazy("watch group", "Moved to another municipality"),
    "reopen": pgettext_lazy("watch group", "Taken up again"),
}
BUTTONS: Final[dict[str, Promise]] = {
    "plan_start": _("The start meeting is planned"),
    "put_off": _("It is put off"),
    "train": _("They have been trained"),
    "activate": _("The group is active"),
    "rest": _("It is dormant"),
    "wake": _("It is active again"),
    "close": _("Close the group"),
    "reopen": pgettext_lazy("watch group", "Take it up again"),
}
NEXT: Final[dict[str, Promise]] = {
    "interest": _("Plan a start meeting with the police or a crime-scene officer."),
    "meeting": _("Hold the start meeting, and note who spoke at it."),
    "trained": _("Name contact persons, and let the group begin. Signs can be ordered once it is active."),
    "active": _("Signs may be ordered. The neighbours meet once a year."),
    "dormant": _("Meet the neighbours again, or close the group and take its signs down."),
    "closed": _("It is closed. Who was in it has been forgotten 90 days later."),
}
SPEAKERS: Final[dict[str, Promise]] = {
    "police": _("A police officer"),
    "crime_scene": _("A crime-scene officer"),
}
BLOCKS: Final[dict[str, Promise]] = {
    "empty": _("No home lies in its area."),
    "contact": _("It has no contact person."),
    "share": _("Fewer homes have joined than your municipality asks for."),
    "head": _("With so many contact persons one of them must be their head."),
}
HOMES: Final[dict[str, Promise]] = {
    "": pgettext_lazy("home in a watch group", "Not asked"),
    "joined": pgettext_lazy("home in a watch group", "Has joined"),
    "declined": pgettext_lazy("home in a watch group", "Declined"),
    "left": pgettext_lazy("home in a watch group", "Has left"),
}
ROLES: Final[dict[str, Promise]] = {
    "member": pgettext_lazy("watch group", "Member"),
    "contact": pgettext_lazy("watch group", "Contact person"),
    "head": pgettext_lazy("watch group", "Head contact person"),
}
WAYS: Final[dict[str, Promise]] = {
    "draw": _("Draw it"),
    "streets": _("Streets"),
    "building": _("A building"),
    "homes": _("A list of addresses"),
    "area": _("An area that is there"),
}
SEEN_BY: Final[dict[str, Promise]] = {
    "contacts": _("Contact persons only"),
    "group": _("The whole group"),
}
ASKED: Final[dict[str, Promise]] = {
    "police": pgettext_lazy("asked by a watch group", "The police"),
    "municipality": pgettext_lazy("asked by a watch group", "The municipality"),
}
