"""Whether the municipality in scope is one where people practise, and the word that marks all that comes from it.

The room `practice` makes such a municipality. What leaves the house looks here: paper, letters, messages, layers.
"""

from typing import Final

from django.utils.translation import gettext as _

from . import tenancy
from .models import Municipality

HEADER: Final = "Kokong-Practice"
"""Stands on every answer of a drill, for programs that read layers and the API."""


def here() -> bool:
    """Whether what is done now is a drill. False where no municipality is chosen."""
    within = tenancy.within()
    return within is not None and Municipality.objects.filter(pk=within, practice_of__isnull=False).exists()


def mark() -> str:
    """The word that stands on everything that a drill brings forth, in the reader's language; else nothing."""
    return word() if here() else ""


def word() -> str:
    """That word."""
    return _("DRILL")
