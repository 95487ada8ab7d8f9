"""Pictures are taken, described, blurred and removed. Who may, those ask who call (`subjects.may_change`)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy
from kokong.tables import clean

from . import developing, reading, rules
from . import models as rows
from .subjects import subject_of
from .values import About, PictureId, Refused


def take(
    *,
    content: bytes,
    name: str,
    subject: About,
    alt: str,
    now: datetime,
    taken_at: datetime | None = None,
    client_id: UUID | None = None,
    replaces: PictureId | None = None,
) -> PictureId:
    """Keep a stranger's file as a picture of a subject; of what is sent twice under one `client_id`, the first.

    Nothing of the file stays but its pixels, made smaller. It may replace another picture of the same subject.
    Raises Refused, developing.Unopened and developing.Busy, with words; nothing is kept then.
    """
    if client_id and (known := reading.taken_before(client_id=client_id)) is not None:
        return known
    words = _said(alt)
    _room_for(subject, replaces)
    made = developing.develop(content)
    try:
        with transaction.atomic():
            row = _kept(made, subject, alt=words, taken_at=taken_at or now, now=now, client_id=client_id)
    except IntegrityError:  # the same phone's other try was quicker
        known = reading.taken_before(client_id=client_id) if client_id else None
        if known is None:
            raise
        return known
    if replaces is not None:
        rows.Picture.objects.filter(pk=replaces).update(replaced_by=row)
    ending = clean(name).rpartition(".")[2][:8].lower()
    audit.record(
        action="picture.taken", subject="picture", subject_id=row.pk,
        detail={"of": subject[0], "number": subject[1], "bytes": len(content), "ending": ending},
    )  # fmt: skip
    return row.pk


def _room_for(subject: About, replaces: PictureId | None) -> None:
    """Whether one more picture can be taken of a subject. Raises Refused or PictureMissing."""
    kind, subject_id = subject
    known = subject_of(kind)
    if known is None:
        raise Refused(_("Nothing of this kind has pictures. Nothing was saved."))
    old = None if replaces is None else reading.picture(picture_id=replaces)
    if old is not None and old.subject != subject:
        raise Refused(_("The picture to replace is of something else. Nothing was saved."))
    if old is not None and old.replaced_by is not None:
        raise Refused(_("The picture has been replaced already. Nothing was saved."))
    held = reading.HERE.filter(kind=kind, subject_id=subject_id, replaced_by=None).count()
    if held - (replaces is not None) >= known.most:
        raise Refused(_("There are %(n)d pictures already. Nothing was saved. Remove one first.") % {"n": held})


def _kept(
    made: developing.Print, subject: About, *, alt: str, taken_at: datetime, now: datetime, client_id: UUID | None
) -> rows.Picture:
    kind, subject_id = subject
    known = subject_of(kind)
    police = known is not None and known.police
    row = rows.Picture.objects.create(
        kind=kind, subject_id=subject_id, police=police, client_id=client_id, alt=alt,
        width=made.width, height=made.height, taken_at=min(taken_at, now), taken_by=tenancy.current().user_id,
        added=now,
    )  # fmt: skip
    rows.Content.objects.create(picture=row, police=police, large=made.large, small=made.small)
    return row


def _said(alt: str) -> str:
    words = " ".join(clean(alt).split())
    if len(words) > rules.LONGEST_ALT:
        raise Refused(_("At most %(n)d letters. Nothing was changed.") % {"n": rules.LONGEST_ALT})
    return words


def describe(*, picture_id: PictureId, alt: str) -> None:
    """Say in words what a picture shows, for those who don't see it."""
    row = reading.here(picture_id, lock=True)
    row.alt = _said(alt)
    row.save(update_fields=["alt"])
    audit.record(action="picture.described", subject="picture", subject_id=picture_id)


def blur(*, picture_id: PictureId, regions: Sequence[rules.Region]) -> None:
    """Make rectangles of a picture unrecognisable, in both sizes and for good: what was there is lost.

    Raises Refused where there is nothing to blur.
    """
    wanted = rules.tidy(regions)
    if not wanted:
        raise Refused(_("Mark what shall be blurred first. Nothing was changed."))
    row = reading.here(picture_id, lock=True)  # two who blur at once do so one after the other
    if len(row.regions) + len(wanted) > rules.MOST_REGIONS:
        words = _("At most %(n)d places of a picture can be blurred. Nothing was changed.")
        raise Refused(words % {"n": rules.MOST_REGIONS})
    held = rows.Content.objects.get(picture=row)
    made = developing.blur(bytes(held.large), wanted)
    rows.Content.objects.filter(pk=held.pk).update(large=made.large, small=made.small)
    row.regions = [*row.regions, *([round(part, 4) for part in region] for region in wanted)]
    row.save(update_fields=["regions"])
    audit.record(
        action="picture.blurred", subject="picture", subject_id=picture_id, detail={"places": len(wanted)}
    )


def remove(*, picture_id: PictureId, now: datetime) -> None:
    """Take a picture away. That there was one stays known for a while, so that no phone brings it back."""
    row = reading.here(picture_id, lock=True)
    rows.Content.objects.filter(picture=row).delete()
    rows.Picture.objects.filter(replaced_by=row).update(replaced_by=row.replaced_by_id)
    row.removed, row.alt, row.taken_by, row.regions = now, "", None, []
    row.save(update_fields=["removed", "alt", "taken_by", "regions"])
    audit.record(action="picture.removed", subject="picture", subject_id=picture_id)


def end(*, subject: About, now: datetime) -> None:
    """A subject has ended: its pictures go with it, after the days that its kind says."""
    kind, subject_id = subject
    rows.Picture.objects.filter(kind=kind, subject_id=subject_id, ended=None).update(ended=now)


def begin_again(*, subject: About) -> None:
    """A subject's end was a mistake: its pictures stay."""
    kind, subject_id = subject
    rows.Picture.objects.filter(kind=kind, subject_id=subject_id).update(ended=None)
