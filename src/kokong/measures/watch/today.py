"""What of the groups waits today, in the year, and at a home."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel.measure import Figure
from kokong.kernel.today import Day, Line, Section, section
from kokong.kernel.year import Item
from kokong.people import api as people

from . import reading, reminding, rules, words
from .alerts import reading as alerts
from .values import Group

SOON: Final = timedelta(days=30)


def day(*, actor: people.Actor, now: datetime) -> Day:
    """Groups that are to be started, that should meet, whose rosters are old, and that lack contact persons."""
    if not actor.may("watch.do"):
        return Day()
    found, soon = reading.groups(states=rules.GOES_ON), timezone.localdate(now) + SOON
    due = [g for g in found if g.state == "active" and g.meeting_due and g.meeting_due <= soon]
    return Day(
        sections=(
            *_alerts(actor),
            _section(
                "watch_interest", _("Groups to start"), (g for g in found if g.state == "interest"), "interest"
            ),
            _section("watch_meetings", _("Groups whose neighbours should meet"), due, "active"),
            _section(
                "watch_lacks", _("Groups that lack contact persons"), (g for g in found if _lacks(g)), "active"
            ),
            _section("watch_stale", _("Rosters older than a year"), (g for g in found if g.stale and _goes(g))),
        )
    )


def _alerts(actor: people.Actor) -> tuple[Section, ...]:
    """Alerts that wait for this authority's approval, and those that a burglary proposes."""
    waiting = [a for a in alerts.alerts(states=["proposed"]) if a.proposed_by != actor.authority]
    drafts = [a for a in alerts.alerts(states=["draft"]) if a.burglary is not None]
    url = reverse("watch:alerts")
    return tuple(
        section(
            key, title, [Line(a.draft.title, "", reverse("watch:alert", args=[a.id])) for a in found],
            url=f"{url}?state={state}", column="second",
        )
        for key, title, found, state in (
            ("watch_alerts_to_approve", _("Alerts to approve"), waiting, "proposed"),
            ("watch_alerts_proposed", _("Alerts that a burglary proposes"), drafts, "draft"),
        )
    )  # fmt: skip


def year(*, actor: people.Actor, since: date, until: date) -> tuple[Item, ...]:
    """When the neighbours of groups should have met, and all contact persons."""
    if not actor.may("watch.see"):
        return ()
    found = (g.meeting_due for g in reading.groups(states=rules.RUNS))
    days = Counter(each for each in found if each is not None and since <= each < until)
    url = f"{reverse('watch:list')}?state=active"
    contacts = reminding.contacts_due(now=timezone.now())
    mine = contacts is not None and since <= contacts < until
    return (
        *(Item(by, _("Neighbour meetings of watch groups"), count, url) for by, count in sorted(days.items())),
        *([Item(contacts, _("Meeting of contact persons"), 1, url)] if mine and contacts else []),
    )


def figure(*, actor: people.Actor, now: datetime) -> Figure:
    """How many groups are active, and how many sleep or should meet."""
    found, today = reading.groups(states=("active", "dormant")), timezone.localdate(now)
    late = sum(1 for g in found if g.state == "dormant" or (g.meeting_due is not None and g.meeting_due < today))
    url = reverse("watch:list") if actor.may("watch.see") else ""
    return Figure(str(sum(1 for g in found if g.state == "active")), _("watch groups are active"), late, url)


def start(request: HttpRequest) -> str:
    """Contact persons without a desk begin at their group."""
    actor: people.Actor | None = getattr(request, "actor", None)
    if actor is None:
        return ""
    return "" if rules.OWN.isdisjoint({*actor.roles, *(on.role for on in actor.on)}) else "watch:own"


def at_home(*, dwelling_id: int, actor: people.Actor, now: datetime) -> tuple[Line, ...]:  # noqa: ARG001
    """The groups in whose area a home lies; not whether it has joined."""
    if not actor.may("watch.see"):
        return ()
    return tuple(
        Line(_("Neighbourhood watch: %s") % each.name, str(words.STATES[each.state]), _page(each))
        for each in reading.groups_at(dwelling_id=dwelling_id)
    )


def _lacks(group: Group) -> bool:
    return group.lacks and _goes(group)


def _goes(group: Group) -> bool:
    return group.state in {"trained", "active"}


def _section(key: str, title: str, found: Iterable[Group], state: str = "") -> Section:
    lines = [Line(each.name, str(words.STATES[each.state]), _page(each)) for each in found]
    return section(key, title, lines, url=f"{reverse('watch:list')}?state={state}", column="second")


def _page(group: Group) -> str:
    return reverse("watch:group", args=[group.id])
