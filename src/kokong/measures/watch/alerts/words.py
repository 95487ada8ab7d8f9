"""What alerts, their courses and urgencies are called."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATES: Final[dict[str, Promise]] = {
    "draft": pgettext_lazy("alert", "Draft"),
    "proposed": pgettext_lazy("alert", "Waits for approval"),
    "approved": pgettext_lazy("alert", "Approved"),
    "out": pgettext_lazy("alert", "Sent"),
    "stopped": pgettext_lazy("alert", "Stopped"),
    "over": pgettext_lazy("alert", "It is over"),
    "withdrawn": pgettext_lazy("alert", "Withdrawn"),
    "dropped": pgettext_lazy("alert", "Dropped"),
}
TONES: Final = {"proposed": "warning", "approved": "info", "out": "success", "stopped": "warning"}
URGENCY: Final[dict[str, Promise]] = {
    "now": _("Going on now: told at once, at any hour"),
    "today": _("Today: in the next digest"),
    "calm": _("When it suits: in a digest"),
}
URGENCY_SHORT: Final[dict[str, Promise]] = {
    "now": pgettext_lazy("alert", "Going on now"),
    "today": pgettext_lazy("alert", "Today"),
    "calm": pgettext_lazy("alert", "When it suits"),
}
LEAST: Final[dict[str, Promise]] = {
    "calm": _("All of them"),
    "today": _("Only what is for today or going on now"),
    "now": _("Only what is going on now"),
}
WAYS: Final[dict[str, Promise]] = {
    "email": pgettext_lazy("alert", "E-mail"),
    "sms": pgettext_lazy("alert", "Text message"),
    "push": pgettext_lazy("alert", "Notice on contact persons' devices"),
}
APPROVALS: Final[dict[str, Promise]] = {
    "never": _("No alerts"),
    "calm": _("All but what is going on now"),
    "always": _("All alerts"),
}
ACTIONS: Final[dict[str, Promise]] = {
    "propose": pgettext_lazy("alert", "Proposed to the other authority"),
    "send": pgettext_lazy("alert", "Sent"),
    "rewrite": pgettext_lazy("alert", "Written anew"),
    "approve": pgettext_lazy("alert", "Approved"),
    "send_back": pgettext_lazy("alert", "Sent back"),
    "correct": pgettext_lazy("alert", "Corrected"),
    "stop": pgettext_lazy("alert", "Stopped"),
    "finish": pgettext_lazy("alert", "It is over"),
    "withdraw": pgettext_lazy("alert", "Withdrawn"),
    "drop": pgettext_lazy("alert", "Dropped"),
}
LOG: Final[dict[str, Promise]] = {
    "propose": _("Alert proposed to the other authority"),
    "send": _("Alert sent"),
    "rewrite": _("Alert written anew"),
    "approve": _("Alert approved"),
    "send_back": _("Alert sent back"),
    "correct": _("Alert corrected"),
    "stop": _("Alert stopped"),
    "finish": _("Alert said to be over"),
    "withdraw": _("Alert withdrawn"),
    "drop": _("Alert dropped"),
}
BUTTONS: Final[dict[str, Promise]] = {
    "propose": pgettext_lazy("alert", "Ask the other authority to approve it"),
    "send": pgettext_lazy("alert", "Send it"),
    "approve": pgettext_lazy("alert", "Approve it"),
    "send_back": pgettext_lazy("alert", "Send it back"),
    "correct": pgettext_lazy("alert", "Tell them what was wrong"),
    "stop": pgettext_lazy("alert", "Stop what has not left"),
    "finish": pgettext_lazy("alert", "Tell them that it is over"),
    "withdraw": pgettext_lazy("alert", "Withdraw it"),
    "drop": pgettext_lazy("alert", "Drop it"),
}
DONE: Final[dict[str, Promise]] = {
    "propose": _("The other authority is asked. Nothing has gone out."),
    "send": _("The alert is on its way."),
    "approve": _("Approved. It can be sent now."),
    "send_back": _("Sent back. Nothing has gone out."),
    "correct": _("Those who got it are told."),
    "stop": _("What had not left stays here."),
    "finish": _("Those who got it are told that it is over."),
    "withdraw": _("Withdrawn. Those who got it are told."),
    "drop": _("Dropped. Nothing has gone out."),
}
AGAINST: Final[dict[str, Promise]] = {
    "own": _("Somebody of the other authority approves it."),
    "expired": _("The time until which it was of use has passed. Choose another."),
    "nobody": _("None of the chosen groups goes on, so that nobody would be told."),
    "ways": _("Choose at least one way by which it goes out."),
    "alone": _("Your municipality asks for no approval of it."),
    "both": _("The other authority approves it first."),
}
PERSON: Final = _(
    "This says what somebody looks like or who it is, so it goes to nobody here. Tell the police: 112 while it is "
    "going on, 114 14 afterwards. Say what happened, where and when."
)
TOLD: Final[dict[str, Promise]] = {
    "correct": _("Correction: %(title)s"),
    "finish": _("It is over: %(title)s"),
    "withdraw": _("Withdrawn: %(title)s"),
}
PARTS: Final[dict[str, Promise]] = {
    "": _("on %(day)s"),
    "night": _("in the night of %(day)s"),
    "morning": _("on the morning of %(day)s"),
    "afternoon": _("in the afternoon of %(day)s"),
    "evening": _("on the evening of %(day)s"),
}
