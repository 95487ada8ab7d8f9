"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

from . import words

WORDS: Final = LogWords(
    actions={
        "risk.run": _("Burglaries analysed"),
        "risk.proposed": _("Settings for cocoons proposed"),
        "risk.accepted": _("Proposed settings for cocoons accepted"),
        "risk.declined": _("Proposed settings for cocoons declined"),
        "risk.defaults": _("Published settings for cocoons used again"),
    },
    subjects={
        "risk_run": _("analysis"),
        "risk_proposal": _("proposal"),
    },
    details={
        "kinds": _("kinds"),
        "radius_m": _("metres around"),
        "watch_days": _("days of watch"),
        "ranking": _("order of doors"),
        "run": _("analysis"),
        "by": _("person"),
    },
    values={"kinds": words.KINDS, "ranking": words.RANKINGS},
    refused={
        "risk.see": _("analyses"),
        "risk.run": _("running an analysis"),
        "risk.settings": _("settings for cocoons"),
    },
)
