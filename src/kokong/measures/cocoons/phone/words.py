"""What the phone says about doors, in the language of the page."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.field.api import counted

from .. import words as room

WORDS: Final[dict[str, str | Promise | dict[str, str | Promise]]] = {
    "saved_here": counted(_("Saved on this phone {time}, {n} door"), _("Saved on this phone {time}, {n} doors")),
    "left": counted(_("{n} home left"), _("{n} homes left")),
    "left_again": counted(_("{n} home to try again"), _("{n} homes to try again")),
    "left_none": _("Every door is done"),
    "covered": counted(
        _("{visited} of {eligible} homes visited, {talked} talked to"),
        _("{visited} of {eligible} homes visited, {talked} talked to"),
    ),
    "homes": counted(_("{n} home"), _("{n} homes")),
    "homes_about": counted(_("About {n} home"), _("About {n} homes")),
    "homes_done": counted(_("{done} of {n} home reached"), _("{done} of {n} homes reached")),
    "how_many": _("At how many homes?"),
    "one_more": _("One home more"),
    "one_fewer": _("One home fewer"),
    "you_recorded_homes": counted(
        _("You recorded last: {outcome} {time}, {n} home"), _("You recorded last: {outcome} {time}, {n} homes")
    ),
    "recorded_homes": counted(
        _("{name} recorded last: {outcome} {time}, {n} home"),
        _("{name} recorded last: {outcome} {time}, {n} homes"),
    ),
    "finish": _("Finished with this block"),
    "unfinish": _("Not finished after all"),
    "finished": _("finished"),
    "count": _("Count the homes"),
    "letter_boxes": _("Letter boxes at {address}"),
    "letter_boxes_why": _("So many homes are then counted here, on every phone and at the desk."),
    "due": _("To be done by {time}"),
    "odd": _("odd numbers"),
    "even": _("even numbers"),
    "group_left": counted(_("{n} left"), _("{n} left")),
    "group_done": _("done"),
    "you_are_here": _("You are here"),
    "claimed": _("{name} is here"),
    "claimed_hint": _("{name} is at this door now."),
    "back_at": _("come back {time}"),
    "you_recorded": _("You recorded: {outcome} {time}"),
    "recorded": _("{name} recorded: {outcome} {time}"),
    "also_recorded": _("{name} also recorded: {outcome} {time}"),
    "you": _("You"),
    "why_dropped": _("This door has been taken off the list. You don't need to go there."),
    "why_do_not_visit": _("Nobody knocks here. The household or your coordinator has decided so."),
    "why_shared": _("Colleagues have visited this home lately, around another burglary."),
    "why_done": _("This door is done."),
    "lines": _("Three lines to say"),
    "line_1": _(
        "Hello, I come from the municipality. There has been a burglary near by, and we visit everybody around."
    ),
    "line_2": _(
        "Lock doors and windows, let a lamp burn when you are out, and keep an eye on each other's homes"
        " the next two weeks."
    ),
    "line_3": _("If something is happening, call 112. Tips about what has happened: 114 14."),
    "what_happened": _("What happened at {address}?"),
    "wants": _("What does the household at {address} want?"),
    "wants_short": _("Do they also want:"),
    "undo": _("Undo"),
    "record_anew": _("Record once more"),
    "when_back": _("When will you come back?"),
    "this_evening": _("This evening"),
    "tomorrow": _("Tomorrow"),
    "other_time": _("Another time"),
    "next_door": _("Next door: {address}"),
    "found": _("A home is missing here"),
    "found_what": _("Street and number, such as Ekvägen 6 B"),
    "found_beside": _("Beside which door?"),
    "found_place": _("I stand at it: take the phone’s position"),
    "found_placed": _("The position is taken."),
    "found_no_place": _("The phone gave no position. The home is put beside the door."),
    "found_outcome": _("What happened there?"),
    "found_only": _("Nobody has rung yet"),
    "found_waits": _("{address}: found, not sent yet"),
    "found_bad": _("Give the street and number."),
    "found_choose": _("Choose a door"),
    "found_no_door": _("Say beside which door it lies."),
    "rest_claimed": counted(_("A colleague is at the last door."), _("Colleagues are at the last {n} doors.")),
    "rest_again": counted(
        _("All doors tried. {n} home is to be tried again at another time."),
        _("All doors tried. {n} homes are to be tried again at another time."),
    ),
    "rest_done": _("All doors are done. Thank you!"),
}

# On the phone a wish is a tap, so its name is as short as can be.
FOLLOW_UPS: Final[dict[str, str | Promise]] = {
    "watch_group": _("Watch group"),
    "kit": _("Marking kit"),
    "home_check": _("Home check"),
    "sign": pgettext_lazy("burglary warning", "Sign"),
}


def codes() -> dict[str, dict[str, str]]:
    """The room's codes in words, for the phone."""
    tables = {
        "outcomes": room.OUTCOMES,
        "follow_ups": FOLLOW_UPS,
        "reasons": room.REASONS,
        "states": room.STATES,
    }
    return {name: {code: str(text) for code, text in table.items()} for name, table in tables.items()}
