"""Burglaries from a file, as the room of imports needs them."""

from functools import partial
from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.intake import api as imports
from kokong.intake.api import Field, Importer, Need

from .. import checks, locks, models, words
from .columns import FIELDS, PLACE, POLICE, TIME
from .taking import take


def _one_at_a_time() -> None:
    """Two imports at once would wait for each other's dwellings for ever."""
    locks.hold("import of burglaries")


def _says(burglary_id: int) -> str:
    return checks.sentence(models.Burglary.objects.get(pk=burglary_id))


BURGLARIES: Final = Importer(
    name="burglaries",
    title=_("Import burglaries"),
    take=take,
    may="burglary.import",
    action="burglary.imported",
    back=("incidents:list", _("Burglaries")),
    fields=tuple(
        Field(key, words.COLUMNS[key], guesses=guesses, police=key in POLICE) for key, guesses in FIELDS.items()
    ),
    needs=(Need(_("an address or coordinates"), PLACE), Need(_("a time"), TIME)),
    begin=_one_at_a_time,
    says=_says,
    waits=_("of them wait for the police"),
    hint=_("A place (address or coordinates) and a time are needed; the rest is optional."),
    remark=_("Burglaries older than 14 days are history: no cocoon opens for them."),
)

import_file: Final = partial(imports.import_file, importer=BURGLARIES)
"""A whole file of burglaries in one go."""
