"""Groups made, changed, and led through their life; what the municipality has decided of them."""

from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.kernel.moves import Move, history, move
from kokong.places import api as places

from . import models as rows
from . import reading, rules, words
from .events import GroupMoved
from .shutting import shut_out
from .values import GroupMissing, Refused

NAME: Final = 120


@transaction.atomic
def make_group(*, name: str, area_id: int, now: datetime) -> int:
    """Write down that neighbours are interested; the group's number.

    Raises Refused without a name, for an area without homes and for one that a group has already.
    """
    said = _named(name)
    if not places.homes_in(area_id=area_id):
        raise Refused(_("No home lies in that area. Nothing was changed."), field="area")
    known = rows.Group.objects.filter(area_id=area_id).exclude(state="closed").first()
    if known is not None:
        raise Refused(
            _("%(name)s has that area already. Nothing was changed.") % {"name": known.name}, field="area"
        )
    row = rows.Group.objects.create(name=said, area_id=area_id, began=now)
    audit.record(action="watch_group.made", subject="watch_group", subject_id=row.pk)
    return row.pk


@transaction.atomic
def rename(*, group_id: int, name: str) -> None:
    """Call a group something else. Raises GroupMissing, Refused."""
    rows.Group.objects.filter(pk=locked(group_id).pk).update(name=_named(name))
    audit.record(action="watch_group.renamed", subject="watch_group", subject_id=group_id)


@transaction.atomic
def act(*, group_id: int, action: str, at: datetime, now: datetime, speaker: str = "", reason: str = "") -> Move:
    """Lead a group on, as it happened at a moment; `speaker` (of `rules.SPEAKERS`) where it was trained.

    Raises GroupMissing; MoveRefused and NotYours as `kernel.moves` does; Refused while something keeps it from
    being active, without a speaker, and for a moment in the future or before what happened last.
    """
    row = locked(group_id)
    before = [each.at for each in history(subject="watch_group", subject_id=group_id)]
    if at > now or at < max(before, default=at):
        raise Refused(_("That day is in the future, or before what happened last. Nothing was changed."))
    if action == "train" and speaker not in rules.SPEAKERS:
        raise Refused(_("Say who spoke at the start meeting. Nothing was changed."), field="speaker")
    if action == "hand_over" and not reason:
        raise Refused(_("Say which municipality has taken it in. Nothing was changed."), field="to")
    if action in rules.STARTS:
        _may_begin(group_id)
    if action in rules.ENDS:
        shut_out(rows.Member.objects.filter(group_id=group_id, left=None), at)
    return move(
        row, action, states=rules.GROUP, now=at, reason=reason, changes=_facts(action, at, speaker),
        words=words.STATES, tell=lambda done: GroupMoved(group_id=done.subject_id),
    )  # fmt: skip


def _facts(action: str, at: datetime, speaker: str) -> dict[str, Any]:
    day = timezone.localdate(at)
    facts: dict[str, dict[str, Any]] = {
        "train": {"speaker": speaker, "met": day},
        "activate": {"active_since": at},
        "wake": {"active_since": at},
        "close": {"ended": at},
        "hand_over": {"ended": at},
        "reopen": {"ended": None, "active_since": None},
    }
    return facts.get(action, {})


def _may_begin(group_id: int) -> None:
    found = reading.group(group_id=group_id)
    if found.blocks:
        said = " ".join(str(words.BLOCKS[code]) for code in found.blocks)
        raise Refused(_("%(why)s Nothing was changed.") % {"why": said})


@transaction.atomic
def met(*, group_id: int, on: date, now: datetime) -> None:
    """The neighbours have met on a day; one before the last changes nothing. Raises GroupMissing, Refused."""
    row = locked(group_id)
    if on > timezone.localdate(now):
        raise Refused(_("That day is in the future. Nothing was changed."), field="on")
    if row.met is None or on > row.met:
        rows.Group.objects.filter(pk=group_id).update(met=on)
    audit.record(action="watch_group.met", subject="watch_group", subject_id=group_id)


@transaction.atomic
def checked(*, group_id: int, now: datetime) -> None:
    """Somebody has gone through the roster today. Raises GroupMissing."""
    locked(group_id)
    rows.Group.objects.filter(pk=group_id).update(checked=timezone.localdate(now))
    audit.record(action="watch_group.checked", subject="watch_group", subject_id=group_id)


def decide(*, setting: rules.Setting) -> None:
    """Keep what the municipality has decided. Raises Refused for what can't be."""
    if not 1 <= setting.fewest <= setting.most:
        raise Refused(_("The smallest number of homes is above the largest. Nothing was changed."), field="fewest")
    rows.Setting.objects.update_or_create(defaults=dict(vars(setting)))
    audit.record(action="watch.settings")


def locked(group_id: int) -> rows.Group:
    """The group's row, until the transaction ends. Raises GroupMissing."""
    row = rows.Group.objects.select_for_update(no_key=True).filter(pk=group_id).first()
    if row is None:
        raise GroupMissing("")
    return row


def _named(name: str) -> str:
    said = " ".join(name.split())
    if not said or len(said) > NAME:
        raise Refused(_("Give the group a name of at most %(n)s letters.") % {"n": NAME}, field="name")
    return said
