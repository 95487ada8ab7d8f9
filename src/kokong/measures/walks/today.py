"""What of the walks waits today, and in the year."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kokong.kernel.measure import Figure
from kokong.kernel.today import Day, Line, Section, section
from kokong.kernel.year import Item
from kokong.people import api as people

from . import again, reading, rules, words
from . import models as rows
from .reporting import line
from .values import Finding, Walk

SOON: Final = timedelta(days=14)


def day(*, actor: people.Actor, now: datetime) -> Day:
    """Wishes to answer, walks to hold, findings that nobody is asked about, and answers that are overdue."""
    if not actor.may("walk.do"):
        return Day()
    walks = reading.walks(states=(*rules.COMING, "walked"))
    waiting = reading.findings(states=("noted", *rules.WAITS))
    soon = [w for w in walks if w.state in rules.COMING and w.begins and w.begins <= now + SOON]
    return Day(
        sections=(
            _wishes(),
            _walks("walks_soon", _("Safety walks to hold"), soon),
            _again(now),
            _findings("walk_findings_new", _("Findings that nobody is asked about"), _unasked(waiting)),
            _reports(),
            _findings("walk_findings_late", _("Owners who owe an answer"), (f for f in waiting if f.late)),
        )
    )


def year(*, actor: people.Actor, since: date, until: date) -> tuple[Item, ...]:
    """When walks are held, and when the same ground should be walked again."""
    if not actor.may("walk.see"):
        return ()
    walks = reading.walks()
    held = (w.begins for w in walks if w.begins and w.state in rules.COMING)
    again_at = (timezone.make_aware(each.begins) for each in again.proposals(now=timezone.now()))
    url = reverse("walks:list")
    return (
        *_items(held, _("Safety walks"), url, since, until),
        *_items(again_at, _("Areas to walk again"), url, since, until),
    )


def figure(*, actor: people.Actor, now: datetime) -> Figure:  # noqa: ARG001
    """How many walks were walked, and how many owners owe an answer."""
    done = rows.Walk.objects.filter(state__in=rules.WALKED).count()
    late = sum(1 for each in reading.findings(states=rules.WAITS) if each.late)
    return Figure(
        str(done), _("safety walks were walked"), late, reverse("walks:list") if actor.may("walk.see") else ""
    )


def _unasked(found: Iterable[Finding]) -> Iterable[Finding]:
    return (each for each in found if each.state == "noted")


def _items(moments: Iterable[datetime], title: str, url: str, since: date, until: date) -> Iterable[Item]:
    days = Counter(timezone.localdate(each) for each in moments)
    return (Item(by, title, count, url) for by, count in sorted(days.items()) if since <= by < until)


def _wishes() -> Section:
    """Who asks is on the wish's own page."""
    found = rows.Wish.objects.filter(ended=None).exclude(proven=None).order_by("proven", "pk")
    lines = [
        Line(_("A resident asks for a walk"), each.where, reverse("walks:wish", args=[each.pk])) for each in found
    ]
    return section("walk_wishes", _("Wishes for safety walks"), lines, url=reverse("walks:list"), column="second")


def _walks(key: str, title: str, found: Iterable[Walk]) -> Section:
    lines = [Line(w.title, str(words.STATES[w.state]), reverse("walks:walk", args=[w.id])) for w in found]
    return section(key, title, lines, url=reverse("walks:list"), column="second")


def _again(now: datetime) -> Section:
    lines = [
        Line(each.walk.title, date_format(each.begins, "j F Y"), reverse("walks:walk", args=[each.walk.id]))
        for each in again.proposals(now=now) if each.near
    ]  # fmt: skip
    return section("walks_again", _("Areas to walk again"), lines, url=reverse("walks:list"), column="second")


def _reports() -> Section:
    """What the fault-report system did not take, or nobody knows."""
    found = line.stuck()
    told = {each.id: each for each in reading.findings(ids=[each.finding_id for each in found])}
    lines = [
        Line(f"{words.CATEGORIES[f.category]}, {f.street or f.walk}", each.said,
             reverse("walks:finding", args=[f.id]))
        for each in found if (f := told.get(each.finding_id)) is not None
    ]  # fmt: skip
    title = _("Reports that the fault-report system has not")
    return section("walk_reports", title, lines, url=reverse("walks:list"), column="second")


def _findings(key: str, title: str, found: Iterable[Finding]) -> Section:
    lines = [
        Line(f"{words.CATEGORIES[f.category]}, {f.street or f.walk}", f.holder or f.walk,
             reverse("walks:finding", args=[f.id]))
        for f in found
    ]  # fmt: skip
    return section(key, title, lines, url=reverse("walks:list"), column="second")
