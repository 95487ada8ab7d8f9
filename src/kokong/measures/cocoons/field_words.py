"""What the phone page's script says, in the language of the page it is handed to."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import words as room

Plural = dict[str, str | Promise]


def _counted(one: str | Promise, other: str | Promise) -> Plural:
    return {"one": one, "other": other}


WORDS: Final[dict[str, str | Promise | Plural]] = {
    # What is always visible.
    "all_sent": _("All sent"),
    "waiting": _counted(_("{n} waiting"), _("{n} waiting")),
    "no_connection": _("no connection"),
    "saved_here": _counted(_("Saved on this phone {time}, {n} door"), _("Saved on this phone {time}, {n} doors")),
    "my_rounds": _("My rounds"),
    # How far the round has come.
    "left": _counted(_("{n} door left"), _("{n} doors left")),
    "left_again": _counted(_("{n} door to try again"), _("{n} doors to try again")),
    "left_none": _("Every door is done"),
    "covered": _counted(
        _("{visited} of {eligible} visited, {talked} talked to"),
        _("{visited} of {eligible} visited, {talked} talked to"),
    ),
    "due": _("To be done by {time}"),
    "odd": _("odd numbers"),
    "even": _("even numbers"),
    "group_left": _counted(_("{n} left"), _("{n} left")),
    "group_done": _("done"),
    "gone": _(
        "This round is over, or has been given to somebody else, so it has left this phone."
        " What you recorded is kept and is sent as usual."
    ),
    # A door.
    "on_phone": _("on this phone"),
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
    # A time to come back.
    "when_back": _("When will you come back?"),
    "this_evening": _("This evening"),
    "tomorrow": _("Tomorrow"),
    "other_time": _("Another time"),
    "save": _("Save"),
    "cancel": _("Cancel"),
    # The thumb's bar.
    "next_door": _("Next door: {address}"),
    "rest_claimed": _counted(_("A colleague is at the last door."), _("Colleagues are at the last {n} doors.")),
    "rest_again": _counted(
        _("All doors tried. {n} is to be tried again at another time."),
        _("All doors tried. {n} are to be tried again at another time."),
    ),
    "rest_done": _("All doors are done. Thank you!"),
    "close": pgettext_lazy("a sheet", "Close"),
    # What the phone or the server has to say.
    "understood": _("Understood"),
    "refused": _("The server could not take this record."),
    "signed_out": _("Your sign-in has run out. Sign in again to go on."),
    "signed_out_here": _("You are signed out on this phone, so your rounds have left it. Sign in again to go on."),
    "no_role": _("You don't visit doors here any more, so the rounds have left this phone."),
    "lapsed": _(
        "This phone has not reached Kokong for so long that the rounds have left it."
        " They come back by themselves when there is a connection."
    ),
    "unheard": _(
        "This phone has no connection to Kokong. Your rounds open by themselves when there is one;"
        " after that they work without, too."
    ),
    "kept_locked": _counted(
        _("{n} record is kept locked on this phone, and is sent when you are signed in here again."),
        _("{n} records are kept locked on this phone, and are sent when you are signed in here again."),
    ),
    "sign_in": _("Sign in"),
    "others": _counted(
        _("{n} record by somebody else waits to be sent. Only who made it can open it, by signing in here."),
        _("{n} records by somebody else wait to be sent. Only who made them can open them, by signing in here."),
    ),
    "elsewhere": _counted(
        _("{n} record that you made in another municipality is sent when you work there again on this phone."),
        _("{n} records that you made in another municipality are sent when you work there again on this phone."),
    ),
    "not_saved": _(
        "This could not be saved on the phone: its storage may be full. Nothing was recorded."
        " Free some space, or write it on paper."
    ),
    "no_storage": _(
        "This browser doesn't let the page save anything, so nothing can be recorded here."
        " Leave private browsing, or use another browser."
    ),
    "insecure": _(
        "The phone page needs a secure address, one that begins with https."
        " Ask whoever runs Kokong where you work."
    ),
    "take_offline": _(
        "There is no connection. A round can be taken when you are online; rounds that are yours work as usual."
    ),
    "install_why": _(
        "Put Kokong on the home screen, and your rounds open faster and are kept safer on this phone."
    ),
    "install": _("Put on the home screen"),
    "not_now": _("Not now"),
    "map_loading": _("Fetching the map…"),
    "map_offline": _("The map needs a connection. The list has everything you need."),
}

# On the phone a wish is a tap, so its name is as short as can be.
FOLLOW_UPS: Final[dict[str, str | Promise]] = {
    "watch_group": _("Watch group"),
    "kit": _("Marking kit"),
    "home_check": _("Home check"),
    "sign": pgettext_lazy("burglary warning", "Sign"),
}


def words() -> dict[str, str | dict[str, str]]:
    """Every sentence, translated now."""
    return {
        key: {form: str(text) for form, text in said.items()} if isinstance(said, dict) else str(said)
        for key, said in WORDS.items()
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
