"""Findings given to the fault-report system once, looked for where nobody knows, asked about until they end.

What is said to the system is said outside of any transaction: what is written before and after stands on its own.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import F, Q

from kokong.kernel import installation
from kokong.kernel.moves import move
from kokong.places import api as places
from kokong.tasks import api as tasks

from .. import models as rows
from ..rules import WAITS
from . import rules, words
from .values import ForGood, Given, NotNow, NotTaken, Told

SOURCE: Final = "walk_report"
TASK: Final = "walk.reported"
GONE: Final = 3
"""So often in a row a system may not know a report any more before a person is asked."""


def given(row: rows.Report, *, media: str) -> Given:
    """What is said of a finding: approved words, our own mark, where it is, and where a photo of it is fetched."""
    found = row.finding
    lon, lat = places.degrees(x=[found.point.x], y=[found.point.y])
    (street,) = places.streets_near(points=[found.point], within_m=150.0)
    return Given(
        service_code=row.service, lat=round(float(lat[0]), 6), long=round(float(lon[0]), 6),
        description=rules.marked(found.shown, row.ref), address_string=street.name if street else "",
        media_url=media,
    )  # fmt: skip


def claim(row: rows.Report, now: datetime) -> bool:
    """Write down that it is being seen to. True where it is to be given: it is `perhaps` there from now on."""
    lease = {"next_look": now + rules.UNHURRIED}
    if row.state != "waiting":
        rows.Report.objects.filter(pk=row.pk).update(**lease)
        return False
    step(row, "claim", now, **lease, claimed=now, tries=row.tries + 1, looks=0)
    return True


def write_given(row: rows.Report, came: Told | NotTaken, now: datetime) -> None:
    """What became of giving it."""
    if isinstance(came, Told):
        _taken(row, [came], now)
    elif isinstance(came, ForGood):
        step(row, "fail", now, said=_said(came), next_look=None)
    elif isinstance(came, NotNow) and row.tries < rules.TRIES:
        wait = max(rules.pause(tries=row.tries), came.after or timedelta(0))
        step(row, "retry", now, said=_said(came), next_look=now + wait)
    elif isinstance(came, NotNow):
        step(row, "fail", now, said=_said(came), next_look=None)
    else:
        rows.Report.objects.filter(pk=row.pk, state="perhaps").update(said=_said(came))


def write_looked(row: rows.Report, found: Sequence[Told] | NotTaken, now: datetime) -> None:
    """What became of looking for one that was perhaps taken: it is there, it isn't, or still nobody knows."""
    if isinstance(found, NotTaken):
        _in_vain(row, _said(found), now)
    elif own := [each for each in found if row.ref in rules.references(each.description)]:
        _taken(row, own, now)
    elif row.tries >= rules.TRIES:
        step(row, "fail", now, said="~unlisted", next_look=None)
    else:
        step(row, "retry", now, next_look=now)


def write_number(row: rows.Report, found: str | NotTaken, now: datetime) -> None:
    """What became of asking for the number that a token stands for."""
    if isinstance(found, NotTaken) or not found:
        _in_vain(row, _said(found) if isinstance(found, NotTaken) else "~unnumbered", now)
    else:
        _taken(row, [Told(number=found)], now)


def write_asked(row: rows.Report, found: Sequence[Told] | NotTaken, now: datetime) -> None:
    """What became of asking how one fares."""
    if isinstance(found, NotTaken):
        rows.Report.objects.filter(pk=row.pk).update(said=_said(found), next_look=_next(row, now))
        return
    told = pick(row, found)
    if told is None:
        _gone(row, now)
        return
    facts = {
        "looks": 0,
        "said": "",
        "notes": told.notes or row.notes,
        "media": _media(told) or row.media,
        "doubles": _doubles(row, found, told),
    }
    if told.number != row.number and row.state == "open":
        step(row, "renumber", now, number=told.number)
    _follow(row, told.status, facts, now)


def pick(row: rows.Report, found: Sequence[Told]) -> Told | None:
    """The one of an answer that is ours: by our mark, else by its number where it carries no other mark."""
    own = [each for each in found if row.ref in rules.references(each.description) and each.number]
    same = [each for each in own if each.number == row.number]
    if own:
        return same[0] if same else _first(own)
    plain = (each for each in found if each.number == row.number and not rules.references(each.description))
    return next(plain, None)


