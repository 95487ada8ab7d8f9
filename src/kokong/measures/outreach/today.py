"""What of the campaigns waits today, when they go out, and how many are out."""

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokong.kernel.measure import Figure
from kokong.kernel.today import Day, Line, Section, section
from kokong.kernel.year import Item
from kokong.people import api as people

from . import channels, reading, words
from . import models as rows
from .replies import inbox
from .values import Campaign


def day(*, actor: people.Actor, now: datetime) -> Day:
    """Campaigns that wait for this authority, and channels that wait for a person."""
    if not actor.may("campaign.see"):
        return Day()
    proposed = [c for c in reading.campaigns(states=["proposed"]) if c.proposed_by != actor.authority]
    waiting, url = _waiting() if actor.may("campaign.send") else [], reverse("outreach:list")
    approve, title = [_line(each) for each in proposed], _("Campaigns to approve")
    return Day(
        sections=(
            *_replies(actor, now),
            section("campaigns_to_approve", title, approve, url=f"{url}?state=proposed", column="second"),
            section("campaign_channels", _("Channels that wait for you"), waiting, url=url, column="second"),
        )
    )


def _replies(actor: people.Actor, now: datetime) -> tuple[Section, ...]:
    """Replies that wait, with their clock: how many, and how many should have been answered."""
    if not actor.may("campaign.send"):
        return ()
    waits, late, first = inbox.waiting(now=now)
    said = ngettext("%(n)d should have been answered", "%(n)d should have been answered", late) % {"n": late}
    title = ngettext("%(n)d reply to our letters", "%(n)d replies to our letters", waits) % {"n": waits}
    url = reverse("outreach:replies")
    lines = [Line(title, said if late else _("All in time"), url, due=first, warning=bool(late))] if waits else []
    return (section("campaign_replies", _("Replies to answer"), lines, url=url, column="second"),)


def _line(found: Campaign) -> Line:
    return Line(found.plan.name, found.words.title, reverse("outreach:campaign", args=[found.id]))


def _waiting() -> list[Line]:
    found = rows.Part.objects.filter(
        state__in=("ready", "perhaps", "failed"), campaign__state__in=("going", "out")
    )
    return [
        Line(row.campaign.name, f"{_title(row.channel)}: {words.PARTS[row.state]}",
             reverse("outreach:channel", args=[row.campaign_id, row.channel]))
        for row in found.select_related("campaign").order_by("pk")
    ]  # fmt: skip


def _title(name: str) -> str:
    channel = channels.find(name)
    return str(channel.title) if channel else name


def year(*, actor: people.Actor, since: date, until: date) -> tuple[Item, ...]:
    """When campaigns go out, and when they are over."""
    if not actor.may("campaign.see"):
        return ()
    items = []
    for found in reading.campaigns(states=["draft", "proposed", "approved", "scheduled", "going", "out"]):
        page = reverse("outreach:campaign", args=[found.id])
        on = timezone.localdate(found.at) if found.at and found.state == "scheduled" else None
        if on and since <= on < until:
            items.append(Item(on, _("Campaign goes out: %s") % found.plan.name, 1, page))
        if since <= found.plan.ends < until:
            items.append(Item(found.plan.ends, _("Campaign is over: %s") % found.plan.name, 1, page))
    return tuple(items)


def figure(*, actor: people.Actor, now: datetime) -> Figure:  # noqa: ARG001
    """How many campaigns are out, and how many wait for somebody."""
    found = reading.campaigns(states=["proposed", "going", "out"])
    out = sum(each.state != "proposed" for each in found)
    waits = len(found) - out + rows.Part.objects.filter(
        state__in=("ready", "perhaps", "failed"), campaign__state__in=("going", "out")
    ).count()  # fmt: skip
    url = reverse("outreach:list") if actor.may("campaign.see") else ""
    return Figure(str(out), _("campaigns are out"), waits, url)
