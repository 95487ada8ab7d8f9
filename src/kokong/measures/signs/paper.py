"""The order on paper: how many signs of which kind, and where each shall stand, in walking order."""

from collections import Counter
from pathlib import Path
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kokong.kernel import audit, documents, tenancy
from kokong.kernel.models import Municipality
from kokong.places import api as places

from . import reading, rules, words
from .values import Refused, Sign

ORDER: Final = Path(__file__).with_name("order.typ")


def order(*, state: str) -> bytes:
    """The PDF for whoever makes the signs or puts them up: all in a state of `rules.STEPS`. The owner isn't on it.

    Raises Refused where there are none.
    """
    signs = reading.signs(states=[state])
    if state not in rules.STEPS or not signs:
        raise Refused(_("There are no such signs now, so there is no order to print."))
    audit.read(action="sign.exported", subject="sign", rows=[each.id for each in signs],
               detail={"rows": len(signs), "personal": False})  # fmt: skip
    walked = [signs[n] for n in places.order_to_walk(points=[each.point for each in signs])]
    return documents.typeset(ORDER, _shown(walked, state))


def _shown(signs: list[Sign], state: str) -> dict[str, Any]:
    place = Municipality.objects.get(pk=tenancy.municipality_id())
    counted = Counter(each.kind for each in signs)
    return {
        "language": (get_language() or "sv")[:2],
        "title": _("Order of signs"),
        "above": place.signed,
        "lead": f"{words.STATES[state]}, {date_format(timezone.localdate(), 'j F Y')}",
        "counts": [[str(words.KINDS[kind]), str(counted[kind])] for kind in rules.KINDS if counted[kind]],
        "heads": [_("Number"), _("Where"), _("Kind of sign"), _("Permit"), _("Latitude, longitude")],
        "rows": [_row(number, each) for number, each in enumerate(signs, 1)],
        "foot": _("In walking order. The number in brackets is Kokong's."),
    }


def _row(number: int, sign: Sign) -> list[str]:
    spot = f"{sign.lat:.5f}, {sign.lon:.5f}"
    return [
        f"{number} ({sign.id})",
        sign.place,
        str(words.KINDS[sign.kind]),
        str(words.PERMITS[sign.permit]),
        spot,
    ]
