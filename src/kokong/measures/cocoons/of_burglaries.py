"""What the list of burglaries shows of their cocoons: how far the visits have come, and until when they go on."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokong.kernel.shown import Beside

from . import figures


def find(burglary_ids: Collection[int]) -> Mapping[int, Mapping[str, Any]]:
    """By burglary: its cocoon's coverage and clock, in two queries; nothing where there is no cocoon."""
    now = timezone.now()
    cocoons = figures.by_burglary(burglary_ids=burglary_ids)
    counts = figures.coverage(cocoon_ids=[each.id for each in cocoons.values()])
    return {
        burglary_id: {
            "counts": counts[each.id],
            "due": each.due,
            "runs": each.closed is None and now < each.watch_until,
        }
        for burglary_id, each in cocoons.items()
    }


BESIDE: Final = Beside(
    columns=(
        ("coverage", _("Homes talked to"), "cocoons/of_burglary/coverage.html"),
        ("due", _("To be visited by"), "cocoons/of_burglary/due.html"),
    ),
    find=find,
)
