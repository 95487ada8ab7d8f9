"""The room's codes in people's words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

KINDS: Final[Words] = {
    "burglary": _("Burglary"),
    "verified": _("Verified burglary"),
    "hold_up": _("Hold-up or duress"),
    "fire": _("Fire"),
    "gas": _("Gas or carbon monoxide"),
    "medical": _("Medical alarm"),
    "technical": _("Water or frost"),
    "alarm": _("Alarm of unnamed type"),
    "tamper": _("Tampering"),
    "exit_error": _("On the way out"),
    "cancel": _("Cancelled"),
    "abort": _("Aborted"),
    "open": _("Switched off"),
    "close": _("Switched on"),
    "bypass": _("Detector bypassed"),
    "test": pgettext_lazy("alarm", "Test"),
    "trouble": _("Trouble"),
    "communication": _("Connection trouble"),
    "line_fault": _("Not heard from"),
    "opened_outside": _("Opened outside its hours"),
    "not_closed": _("Not closed in time"),
    "not_opened": _("Not opened in time"),
    "test_missed": _("The panel’s test did not come"),
    "restore": _("Back to normal"),
    "access": _("Door access"),
    "program": _("Programming"),
    "status": _("Status"),
    "unknown": _("Unknown event"),
}
OWN: Final[Words] = {
    "Never heard": _("nothing has come from the panel since it was enrolled"),
    "Unencrypted message refused": _("an unencrypted message was refused; the panel has a key"),
    "Message refused": _("a message was refused; is the panel’s key right?"),
    "Messages refused: the panel's clock is off": _("messages are refused; the panel’s clock is off"),
    "The panel's clock is off": _("the panel’s clock is off; its messages are taken all the same"),
    "Messages refused: the panel's key can't be opened here": _(
        "messages are refused; its key can’t be opened here"
    ),
    "Message changed on its way: an alarm made to look like a life sign": _(
        "somebody changed a message on its way, so that an alarm would look like a life sign. What it reported is "
        "kept. Treat it as true, and tell whoever looks after the panel’s network"
    ),
    "Message changed on its way: another panel's, under this one's number": _(
        "somebody sent another panel’s message under this one’s number. It was refused. Give each panel a key of "
        "its own"
    ),
}
"""What the receiver found out by itself, by the event's label."""
MISHEARD: Final[dict[str, tuple[str | Promise, str | Promise]]] = {
    "unknown": (
        _("Nobody is enrolled with this number"),
        _("Enrol it, or set the same account, receiver and line number in the panel as here."),
    ),
    "plain": (
        _("It is not encrypted, and the panel has a key here"),
        _("Switch encryption on in the panel and write the key there."),
    ),
    "no_key": (
        _("It is encrypted, and the panel has no key here"),
        _("Write the panel’s key here (Change), or switch encryption off in the panel."),
    ),
    "key": (
        _("It does not open with the panel’s key"),
        _("Write the same key in both places, and in the same way: hexadecimal digits, or characters."),
    ),
    "content": (_("What it says can’t be read"), _("Choose SIA DC-09 with SIA-DCS or ADM-CID in the panel.")),
    "transport": (
        _("It came by another transport than the panel is enrolled for"),
        _("Choose TCP or UDP in the panel as here, or allow both here (Change)."),
    ),
    "clock": (
        _("It is encrypted, and its clock is off"),
        _("Set the panel’s clock and its time zone, or allow for the difference here (Change)."),
    ),
    "checksum": (
        _("Its checksum is wrong"),
        _("Choose SIA DC-09 as the format. If it is chosen, something on the way changes what the panel sends."),
    ),
    "length": (
        _("Its length is not what it says"),
        _("Choose SIA DC-09 as the format, and a recent version of the panel’s software."),
    ),
    "header": (
        _("Its header can’t be read"),
        _("Account: letters and digits, sixteen at most. Receiver and line: up to six of 0–9 and A–F."),
    ),
    "bytes": (
        _("It is no SIA DC-09 at all"),
        _("Choose SIA DC-09 as the format; panels also call it SIA IP, SIA-DCS or ADM-CID."),
    ),
    "cut": (_("The message has no end"), _("Choose SIA DC-09 as the format; each message ends with CR.")),
}
"""Why something that came isn't understood, and the setting that would mend it."""
STATES: Final[Words] = {
    "waiting": pgettext_lazy("alarm", "Waiting"),
    "taken": pgettext_lazy("alarm", "Taken"),
    "closed": pgettext_lazy("alarm", "Closed"),
}
VERIFICATIONS: Final[Words] = {
    "unconfirmed": _("Not confirmed"),
    "sequential": _("Confirmed by a second detector"),
    "code": _("Confirmed by the panel"),
    "operator": _("Confirmed by an operator"),
}
CLOSE_REASONS: Final[Words] = {
    "burglary": _("Burglary"),
    "hold_up": _("Hold-up or duress"),
    "fire": _("Fire"),
    "other_danger": _("Another danger"),
    "user_error": _("Somebody in the household set it off"),
    "pet": _("An animal"),
    "environment": _("Draught, insects or weather"),
    "fault": _("Faulty equipment"),
    "no_cause": _("No cause was found"),
    "aborted": _("Aborted at the panel in time"),
    "cancelled": _("Switched off at the panel in time"),
    "test": pgettext_lazy("alarm", "Test"),
    "repaired": _("Repaired"),
    "restored": _("Back to normal by itself"),
    "gathered": _("One of many homes that fell silent at once"),
    "retired": _("The panel was taken out of service"),
    "other": _("Another reason"),
}
CALL_RESULTS: Final[Words] = {
    "no_answer": pgettext_lazy("call", "No answer"),
    "voicemail": _("Voicemail"),
    "all_well": _("All is well"),
    "false_alarm": _("It was a mistake"),
    "burglary_seen": _("Sees signs of a burglary"),
    "going_there": _("Is going there"),
    "wrong_number": _("Wrong number"),
}
CONTACT_KINDS: Final[Words] = {
    "owner": _("Owner"),
    "resident": _("Resident"),
    "key_holder": _("Neighbour with a key"),
}
ZONE_KINDS: Final[Words] = {
    "door": _("Door"),
    "window": _("Window"),
    "glass": _("Breaking glass"),
    "motion": _("Motion"),
    "smoke": _("Smoke"),
    "water": _("Water"),
    "panic": _("Panic button"),
    "tamper": _("Tampering"),
    "outdoor": _("Outdoors"),
}
SIDES: Final[Words] = {
    "front": _("towards the street"),
    "rear": _("at the back"),
    "left": _("on the left, seen from the street"),
    "right": _("on the right, seen from the street"),
}
STEPS: Final[Words] = {
    "raised": _("Alarm raised"),
    "events": _("More events"),
    "escalated": _("More urgent"),
    "verified": pgettext_lazy("alarm", "Confirmed"),
    "restored": _("Back to normal"),
    "cancelled": _("Cancelled at the panel"),
    "aborted": _("Aborted at the panel"),
    "unset": _("Alarm switched off"),
    "set": _("Alarm switched on"),
    "taken": pgettext_lazy("alarm", "Taken"),
    "released": _("Put back in the queue"),
    "handed_over": _("Offered to a colleague"),
    "called": _("Called"),
    "note": _("Note"),
    "closed": pgettext_lazy("alarm", "Closed"),
    "message": _("Message"),
    "draft": _("Draft for the police"),
    "seen": pgettext_lazy("alarm", "Seen"),
    "taken_over": _("Taken over"),
    "late": _("Told onward"),
    "reminder": _("Reminder set"),
    "reminded": _("Reminder"),
    "put_away": _("Reminder put away"),
    "called_in": _("Somebody rang"),
}
MESSAGE_RESULTS: Final[Words] = {
    "sent": pgettext_lazy("message", "sent"),
    "failed": _("not sent, will be tried again"),
    "given_up": _("not sent"),
    "perhaps_sent": _("perhaps sent; sent again to be sure"),
    "not_set_up": _("text messages are not set up"),
    "no_contact_person": _("no contact person there: the home is in no watch group, or nobody looks after it"),
}
LATE_RESULTS: Final[Words] = {"supervisors": _("to supervisors"), "everybody": _("to all operators")}
RELEASED_RESULTS: Final[Words] = {"absent": _("whoever had it was not there")}
DRAFT_RESULTS: Final[Words] = {
    "drafted": _("waits for the officer"),
    "joined": _("the burglary was reported already"),
    "no_dwelling": _("the account has no dwelling"),
}
PAUSES: Final[Words] = {"test": pgettext_lazy("alarm", "Test"), "out_of_service": _("Out of service")}
TRANSPORTS: Final[Words] = {"any": _("TCP or UDP"), "tcp": "TCP", "udp": "UDP"}
FIELDS: Final[Words] = {
    "account": _("Account"),
    "receiver": _("Receiver number"),
    "line": _("Line number"),
    "transport": _("Transport"),
    "interval_s": _("Seconds between polls"),
    "quirks": _("Departure from the format"),
    "dwelling_id": _("Address"),
    "centre_id": _("Handled by"),
    "key": _("Key"),
    "clock_s": _("Seconds the clock may be off"),
    "entry_s": _("Seconds on the way in"),
    "exit_s": _("Seconds on the way out"),
    "confirm_minutes": _("Minutes for a second detector"),
    "plan": _("Alarm plan"),
    "notes": _("What was agreed"),
    "follow_up": _("To follow up"),
}
QUIRKS: Final[dict[int, str | Promise]] = {
    0: pgettext_lazy("departure", "None"),
    1: _("Counts the closing CR (Eldes)"),
    2: _("Binary checksum (Lupus, Egardia)"),
    3: _("Both"),
}


def clock_off(seconds: int) -> str:
    """By how much a panel's clock is off: "+1 h", "−25 min"."""
    sign, minutes = ("+" if seconds > 0 else "−"), round(abs(seconds) / 60)
    if minutes >= 48 * 60:
        return gettext("%(sign)s%(n)d days") % {"sign": sign, "n": round(minutes / 1440)}
    hours, minutes = divmod(minutes, 60)
    parts = [gettext("%(n)d h") % {"n": hours}] * bool(hours)
    parts += [gettext("%(n)d min") % {"n": minutes}] * (not hours or minutes > 0)
    return sign + " ".join(parts)


def floor(number: int) -> str:
    """A floor as people say it; 0 is the ground floor."""
    if number == 0:
        return gettext("ground floor")
    if number == -1:
        return gettext("basement")
    floors = abs(number)
    if number < 0:
        return ngettext("%(n)d floor down", "%(n)d floors down", floors) % {"n": floors}
    return ngettext("%(n)d floor up", "%(n)d floors up", floors) % {"n": floors}
