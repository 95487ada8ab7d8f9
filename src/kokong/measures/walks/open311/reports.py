"""Findings as service requests: what everybody reads of them, and no more.

Source: GeoReport v2, http://wiki.open311.org/GeoReport_v2/ (fields of GET requests).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel.models import Move

from .. import lent, reading, rules, showing, words
from .. import models as rows
from ..values import Finding

SHOWN: Final = ("asked", "promised", "refused", *rules.MENDED)
"""States of which everybody reads. What was noted only, should stay, or is part of another is no request."""
SERVICES: Final = tuple(code for code in rules.CATEGORIES if code != "good")


@dataclass(frozen=True)
class Report:
    """A finding as a service request. `status` is "closed" only where something was mended (decision 114)."""

    id: int
    status: str
    notes: str
    code: str
    words: str
    owner: str
    asked: datetime
    changed: datetime
    expected: datetime | None
    address: str
    media: str

    def fields(self) -> dict[str, Any]:
        """By the standard's names, in its order; None for what isn't told."""
        return {
            "service_request_id": str(self.id),
            "status": self.status,
            "status_notes": self.notes,
            "service_name": str(words.CATEGORIES[self.code]),
            "service_code": self.code,
            "description": self.words,
            "agency_responsible": self.owner,
            "service_notice": None,
            "requested_datetime": _stamp(self.asked),
            "updated_datetime": _stamp(self.changed),
            "expected_datetime": _stamp(self.expected),
            "address": self.address,
            "address_id": None,
            "zipcode": None,
            "lat": None,
            "long": None,
            "media_url": self.media or None,
        }


def service(code: str) -> dict[str, Any]:
    """What may be reported about, by the standard's names. Nothing more is asked about any of it."""
    return {
        "service_code": code,
        "service_name": str(words.CATEGORIES[code]),
        "description": _("Found by residents on a safety walk."),
        "metadata": False,
        "type": "batch",
        "keywords": None,
        "group": _("Safety walks"),
    }


def reports(
    *, place: str, ids: Collection[int] | None = None, codes: Collection[str] | None = None,
    statuses: Collection[str] | None = None, since: datetime | None = None, until: datetime | None = None,
) -> list[Report]:  # fmt: skip
    """Those that fit, the newest first. `place` is what the municipality is called, after the street."""
    walked = rows.Finding.objects.filter(walk__state__in=rules.WALKED, state__in=SHOWN).exclude(shown="")
    walked = walked.filter(pk__in=ids) if ids is not None else walked
    walked = walked.filter(category__in=codes) if codes is not None else walked
    walked = walked.filter(at__gte=since) if since is not None else walked
    walked = walked.filter(at__lte=until) if until is not None else walked
    found = _reports(reading.findings(ids=list(walked.values_list("pk", flat=True))), place)
    return sorted(
        (each for each in found if statuses is None or each.status in statuses),
        key=lambda each: (each.asked, each.id), reverse=True,
    )  # fmt: skip


def _reports(findings: Collection[Finding], place: str) -> Iterator[Report]:
    moved = Move.objects.filter(subject="finding", subject_id__in=[each.id for each in findings])
    today, shown = timezone.localdate(), showing.shown_of(finding_ids=[each.id for each in findings])
    media = {
        number: lent.address_of(picture_id=min(each.id for each in photos), today=today)
        for number, photos in shown.items()
    }
    changed = dict(moved.values_list("subject_id").annotate(Max("at")))
    for each in findings:
        yield Report(
            id=each.id,
            status="closed" if each.state in rules.MENDED else "open",
            notes=_notes(each),
            code=each.category,
            words=each.shown,
            owner=each.holder,
            asked=each.at,
            changed=changed.get(each.id, each.at),
            expected=_by(each.until),
            address=", ".join(filter(None, (each.street, place))),
            media=media.get(each.id, ""),
        )


def _notes(found: Finding) -> str:
    return ": ".join(filter(None, (str(words.FOUND[found.state]), found.said)))


def _by(day: date | None) -> datetime | None:
    """A promise of a day holds until it is over there."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59))) if day is not None else None


def _stamp(at: datetime | None) -> str | None:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at is not None else None
