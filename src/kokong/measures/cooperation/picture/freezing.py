"""Writing beside the figures, and freezing both as a version that never changes."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from kokong.kernel import audit

from . import counting, reading
from .models import PictureText, PictureVersion
from .periods import twelve_months
from .values import Asked, Draft, Numbers, Refused, Text

SUBJECT: Final = "picture"
LANGUAGES: Final = tuple(code for code, _name in settings.LANGUAGES)


@transaction.atomic
def write(*, text: Text, edition: int, user_id: int | None, now: datetime) -> Draft:
    """Keep the text beside the live figures. Raises Refused where somebody has changed it since `edition`."""
    row, _made = PictureText.objects.select_for_update(no_key=True).get_or_create()
    if row.edition != edition:
        raise Refused(
            _("Somebody has changed the text meanwhile. Yours is still here: open the page anew beside it, put "
              "the two together, and save. Nothing was changed."),
            field="conclusions",
        )  # fmt: skip
    kept = {name: value.strip() for name, value in asdict(text).items()}
    PictureText.objects.filter(pk=row.pk).update(**kept, edition=edition + 1, at=now, user_id=user_id)
    audit.record(action="picture.written", subject=SUBJECT)
    return reading.draft()


@transaction.atomic
def freeze(*, after: int, user_id: int | None, now: datetime) -> int:
    """Keep the picture of twelve months up to today as the version that follows number `after`; its number.

    Of several who freeze after the same version at once, one does; the others are told. Raises Refused for them,
    and without conclusions, since a board can do nothing with figures alone.
    """
    text = reading.draft().text
    if not text.conclusions:
        raise Refused(_("Write the conclusions first: a picture is more than its figures. Nothing was frozen."))
    if after != reading.last_number():
        raise _too_late()
    asked = twelve_months(timezone.localdate(now))
    try:
        with transaction.atomic():
            row = PictureVersion.objects.create(
                number=after + 1, at=now, user_id=user_id, text=asdict(text), contents=contents(asked)
            )
    except IntegrityError as error:
        raise _too_late() from error
    audit.record(action="picture.frozen", subject=SUBJECT, subject_id=row.pk, detail={"version": row.number})
    return int(row.number)


def contents(asked: Asked) -> dict[str, Any]:
    """A picture as it is frozen: its time, its numbers, and what they say in each language."""
    numbers = counting.numbers(asked)
    return {
        "since": asked.since.isoformat(), "until": asked.until.isoformat(), "numbers": numbers,
        "said": {language: _said(numbers, language) for language in LANGUAGES},
    }  # fmt: skip


def _said(numbers: Mapping[str, Numbers], language: str) -> list[dict[str, Any]]:
    with override(language):
        return [each.as_data() for each in counting.said(numbers)]


def _too_late() -> Refused:
    last = reading.last_number()
    return Refused(
        _("Somebody froze version %(n)d just now. Look at it first; yours was not frozen, and no text is lost.")
        % {"n": last}
    )
