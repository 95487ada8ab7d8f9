"""Campaigns, their words and channels, as they stand."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Sum

from kokong.kernel import tenancy
from kokong.kernel.models import Municipality

from . import adapting, rules
from . import models as rows
from .channels import CHANNELS
from .values import Audience, Campaign, Missing, Part, Plan, Revision
from .wording import Words


def zone() -> ZoneInfo:
    """The zone in which people of this installation say times."""
    return ZoneInfo(settings.TIME_ZONE)


def place() -> Municipality:
    """The municipality in scope."""
    return Municipality.objects.get(pk=tenancy.municipality_id())


def campaigns(*, states: Collection[str] = ()) -> tuple[Campaign, ...]:
    """All campaigns, or those in these states, what ends first at the front."""
    found = rows.Campaign.objects.order_by("ends", "pk")
    found = found.filter(state__in=states) if states else found
    listed = list(found)
    words = {(row.campaign_id, row.number): row for row in rows.Revision.objects.filter(campaign__in=listed)}
    return tuple(of(row, words[row.pk, row.revision]) for row in listed)


def campaign(*, campaign_id: int) -> Campaign:
    """One campaign with its newest words. Raises Missing."""
    row = rows.Campaign.objects.filter(pk=campaign_id).first()
    if row is None:
        raise Missing
    return of(row, rows.Revision.objects.get(campaign=row, number=row.revision))


def revision(*, campaign_id: int, number: int) -> Revision:
    """The words as they once were. Raises Missing."""
    row = rows.Revision.objects.filter(campaign_id=campaign_id, number=number).first()
    if row is None:
        raise Missing
    return Revision(row.number, words_of(row), row.at, row.by)


def revisions(*, campaign_id: int) -> tuple[Revision, ...]:
    """All words that were kept, the newest first."""
    found = rows.Revision.objects.filter(campaign_id=campaign_id).order_by("-number")
    return tuple(Revision(row.number, words_of(row), row.at, row.by) for row in found)


def parts(*, campaign_id: int) -> tuple[Part, ...]:
    """The channels that a campaign went out by, in the order in which writers are offered them."""
    order = list(CHANNELS)
    found = [part_of(row) for row in rows.Part.objects.filter(campaign_id=campaign_id)]
    return tuple(
        sorted(found, key=lambda part: order.index(part.channel) if part.channel in order else len(order))
    )


def part(*, campaign_id: int, channel: str) -> Part:
    """One channel of a campaign. Raises Missing."""
    row = rows.Part.objects.filter(campaign_id=campaign_id, channel=channel).first()
    if row is None:
        raise Missing
    return part_of(row)


def links(*, campaign_id: int) -> dict[str, str]:
    """The address that each channel's text holds."""
    code = place().code
    found = rows.Link.objects.filter(campaign_id=campaign_id)
    return {row.channel: adapting.address(code=code, link=row.code) for row in found}


def clicks(*, campaign_id: int) -> dict[str, int]:
    """How often each channel's link was followed."""
    found = rows.Click.objects.filter(link__campaign_id=campaign_id).values_list("link__channel")
    return dict(found.annotate(n=Sum("count")).order_by())


def standing(found: Campaign) -> rules.Standing:
    """How it stands, as far as moves ask."""
    problems = adapting.problems(found.words, code=place().code)
    return rules.Standing(found.state, found.plan.both, found.proposed_by, found.plan.ends, problems)


def ends_at(found: Campaign) -> datetime:
    """When it is over."""
    return rules.ends_at(found.plan.ends, zone=zone())


def words_of(row: rows.Revision) -> Words:
    """Words as they cross the door."""
    return Words(row.title, row.lead, row.body, row.link, tuple(row.channels), dict(row.own))


def plan_of(row: rows.Campaign) -> Plan:
    """The plan of a row."""
    whom = Audience(tuple(row.areas), tuple(row.homes))
    return Plan(row.name, row.goal, row.season, row.ends, row.budget, row.both, row.language, whom)


def of(row: rows.Campaign, newest: rows.Revision) -> Campaign:
    """A row with its newest words, as it crosses the door."""
    return Campaign(
        id=row.pk, plan=plan_of(row), state=row.state, proposed_by=row.proposed_by, revision=row.revision,
        plans=row.plans, at=row.at, made=row.made, changed=row.changed, words=words_of(newest),
    )  # fmt: skip


def part_of(row: rows.Part) -> Part:
    """A channel's row as it crosses the door."""
    return Part(
        id=row.pk, campaign_id=row.campaign_id, channel=row.channel, state=row.state, planned=row.planned,
        delivered=row.delivered, bounced=row.bounced, perhaps=row.perhaps, cost=row.cost, hours=row.hours,
        where=row.where, answer=row.answer, tries=row.tries, next_try=row.next_try, done=row.done,
    )  # fmt: skip