def step(row: rows.Report, action: str, now: datetime, **changes: Any) -> None:
    """One move of a report."""
    move(row, action, states=rules.REPORT, now=now, words=words.STATES, changes={"changed": now, **changes})


def answered(*, finding_id: int, now: datetime) -> None:
    """Somebody has said what came of a finding: what asked for that is seen to."""
    for row in rows.Report.objects.filter(finding_id=finding_id).exclude(task_id=None):
        _withdraw(row, now)


def _taken(row: rows.Report, found: Sequence[Told], now: datetime) -> None:
    numbered = [each for each in found if each.number]
    if not numbered:
        step(row, "take", now, token=found[0].token, said="", looks=0, next_look=now + rules.OFTEN)
        return
    told = _first(numbered)
    step(
        row, "open", now, number=told.number, notes=told.notes, media=_media(told), said="", looks=0,
        doubles=_doubles(row, found, told), next_look=now + rules.OFTEN,
    )  # fmt: skip


def _media(told: Told) -> str:
    """A picture of theirs; what they say back of ours is none."""
    return "" if told.media.startswith(installation.current().url + "/") else told.media


def _first(found: Sequence[Told]) -> Told:
    """Of several the one that was there first; where that isn't told, the first that is listed."""
    dated = [(each.asked, number) for number, each in enumerate(found) if each.asked is not None]
    return found[min(dated)[1]] if dated else found[0]


def _doubles(row: rows.Report, found: Sequence[Told], own: Told) -> str:
    others = {each.number for each in found if row.ref in rules.references(each.description)}
    fresh = (others | set(filter(None, row.doubles.split(", ")))) - {own.number, ""}
    return ", ".join(sorted(fresh))[:400]


def _in_vain(row: rows.Report, said: str, now: datetime) -> None:
    looks = row.looks + 1
    at = now + rules.pause(tries=min(looks, 2)) if looks < rules.LOOKS else None
    if at is None and row.state == "sent":
        step(row, "fail", now, said=said, next_look=None)
        return
    rows.Report.objects.filter(pk=row.pk, state=row.state).update(looks=F("looks") + 1, said=said, next_look=at)


def _gone(row: rows.Report, now: datetime) -> None:
    said = "~gone"
    if row.looks + 1 >= GONE and row.state == "open":
        step(row, "fail", now, said=said, next_look=None)
        return
    rows.Report.objects.filter(pk=row.pk).update(looks=F("looks") + 1, said=said, next_look=_next(row, now))


def _follow(row: rows.Report, status: str, facts: dict[str, Any], now: datetime) -> None:
    """Closed there is a task for a person here, and nothing more: nobody has said what it means."""
    if status == "closed" and row.state == "open":
        step(row, "close", now, **facts, next_look=now + rules.DAILY)
        if row.finding.state in WAITS:
            opened = tasks.open_task(kind=TASK, source=SOURCE, source_id=f"{row.pk} {now.isoformat()}", now=now)
            rows.Report.objects.filter(pk=row.pk).update(task_id=opened)
    elif status == "open" and row.state == "closed":
        _withdraw(row, now)
        step(row, "reopen", now, **facts, next_look=now + rules.OFTEN)
    else:
        rows.Report.objects.filter(pk=row.pk).update(**facts, next_look=_next(row, now))


def _withdraw(row: rows.Report, now: datetime) -> None:
    if row.task_id is not None:
        tasks.withdraw(source=SOURCE, source_id=f"{row.pk} {row.changed.isoformat()}", now=now)
        rows.Report.objects.filter(pk=row.pk).update(task_id=None)


def _next(row: rows.Report, now: datetime) -> datetime | None:
    return rules.next_look(state=row.state, changed=row.changed, now=now)


def _said(came: NotTaken) -> str:
    return " ".join(str(came).split()).replace("\0", "")[:300]


def due(now: datetime) -> Q:
    """Which reports are seen to now."""
    return Q(next_look__lte=now, state__in=rules.ASKED_ABOUT)
