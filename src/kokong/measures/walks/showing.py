"""Photos that everybody sees: each was looked at by a person, who says that nobody can be recognised on it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit, public
from kokong.pictures import api as pictures

from . import models as rows
from . import rules
from .finding import PAGE, SUBJECT, row_of
from .values import Refused


@dataclass(frozen=True)
class Photo:
    """A photo and what it shows in words; `blurred` is how many places of it were made unrecognisable."""

    id: int
    alt: str
    blurred: int
    shown: bool


@transaction.atomic
def show(*, finding_id: int, picture_id: int, looked: bool, now: datetime) -> None:
    """Let everybody see a photo of a finding, in the protocol too. Raises FindingMissing; Refused where nobody has
    looked whether people can be recognised, for a photo without words, and one of something else.
    """
    row, found = row_of(finding_id), _photo(finding_id, picture_id)
    if not looked:
        raise Refused(
            _("Look at it first, and blur faces and number plates. Nothing was changed."), field="looked"
        )
    if not found.alt:
        raise Refused(_("Say first in words what it shows, for those who don't see it. Nothing was changed."))
    _made, fresh = rows.Shown.objects.get_or_create(picture_id=picture_id, defaults={"finding": row, "at": now})
    if fresh:
        audit.record(action="finding.photo_shown", subject=SUBJECT, subject_id=row.pk, detail={"of": picture_id})
        public.changed(PAGE)


@transaction.atomic
def hide(*, finding_id: int, picture_id: int) -> None:
    """Everybody sees it no longer. Raises FindingMissing."""
    row = row_of(finding_id)
    if rows.Shown.objects.filter(finding_id=row.pk, picture_id=picture_id).delete()[0]:
        audit.record(action="finding.photo_hidden", subject=SUBJECT, subject_id=row.pk, detail={"of": picture_id})
        public.changed(PAGE)


def photos(*, finding_id: int) -> tuple[Photo, ...]:
    """All photos of a finding, the newest first."""
    shown = set(rows.Shown.objects.filter(finding_id=finding_id).values_list("picture_id", flat=True))
    return tuple(
        Photo(each.id, each.alt, len(each.regions), each.id in shown)
        for each in pictures.pictures_of((SUBJECT, finding_id))
    )


def shown_of(*, finding_ids: Collection[int]) -> Mapping[int, tuple[Photo, ...]]:
    """Photos that everybody sees, by finding; findings without any are missing."""
    having = rows.Shown.objects.filter(finding_id__in=finding_ids).values_list("finding_id", flat=True)
    found: dict[int, tuple[Photo, ...]] = defaultdict(tuple)
    for number in sorted(set(having)):
        if fits := tuple(each for each in photos(finding_id=number) if each.shown):
            found[number] = fits
    return found


def jpeg(number: int) -> bytes | None:
    """A photo that everybody sees, once its walk was walked; None for any other."""
    known = rows.Shown.objects.filter(picture_id=number, finding__walk__state__in=rules.WALKED)
    if not known.exclude(finding__state="joined").exists():
        return None
    return pictures.content_for_everybody(number)


def _photo(finding_id: int, picture_id: int) -> Photo:
    found = next((each for each in photos(finding_id=finding_id) if each.id == picture_id), None)
    if found is None:
        raise Refused(_("There is no such photo of this finding. Nothing was changed."))
    return found
