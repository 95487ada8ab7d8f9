"""Photos that phones send: each an upload of its own, after the record that it was taken with, and kept once.

What is answered, and what the phone does with it, is as for records (`outbox.py`).
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from kokong.kernel.errors import UserError
from kokong.pictures import api as pictures

from . import devices, passes, rules
from .outbox import Result, Unreadable, check_owner, check_time
from .subjects import Id, Photo, Refused, Subject, Taking, all_subjects

log = logging.getLogger(__name__)

MAX_BYTES: Final = pictures.MOST_BYTES + 1024 * 1024  # the file, and what is told of it


class Upload(BaseModel):
    """What is told of a photo, in the fields of a form. `digest` is the SHA-256 of its bytes, in hexadecimal;
    `waiting` counts what the phone still holds, this one too."""

    id: UUID
    record: UUID
    kind: Annotated[str, Field(max_length=40)]
    subject: Id
    at: AwareDatetime
    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    device: UUID
    user: int
    municipality: int
    waiting: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    sent_at: AwareDatetime | None = None
    shown: Annotated[str, Field(alias="pass", max_length=100)] = ""


def read(fields: Mapping[str, Any]) -> Upload:
    """What a request's form tells. Raises Unreadable; nothing is stored then."""
    try:
        return Upload.model_validate(dict(fields.items()))
    except ValidationError as error:
        raise Unreadable(_("The photo could not be read. Nothing was stored.")) from error


def receive(upload: Upload, content: bytes, *, user_id: int, now: datetime) -> Result:
    """Keep a photo for the person who is signed in. Raises OtherPerson where it is somebody else's."""
    check_owner(upload.user, upload.municipality, user_id=user_id)
    result = _one(upload, content, user_id=user_id, now=now)
    left = max(0, upload.waiting - (result.status != "later"))
    devices.touch_device(device_id=upload.device, user_id=user_id, waiting=left, now=now)
    return result


def _one(upload: Upload, content: bytes, *, user_id: int, now: datetime) -> Result:
    number = str(upload.id)
    try:
        if pictures.taken_before(client_id=upload.id) is not None:
            return Result(number, "already")
        if sha256(content).hexdigest() != upload.digest:  # cut on its way
            return _later(number)
        with transaction.atomic():
            return _take(upload, content, user_id=user_id, now=now)
    except pictures.Busy:
        return _later(number)
    except UserError as error:
        return Result(number, "refused", error.message)
    except Exception:  # a fault of ours: the phone keeps the photo, and the others are sent
        log.exception("A photo from a phone could not be stored: %s", number)
        return _later(number)


def _later(number: str) -> Result:
    return Result(number, "later", _("This could not be stored just now. The phone sends it again."))


def _take(upload: Upload, content: bytes, *, user_id: int, now: datetime) -> Result:
    subject = _subject(upload.kind)
    skew = rules.skew(upload.sent_at, now)
    at = check_time(upload.at, skew, now)
    handed = passes.handed(upload.shown, upload.kind, upload.subject, user_id=user_id)
    by = Taking(user_id=user_id, at=at, skew=skew, handed=handed, now=now)
    photo = Photo(record=upload.record, subject_id=upload.subject)
    about = subject.photo(photo, by) if subject.photo else None
    if about is None:
        return _later(str(upload.id))
    name = f"{upload.kind}.jpg"
    pictures.take(content=content, name=name, subject=about, alt="", now=now, taken_at=at, client_id=upload.id)
    return Result(str(upload.id), "stored")


def _subject(kind: str) -> Subject:
    for subject in all_subjects():
        if subject.kind == kind and subject.photo is not None:
            return subject
    raise Refused(_("No photos are taken of this. Nothing was stored."))
