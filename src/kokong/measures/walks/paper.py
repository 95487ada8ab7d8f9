"""The protocol of a walk on paper: every finding, with its answer or the reason why not."""

from pathlib import Path
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kokong.kernel import audit, documents, tenancy
from kokong.kernel.models import Municipality
from kokong.pictures import api as pictures

from . import public, reading, route, rules, showing
from .public import Line
from .values import Walk

SHEET: Final = Path(__file__).with_name("protocol.typ")


def protocol(*, walk_id: int) -> bytes:
    """The PDF. It says what everybody may read, and no more. Raises WalkMissing."""
    shown, files = data(walk_id=walk_id), photos(walk_id=walk_id)
    audit.record(action="walk.printed", subject="walk", subject_id=walk_id)
    return documents.typeset(SHEET, shown, files=files)


def photos(*, walk_id: int) -> dict[str, bytes]:
    """The photos that everybody sees, small, by the name by which the protocol knows them."""
    ids = [each.id for each in reading.findings(walk_id=walk_id) if each.state != "joined"]
    shown = showing.shown_of(finding_ids=ids)
    return {_file(each): pictures.content(each.id, "small") for found in shown.values() for each in found}


def _file(photo: showing.Photo) -> str:
    return f"photo-{photo.id}.jpg"


def data(*, walk_id: int) -> dict[str, Any]:
    """What the protocol shows. Raises WalkMissing."""
    walk = reading.walk(walk_id=walk_id)
    findings = [each for each in reading.findings(walk_id=walk_id) if each.state != "joined"]
    place = Municipality.objects.get(pk=tenancy.municipality_id())
    when = date_format(timezone.localtime(walk.begins), "j F Y H:i") if walk.begins else ""
    return {
        "language": get_language(), "title": walk.title, "above": _("Protocol of a safety walk"),
        "lead": " · ".join(filter(None, (when, walk.place))), "purpose": walk.purpose,
        "way": _way(walk),
        "counts": [f"{state}: {count}" for state, count in public.outcome(findings)],
        "rows": [_row(each) for each in public.lines(findings)],
        "none": _("Nothing was noted."),
        "foot": _("%(place)s. Declined means that it is not mended; done, that the owner says so.")
        % {"place": place.signed},
    }  # fmt: skip


def _way(walk: Walk) -> str:
    """How it was walked; empty where no way is drawn."""
    if not walk.length_m:
        return ""
    said = {"m": walk.length_m, "minutes": rules.minutes(walk.length_m)}
    names = " – ".join(route.name_of(line) for line in walk.stops)
    return f"{names} · {_('%(m)d m, about %(minutes)d minutes') % said}"


def _row(line: Line) -> dict[str, Any]:
    head = " · ".join(filter(None, (str(line.about), line.street)))
    state = str(line.state)
    if line.until:
        state = _("%(state)s by %(day)s") % {"state": state, "day": date_format(line.until, "j F Y")}
    return {
        "number": str(line.number), "head": head, "said": line.said, "state": state, "answer": line.answer,
        "holder": line.holder, "photos": [{"file": _file(each), "alt": each.alt} for each in line.photos],
    }  # fmt: skip
