"""Why places stay: an address register tells where homes are, not who lives in them."""

from typing import Final

from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import DELETE, Keep, stays

from .models import AreaFile, DoNotVisit

RULES: Final = (
    Keep(
        AreaFile,
        by="at",
        days=2,
        clear=DELETE,
        told="name source found",
        name="files with areas",
        purpose=_("What was read of a file is needed until its areas are chosen."),
    ),
    Keep(
        DoNotVisit,
        by="expires",
        days=0,
        clear=DELETE,
        told="dwelling reason added_by",
        name="do-not-visit list",
        what=_("The entry"),
        purpose=_("Entries past their last day serve nothing."),
    ),
)


def declare_what_stays() -> None:
    """Columns without a period."""
    register = (
        "Public addresses and maps; no names of people. Renewed by the next import. What a visitor typed as the"
        " street of a found home goes when that is rejected, or with the doors of its cocoon."
    )
    stays(
        {
            "places.ImportRun": "source file_name report",
            "places.Street": "key name name_key whole locality",
            "places.Building": "source source_id kind outline",
            "places.Dwelling": "source source_id street_name number number_key stairwell unit unit_key postcode"
            " locality district kind homes_by use location",
            "places.PathCell": "segments barriers",
            "places.MapFeature": "source layer kind name shape",
            "places.Tile": "data",
            "places.Area": "name kind source source_id room",
            "places.Outline": "box",
            "places.OutlineRing": "line",
        },
        because=register,
    )
