"""A frozen picture on paper: a document for a board, and slides for the steering group."""

from pathlib import Path
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kokong.kernel import documents, tenancy
from kokong.kernel.models import Municipality

from . import drawing, words
from .values import Said, Version

REPORT: Final = Path(__file__).with_name("report.typ")
SLIDES: Final = Path(__file__).with_name("slides.typ")


def report(version: Version, *, language: str) -> bytes:
    """A version as PDF, A4."""
    return documents.typeset(REPORT, data(version, language=language))


def slides(version: Version, *, language: str) -> bytes:
    """A version as PDF, 16:9."""
    return documents.typeset(SLIDES, data(version, language=language))


def data(version: Version, *, language: str) -> dict[str, Any]:
    """What both show."""
    place = Municipality.objects.get(pk=tenancy.municipality_id()).signed
    day = date_format(timezone.localtime(version.at), "j F Y")
    asked = version.asked
    return {
        "title": _("Situational picture"), "language": language, "above": place,
        "lead": _("Version %(n)d, frozen on %(day)s") % {"n": version.number, "day": day},
        "period": _("From %(since)s up to and including %(until)s") % {
            "since": date_format(asked.since, "j F Y"),
            "until": date_format(timezone.localdate(version.at), "j F Y"),
        },
        "foot": _("%(place)s · situational picture, version %(n)d") % {"place": place, "n": version.number},
        "source": _("Source: %(source)s"), "figures": _("The figures"), "page": _("Page"),
        "promise": _("This document shows what was known when it was frozen. It doesn’t change."),
        "texts": [
            {"title": str(heading), "text": getattr(version.text, name)}
            for name, heading in words.HEADINGS.items() if getattr(version.text, name)
        ],
        "parts": [_part(each) for each in version.said(language)],
    }  # fmt: skip


def _part(said: Said) -> dict[str, Any]:
    most = max((row.value or 0 for row in said.body.rows), default=0)
    hottest = max((value for line in said.body.heat for value in line), default=0.0)
    return {
        "title": said.title, "sentence": said.body.sentence, "note": said.body.note, "drawn": said.body.drawn,
        "source": _("Source: %(source)s") % {"source": said.source},
        "rows": [
            {"label": row.label, "said": row.said, "share": (row.value or 0) / most if most else 0}
            for row in said.body.rows
        ],
        "heat": [[drawing.level(value, hottest) for value in line] for line in said.body.heat],
    }  # fmt: skip
