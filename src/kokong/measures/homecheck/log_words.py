"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

WORDS: Final = LogWords(
    actions={
        "homecheck.kept": _("Home check kept"),
        "homecheck.plan_taken": _("Alarm plan taken over"),
        "homecheck.answered": _("Somebody of an alarm plan answered"),
        "homecheck.forgotten": _("Home checks removed by whoever kept them"),
    },
    subjects={"homecheck_keeper": _("home check")},
    refused={
        "homecheck.see": _("what homes answered"),
        "homecheck.take": _("taking alarm plans over"),
        "homecheck.together": _("counting home checks done together"),
        "homecheck.phone": _("home checks on the phone"),
    },
)
