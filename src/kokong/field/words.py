"""What every phone page's script says, in the language of the page it is handed to."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .subjects import Subject, Words, all_subjects, keep

Plural = dict[str, str | Promise]


def counted(one: str | Promise, other: str | Promise) -> Plural:
    """A sentence for one and for many; the script chooses by its `n`."""
    return {"one": one, "other": other}


WORDS: Final[dict[str, str | Promise | Plural]] = {
    "all_sent": _("All sent"),
    "waiting": counted(_("{n} waiting"), _("{n} waiting")),
    "no_connection": _("no connection"),
    "my_rounds": _("My rounds"),
    "gone": _(
        "This round is over, or has been given to somebody else, so it has left this phone."
        " What you recorded is kept and is sent as usual."
    ),
    "on_phone": _("on this phone"),
    "save": _("Save"),
    "cancel": _("Cancel"),
    "close": pgettext_lazy("a sheet", "Close"),
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
    "kept_locked": counted(
        _("{n} record is kept locked on this phone, and is sent when you are signed in here again."),
        _("{n} records are kept locked on this phone, and are sent when you are signed in here again."),
    ),
    "sign_in": _("Sign in"),
    "others": counted(
        _("{n} record by somebody else waits to be sent. Only who made it can open it, by signing in here."),
        _("{n} records by somebody else wait to be sent. Only who made them can open them, by signing in here."),
    ),
    "elsewhere": counted(
        _("{n} record that you made in another municipality is sent when you work there again on this phone."),
        _("{n} records that you made in another municipality are sent when you work there again on this phone."),
    ),
    "not_saved": _(
        "This could not be saved on the phone: its storage may be full. Nothing was recorded."
        " Free some space, or write it on paper."
    ),
    "not_saved_cut": _(
        "The browser has closed its storage, so this was not saved. Nothing was recorded. Try again;"
        " if that fails, load the page again, or write it on paper."
    ),
    "not_saved_locked": _(
        "You are signed out on this phone, so nothing was recorded. Sign in again, and record it anew."
    ),
    "lost_short": counted(_("{n} record lost"), _("{n} records lost")),
    "storage_unread": _("What waits can't be read just now"),
    "lost": counted(
        _(
            "{n} record that had not been sent is gone: the browser has cleared what Kokong kept on this phone."
            " Record it again, or tell your coordinator."
        ),
        _(
            "{n} records that had not been sent are gone: the browser has cleared what Kokong kept on this phone."
            " Record them again, or tell your coordinator."
        ),
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
    "photo": _("photo"),
    "photos": _("Photos"),
    "photo_take": _("Take a photo"),
    "photos_taken": counted(_("{n} photo goes with it"), _("{n} photos go with it")),
    "photo_remove": _("Remove photo {n}"),
    "photo_refused": _("The server could not take this photo."),
    "install_why": _(
        "Put Kokong on the home screen, and your rounds open faster and are kept safer on this phone."
    ),
    "install_iphone": _("On an iPhone or iPad: touch Share, then “Add to Home Screen”."),
    "install": _("Put on the home screen"),
    "not_now": _("Not now"),
    "map_loading": _("Fetching the map…"),
    "map_offline": _("The map is not on the phone yet and needs a connection. The list has everything you need."),
    "map_kept": _("map kept"),
    "map_kept_part": _("map kept for the first places"),
}


def register(subject: Subject) -> None:
    """Let phones record something about this kind of subject. Called once, when the measure's app is ready.

    Raises ValueError where its records don't say which one they are about, or a word has another meaning already.
    """
    others = [WORDS, *(each.words for each in all_subjects() if each.kind != subject.kind)]
    if twice := sorted(key for said in others for key in said if key in subject.words):
        raise ValueError(f"The phone says something else by {', '.join(twice)} already.")
    keep(subject)


def words() -> dict[str, str | dict[str, str]]:
    """Every sentence, the room's own and each kind's, translated now."""
    told: dict[str, str | dict[str, str]] = {}
    for said in (WORDS, *(subject.words for subject in all_subjects())):
        told |= _translated(said)
    return told


def _translated(said: Words) -> dict[str, str | dict[str, str]]:
    return {
        key: {form: str(each) for form, each in text.items()} if isinstance(text, Mapping) else str(text)
        for key, text in said.items()
    }


def codes() -> dict[str, Mapping[str, str]]:
    """Every kind's codes in words."""
    return {table: names for subject in all_subjects() for table, names in subject.codes().items()}
