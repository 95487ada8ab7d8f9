"""A year after a kit was handed out its household is asked whether it was used: one letter, one press.

The link is computed and never kept. With the answer, or when none came, the address is forgotten.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel import installation, tenancy
from kokong.kernel.models import Municipality
from kokong.sending import api as sending

from ..models import Handing
from ..reach import counting
from ..values import Refused

AFTER: Final = timedelta(days=365)
OPEN: Final = timedelta(days=60)  # how long an answer is taken
ASKED: Final = "marking.used"
SUBJECT: Final = "marking_handing"
_SALT: Final = "kokong.marking.survey"
_LINK: Final = re.compile(r"([0-9]{1,18})-([0-9]{1,18})-([0-9a-f]{64})")


@dataclass(frozen=True)
class Question:
    """What the page asks: the municipality, its language, and the month in which the kit was handed out."""

    place: str
    language: str
    at: datetime


def ask(*, now: datetime) -> int:
    """Write to those whose kit was handed out a year ago and who wanted it; how many. Each is asked once."""
    due = Handing.objects.select_for_update(no_key=True, skip_locked=True).filter(
        at__lte=now - AFTER, asked=None, used=None, state="out"
    )
    found = list(due.exclude(way="lent").exclude(email="").order_by("pk"))
    for row in found:
        to = sending.To(email=row.email, known_as=f"{SUBJECT} {row.pk}")
        sending.send(kind=ASKED, to=to, because=(SUBJECT, row.pk), now=now)
    Handing.objects.filter(pk__in=[row.pk for row in found]).update(asked=now)
    return len(found)


def address_of(row: Handing) -> str:
    """The page that the letter leads to."""
    secret = f"{row.municipality_id}-{row.pk}-{_proof(row)}"
    return installation.current().url + reverse("marking-public:used", args=[secret])


def look(*, secret: str, now: datetime) -> Question | None:
    """What a link asks; None where it doesn't hold, was answered, or is too old. Looking changes nothing."""
    with _opened(secret, now) as row:
        return _question(row) if row else None


@transaction.atomic
def answer(*, secret: str, used: bool, now: datetime) -> Question | None:
    """The household says whether it used its kit; None where the link doesn't hold (any more).

    The address is forgotten with it, and the link with the address. Where more households of the area would mark
    than live there, the answer is taken and not counted.
    """
    with _opened(secret, now) as row:
        if row is None:
            return None
        found = _question(row)
        if Handing.objects.filter(pk=row.pk, answered=None).exclude(email="").update(email="") == 0:
            return None
        _count(row, used, now)
        return found


def _count(row: Handing, used: bool, now: datetime) -> None:
    """Count an answer. Where that can't be, it is still one, and nobody is asked again."""
    try:
        with transaction.atomic():
            counting.use(handing_id=row.pk, used=int(used), now=now)
    except Refused:
        Handing.objects.filter(pk=row.pk).update(answered=now)


@contextmanager
def _opened(secret: str, now: datetime) -> Iterator[Handing | None]:
    """The handing-out that a link belongs to, in its municipality's scope."""
    found = _LINK.fullmatch(secret)
    place = Municipality.objects.filter(pk=int(found[1])).first() if found else None
    with tenancy.scope(municipality_id=place.pk if place else None, authority="municipality"):
        number = int(found[2]) if found else 0
        row = Handing.objects.select_related("municipality").filter(pk=number, asked__gt=now - OPEN).first()
        holds = row is not None and row.email != "" and row.answered is None
        yield row if row is not None and holds and _proves(secret, row) else None


def _proves(secret: str, row: Handing) -> bool:
    return constant_time_compare(secret.rpartition("-")[2], _proof(row))


def _proof(row: Handing) -> str:
    said = "\0".join(map(str, (row.municipality_id, row.pk, row.client_id, row.email)))
    return salted_hmac(_SALT, said, algorithm="sha256").hexdigest()


def _question(row: Handing) -> Question:
    return Question(row.municipality.signed, row.municipality.language, row.at)


def _say(due: sending.Due, now: datetime) -> sending.Said | None:  # noqa: ARG001
    row = Handing.objects.select_related("municipality").filter(pk=due.because[1], answered=None).first()
    if row is None or not row.email:
        return None
    lines = (
        _("A year ago you got a marking kit from %(place)s. Did you use it?") % {"place": row.municipality.signed},
        _("Many kits lie in a drawer, so we ask. One press is enough, and your address is forgotten with it:"),
        address_of(row),
    )
    return sending.Said(_("Did you use your marking kit?"), "\n\n".join(lines))


KIND: Final = sending.Kind(
    ASKED, gettext_lazy("Whether a marking kit was used"), _say, offers=("email",), usual=("email",)
)
