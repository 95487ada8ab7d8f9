"""Pictures of a subject, and a picture's bytes."""

from uuid import UUID

from django.utils.translation import gettext as _

from kokong.kernel import audit

from . import models as rows
from .rules import Region, Size
from .values import About, Picture, PictureId, PictureMissing

HERE = rows.Picture.objects.filter(removed=None)


def pictures_of(subject: About, *, replaced: bool = False) -> tuple[Picture, ...]:
    """The pictures of a subject, the newest first; those that another has replaced only where asked."""
    kind, subject_id = subject
    found = HERE.filter(kind=kind, subject_id=subject_id)
    if not replaced:
        found = found.filter(replaced_by=None)
    return tuple(value(row) for row in found.order_by("-taken_at", "-pk"))


def picture(*, picture_id: PictureId) -> Picture:
    """One picture. Raises PictureMissing."""
    return value(here(picture_id))


def content(picture_id: PictureId, size: Size) -> bytes:
    """A picture's JPEG. That somebody looked at it closely is logged. Raises PictureMissing."""
    found = rows.Content.objects.filter(picture_id=picture_id, picture__removed=None)
    row = found.values_list(size, "police").first()
    if row is None:
        raise missing()
    content, police = row
    if size == "large" or police:
        audit.read(action="picture.seen", subject="picture", rows=[picture_id])
    return bytes(content)


def content_for_everybody(picture_id: PictureId) -> bytes | None:
    """The large JPEG of a picture that its room shows to everybody; who looks is not known, so nothing is logged.

    None where there is none, and of a police matter.
    """
    found = rows.Content.objects.filter(picture_id=picture_id, picture__removed=None, police=False)
    content = found.values_list("large", flat=True).first()
    return None if content is None else bytes(content)


def taken_before(*, client_id: UUID) -> PictureId | None:
    """The picture that a phone has sent by this id already, also where it was removed since."""
    return rows.Picture.objects.filter(client_id=client_id).values_list("pk", flat=True).first()


def here(picture_id: PictureId, *, lock: bool = False) -> rows.Picture:
    """The row of a picture that is there. Raises PictureMissing."""
    found = HERE.select_for_update(no_key=True) if lock else HERE.all()
    row = found.filter(pk=picture_id).first()
    if row is None:
        raise missing()
    return row


def missing() -> PictureMissing:
    """There is none."""
    return PictureMissing(_("There is no such picture."))


def value(row: rows.Picture) -> Picture:
    """A row as others see it."""
    return Picture(
        id=row.pk,
        subject=(row.kind, row.subject_id),
        alt=row.alt,
        width=row.width,
        height=row.height,
        taken_at=row.taken_at,
        taken_by=row.taken_by,
        regions=tuple(Region(*region) for region in row.regions),
        replaced_by=row.replaced_by_id,
        ended=row.ended,
    )
