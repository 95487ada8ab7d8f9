"""Burglaries from a file, as the room of imports needs them."""

from functools import partial
from typing import Final, Literal

from django.utils.translation import gettext_lazy as _

from kokong.intake import api as imports
from kokong.intake.api import Doubt, Field, Importer, Need

from .. import checks, locks, models, words
from .columns import ADDRESS, FIELDS, PLACE, POLICE, TIME, TIMES, guesses, is_time
from .placing import placed
from .taking import ahead, take
from .vocabularies import OF


def _one_at_a_time() -> None:
    """Two imports at once would wait for each other's dwellings for ever."""
    locks.hold("import of burglaries")


def _says(burglary_id: int) -> str:
    return checks.sentence(models.Burglary.objects.get(pk=burglary_id))


def _tells(field: str) -> Literal["", "time", "address"]:
    return "time" if field in TIMES else "address" if field in ADDRESS else ""


def _doubts() -> tuple[Doubt, ...]:
    """What is never passed over in silence, although it was taken for nothing, or given up on the page."""
    asked = {
        "municipality": _("Is it all about our municipality?"),
        "crime_code": _("Are they all burglaries of homes?"),
        "state": _("Do all of them count, whatever it says?"),
        "cancelled": _("Do all of them count, whatever it says?"),
        "closed": _("Do all of them count, whatever it says?"),
    }
    others = tuple(Doubt(key, question, FIELDS[key]) for key, question in asked.items())
    return (*others, Doubt("further_time", _("Does it say when it happened?"), tells=is_time))


BURGLARIES: Final = Importer(
    name="burglaries",
    title=_("Import burglaries"),
    take=take,
    may="burglary.import",
    action="burglary.imported",
    back=("incidents:list", _("Burglaries")),
    fields=tuple(
        Field(
            key, words.COLUMNS[key], guesses=known, police=key in POLICE, tells=_tells(key), vocabulary=OF.get(key)
        )
        for key, known in FIELDS.items()
    ),
    doubts=_doubts(),
    guesses=guesses,
    needs=(Need(_("an address or coordinates"), PLACE), Need(_("a time"), TIME)),
    begin=_one_at_a_time,
    ahead=ahead,
    says=_says,
    places=placed,
    waits=_("of them wait for the police"),
    hint=_("A place (address or coordinates) and a time are needed; the rest is optional."),
    remark=_("Burglaries older than 14 days are history: no cocoon opens for them."),
)

import_file: Final = partial(imports.import_file, importer=BURGLARIES)
"""A whole file of burglaries in one go."""
explain_file: Final = partial(imports.explain, importer=BURGLARIES)
"""What the columns of a file of burglaries would be taken for, and why; writes nothing."""
