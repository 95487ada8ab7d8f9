"""How long what is known of a burglary is kept. How many there were, of which kind and when, stays."""

from datetime import datetime
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import Rule, stays

from . import police, rules
from .importing import batches
from .models import Burglary, BurglaryVersion, NewsSetting, PolicePart
from .news import collecting


def forget_homes(before: datetime, dry_run: bool) -> int:
    """Forget which dwelling was burgled before a moment, and who wrote it down."""
    known = Q(dwelling__isnull=False) | Q(reported_by__isnull=False)
    known |= Q(confirmed_by__isnull=False) | Q(withdrawn_by__isnull=False)
    found = Burglary.every.filter(known, latest__lt=before)
    gone = dict.fromkeys(("dwelling", "reported_by", "confirmed_by", "withdrawn_by"))
    return found.count() if dry_run else found.update(**gone)


def forget_case_numbers(before: datetime, dry_run: bool) -> int:
    """Empty case numbers last written before a moment."""
    found = PolicePart.objects.filter(written__lt=before).exclude(case_number="")
    return found.count() if dry_run else found.update(case_number="")


def forget_words(before: datetime, dry_run: bool) -> int:
    """Empty sentences and values of changes made before a moment; that there was a change, and which, stays."""
    said = ~Q(reason="") | ~Q(changes={}) | Q(user_id__isnull=False)
    found = BurglaryVersion.objects.filter(said, at__lt=before)
    return found.count() if dry_run else found.update(reason="", changes={}, user_id=None)


RULES: Final = (
    Rule(
        name="burglary contacts",
        purpose=_("The contact is no longer needed; the burglary and its case number stay."),
        period=rules.CONTACT_KEPT,
        apply=police.forget_contacts,
        columns={"incidents.PolicePart": "contact"},
    ),
    Rule(
        name="case numbers",
        purpose=_("Finds the case in the police's own system while it may be asked about; it stays there."),
        period=rules.CASE_NUMBER_KEPT,
        apply=forget_case_numbers,
        columns={"incidents.PolicePart": "case_number"},
    ),
    Rule(
        name="burgled homes",
        purpose=_("Where burglaries happened is what risk and effect are reckoned from; their number stays."),
        period=rules.HOME_KEPT,
        apply=forget_homes,
        columns={"incidents.Burglary": "dwelling reported_by confirmed_by withdrawn_by"},
    ),
    Rule(
        name="reasons of changes",
        purpose=_(
            "Why a burglary was withdrawn or corrected, and what it said before, explains what was done then."
        ),
        period=rules.REASON_KEPT,
        apply=forget_words,
        columns={"incidents.BurglaryVersion": "user_id reason changes"},
    ),
    Rule(
        name="imported files",
        purpose=_("What an import left out has been mended or dropped; its counts stay."),
        period=rules.FILES_KEPT,
        apply=batches.forget,
        columns={
            "incidents.ImportBatch": "name content mapping header problem created_by",
            "incidents.ImportRow": "message cells",
        },
    ),
    Rule(
        name="police news",
        purpose=_("News are for reading, not for keeping."),
        period=rules.NEWS_KEPT,
        apply=collecting.forget,
        columns={"incidents.NewsEvent": "kind title summary url place"},
    ),
)


def declare_what_stays() -> None:
    """Columns without a period."""
    code = "A word from a list of our own; says nothing of a person once the home is forgotten."
    stays(
        {
            "incidents.Burglary": "state dwelling_kind entry_point source",
            "incidents.BurglaryVersion": "action",
            "incidents.ImportBatch": "state counts",
            "incidents.ImportRow": "status",
        },
        because=code,
    )
    place = "Which news the municipality reads, and why fetching them failed."
    stays({NewsSetting._meta.label: "place problem"}, because=place)
