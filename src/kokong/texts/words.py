"""How kinds, languages, states and moves are said."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LANGUAGES: Final = {"sv": _("Swedish"), "sv-easy": _("Easy Swedish"), "en": _("English")}
STATES: Final = {
    "draft": pgettext_lazy("text", "Draft"),
    "proposed": pgettext_lazy("text", "Waits for the other authority"),
    "approved": pgettext_lazy("text", "Approved"),
    "scheduled": pgettext_lazy("text", "Scheduled"),
    "published": pgettext_lazy("text", "Published"),
    "expired": pgettext_lazy("text", "Its time is over"),
}
TONES: Final = {"proposed": "warning", "approved": "info", "scheduled": "info", "published": "success"}
MOVES: Final = {
    "propose": _("Ask the other authority"),
    "send_back": _("Send back to be changed"),
    "approve": _("Approve"),
    "schedule": _("Publish later"),
    "call_off": _("Don't publish it later"),
    "publish": pgettext_lazy("text", "Publish"),
    "take_back": pgettext_lazy("text", "Take back"),
}
DONE: Final = {
    "written": _("Written"),
    "rewritten": _("New wording saved"),
    "propose": _("Sent to the other authority"),
    "send_back": _("Sent back to be changed"),
    "approve": pgettext_lazy("text", "Approved"),
    "schedule": pgettext_lazy("text", "Scheduled"),
    "call_off": _("Not published later after all"),
    "publish": pgettext_lazy("text", "Published"),
    "take_back": pgettext_lazy("text", "Taken back"),
    "expire": _("Its time was over"),
    "readdress": _("Given another address"),
    "keep_ours": _("Own words kept beside a new edition"),
    "take_new": _("Given up for the new edition"),
}
ARTICLES: Final = {
    "shipped": _("As it comes"),
    "hidden": _("Hidden"),
    "before": _("Own words before it"),
    "own": _("Own text in its place"),
    "newer": _("New edition to look at"),
}
ARTICLE_TONES: Final = {"hidden": "neutral", "before": "info", "own": "success", "newer": "warning"}
