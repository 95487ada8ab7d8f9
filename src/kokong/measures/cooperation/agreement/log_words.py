"""How the log is said: what this part writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

WORDS: Final = LogWords(
    actions={
        "agreement.line_made": _("Line of the agreement written"),
        "agreement.line_ended": _("Line of the agreement ended"),
        "agreement.police_shared": _("Fact of the police shared by decision"),
        "agreement.police_taken_back": _("Shared fact of the police taken back"),
        "agreement.police_sharing_seen": _("Shared fact of the police read"),
        "agreement.register_printed": _("Register of processing printed"),
        "agreement.assessment_printed": _("Impact assessment printed"),
    },
    subjects={"agreement": _("line of the agreement"), "sharing": _("shared fact")},
    details={"days": _("days")},
)
