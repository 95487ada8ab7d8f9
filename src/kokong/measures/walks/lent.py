"""The address of a photo for a system without an account: signed, ending, and only while everybody sees it.

It says nothing but municipality, photo and last day; what proves them is computed and kept nowhere (decision 149).
"""

import re
from datetime import date, timedelta
from typing import Final

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from kokong.kernel import installation, tenancy
from kokong.kernel.models import Municipality

from . import showing

LASTS: Final = timedelta(days=30)
"""So long whoever was told has to fetch it."""
_SALT: Final = "kokong.walks.lent"
_NAME: Final = re.compile(r"([0-9]{1,18})-([0-9]{1,18})-([0-9]{8})-([0-9a-f]{64})")


def address_of(*, picture_id: int, today: date) -> str:
    """Where a photo of the municipality in scope is fetched until a month from today, the last day among them."""
    told = f"{tenancy.municipality_id()}-{picture_id}-{today + LASTS:%Y%m%d}"
    return installation.current().url + reverse("walks-public:lent", args=[f"{told}-{_proof(told)}"])


def first_of(*, finding_id: int, today: date) -> str:
    """The address of the oldest photo of a finding that everybody sees; empty where there is none."""
    shown = showing.shown_of(finding_ids=[finding_id]).get(finding_id, ())
    return address_of(picture_id=min(each.id for each in shown), today=today) if shown else ""


def jpeg(*, name: str, today: date) -> bytes | None:
    """The photo of an address; None where it doesn't hold, is over, or everybody sees the photo no longer."""
    found = _NAME.fullmatch(name)
    if found is None or not constant_time_compare(found[4], _proof(name.rpartition("-")[0])):
        return None
    place = Municipality.objects.filter(pk=int(found[1])).first()
    if place is None or f"{today:%Y%m%d}" > found[3]:
        return None
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        return showing.jpeg(int(found[2]))


def _proof(told: str) -> str:
    return salted_hmac(_SALT, told, algorithm="sha256").hexdigest()
