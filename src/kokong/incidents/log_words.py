"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

from . import words

WORDS: Final = LogWords(
    actions={
        "burglary.reported": _("Burglary reported"),
        "burglary.confirmed": _("Burglary confirmed"),
        "burglary.corrected": _("Burglary corrected"),
        "burglary.withdrawn": _("Burglary withdrawn"),
        "burglary.imported": _("Burglaries imported"),
        "burglary.exported": _("Burglaries exported"),
        "burglary.police_part": _("Police part written"),
        "burglary.police_part_seen": _("Police part read"),
        "news.setting": _("News setting changed"),
    },
    subjects={
        "burglary": _("burglary"),
        "news": _("news"),
    },
    details={
        "source": _("source"),
        "fields": _("fields"),
        "place": _("place"),
    },
    values={"source": words.SOURCES, "fields": words.COLUMNS},
    refused={
        "burglary.see": _("the burglaries"),
        "burglary.report": _("reporting a burglary"),
        "burglary.confirm": _("confirming a burglary"),
        "burglary.police": _("the police part"),
        "burglary.withdraw": _("withdrawing a burglary"),
        "burglary.correct": _("correcting a burglary"),
        "burglary.import": _("importing burglaries"),
        "news.settings": _("the news setting"),
    },
)
