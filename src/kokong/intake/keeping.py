"""How long an import is kept. When there was one, and its counts, stays."""

from typing import Final

from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import DELETE, Keep, stays

from .models import Batch, BatchRow, Source

DAYS: Final = 30
REMEMBERED: Final = 2 * 365
PURPOSE: Final = _("What an import left out has been mended or dropped; its counts stay.")

RULES: Final = (
    Keep(
        Batch,
        by="created",
        days=DAYS,
        clear="name content digest mapping aside decided header sheets problem created_by",
        what=_("The file and what it left out"),
        name="imported files",
        purpose=PURPOSE,
    ),
    Keep(BatchRow, by="at", days=DAYS, clear=DELETE, told="message cells", name="imported rows", purpose=PURPOSE),
    Keep(
        Source,
        by="used",
        days=REMEMBERED,
        clear=DELETE,
        told="mapping decided",
        what=_("What the columns and words of a kind of file mean"),
        name="remembered files",
        purpose=_("The next file of the kind needs no new decisions."),
    ),
)


def declare_what_stays() -> None:
    """Columns without a period."""
    code = "A word from a list of our own, or numbers; says nothing of a person."
    stays(
        {
            "intake.Batch": "importer state counts",
            "intake.BatchRow": "status",
            "intake.Source": "importer signature",
        },
        because=code,
    )
