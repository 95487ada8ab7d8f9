"""The label of a box of kits."""

from pathlib import Path
from typing import Final

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kokong.kernel import documents, installation, tenancy
from kokong.kernel.models import Municipality

from .values import Lot

SHEET: Final = Path(__file__).with_name("label.typ")


def label(*, lot: Lot) -> bytes:
    """The PDF: our own name of the box, and a code that opens the page where kits of it are handed out."""
    place = Municipality.objects.get(pk=tenancy.municipality_id())
    link = installation.current().url + reverse("marking:scan", args=[lot.label])
    shown = {
        "language": get_language(), "title": lot.called, "label": lot.label, "code": documents.code(link),
        "says": _("Scan to hand out a kit of this box"), "foot": place.signed,
    }  # fmt: skip
    return documents.typeset(SHEET, shown)
