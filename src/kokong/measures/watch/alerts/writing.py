"""An alert written, and written anew. Whatever changes after it was proposed makes it a draft again."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kokong import tables
from kokong.incidents import api as incidents
from kokong.kernel import audit, tenancy
from kokong.kernel.moves import move
from kokong.places import api as places

from .. import models as rows
from ..describing import describes_a_person
from ..values import Refused
from . import reading, rules, words
from .values import Alert, AlertMissing, Draft, Meanwhile


@transaction.atomic
def write(*, draft: Draft, now: datetime, burglary: int | None = None) -> Alert:
    """A new alert, a draft. Raises Refused for what can't be said, or to nobody."""
    fit = _fit(draft, burglary, now=now)
    row = rows.Alert.objects.create(
        **_columns(fit), by=tenancy.current().user_id, made=now, burglary=burglary,
    )  # fmt: skip
    audit.record(action="watch_alert.written", subject="watch_alert", subject_id=row.pk)
    return reading.alert(alert_id=row.pk)


@transaction.atomic
def rewrite(*, alert_id: int, draft: Draft, based_on: int, now: datetime) -> Alert:
    """Say it otherwise, as a draft that needs a new approval; the same again changes nothing.

    `based_on` is the version that the writer had open. Raises AlertMissing, Refused once it has gone out, and
    Meanwhile where somebody else has saved.
    """
    row = locked(alert_id)
    known, fit = reading.value(row), _fit(draft, row.burglary, now=now)
    if known.draft == fit:
        return known
    if row.state not in rules.WRITABLE:
        raise Refused(_("It has gone out, so its words stay as they are. Nothing was changed."))
    if row.version != based_on:
        said = _("Somebody else has saved it meanwhile: “%(title)s”. Yours stands here; save again to keep yours.")
        raise Meanwhile(said % {"title": row.title}, version=row.version)
    changes = {
        **_columns(fit),
        "version": row.version + 1,
        "proposed_by": "",
        "by": row.by or tenancy.current().user_id,
    }
    move(row, "rewrite", states=rules.COURSE, now=now, words=words.STATES, changes=changes)
    return reading.alert(alert_id=alert_id)


def locked(alert_id: int) -> rows.Alert:
    """The row, until the transaction ends. Raises AlertMissing."""
    row = rows.Alert.objects.select_for_update(no_key=True).filter(pk=alert_id).first()
    if row is None:
        raise AlertMissing("")
    return row


def _columns(draft: Draft) -> dict[str, Any]:
    quiet = draft.quiet or (None, None)
    return {
        "title": draft.title, "text": draft.text, "short": draft.short, "urgency": draft.urgency,
        "groups": list(draft.groups), "areas": list(draft.areas), "ways": list(draft.ways),
        "expires": draft.expires, "quiet_from": quiet[0], "quiet_until": quiet[1],
    }  # fmt: skip


def _fit(draft: Draft, burglary: int | None, *, now: datetime) -> Draft:
    fit = replace(
        draft, title=line(draft.title, "title"), text=block(draft.text, "text"), short=line(draft.short, "short"),
        groups=tuple(sorted(set(draft.groups))), areas=tuple(sorted(set(draft.areas))),
        ways=tuple(way for way in rules.WAYS if way in draft.ways),
        quiet=None if draft.urgency in rules.INSTANT else draft.quiet,
    )  # fmt: skip
    if not fit.title or not fit.text:
        raise Refused(
            _("An alert needs a title and a text. Nothing was kept."), field="text" if fit.title else "title"
        )
    fit = replace(fit, short=fit.short or fit.title)
    _to_somebody(fit)
    if not now < fit.expires <= now + rules.LONGEST_LIFE:
        raise Refused(
            _("Choose until when it is of use: a time to come, within %(n)d days. Nothing was kept.")
            % {"n": rules.LONGEST_LIFE.days}, field="expires",
        )  # fmt: skip
    for field in ("title", "text", "short"):
        without_person(getattr(fit, field), field)
        if burglary is not None and _points_at_home(getattr(fit, field), burglary):
            raise Refused(_("It names the address of the burglary. Say the area. Nothing was kept."), field=field)
    return fit


def _to_somebody(fit: Draft) -> None:
    if fit.urgency not in rules.URGENCY:
        raise Refused(_("Say how urgent it is. Nothing was kept."), field="urgency")
    if not fit.groups and not fit.areas:
        raise Refused(_("Choose groups or areas. Nothing was kept."), field="groups")
    known = {each.id for each in reading.chosen(fit.groups, ())}
    if not known.issuperset(fit.groups) or not {area.id for area in places.areas()}.issuperset(fit.areas):
        raise Refused(
            _("One of the groups or areas is not there any more. Choose again. Nothing was kept."), field="groups"
        )


def without_person(text: str, field: str) -> None:
    """Raises Refused for a text that describes a person: such goes to the police, and to nobody else."""
    if describes_a_person(text):
        raise Refused(str(words.PERSON), field=field)


def _points_at_home(text: str, burglary_id: int) -> bool:
    burglary = incidents.burglary(burglary_id=burglary_id)
    home = places.dwelling(dwelling_id=burglary.dwelling_id) if burglary is not None else None
    return home is not None and bool(home.address) and home.address.casefold() in " ".join(text.split()).casefold()


def line(text: str, field: str) -> str:
    """One line of text. Raises Refused where it is too long."""
    return _short_enough(" ".join(tables.clean(text).split()), field)


def block(text: str, field: str) -> str:
    """Lines of text. Raises Refused where they are too long."""
    return _short_enough(tables.clean(text).replace("\r\n", "\n").strip(), field)


def _short_enough(text: str, field: str) -> str:
    if len(text) > rules.LONGEST[field]:
        raise Refused(_("At most %(n)d letters. Nothing was kept.") % {"n": rules.LONGEST[field]}, field=field)
    return text
