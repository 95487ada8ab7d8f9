"""Campaigns over HTTP, to read: the same roles and policies as the pages. It says how many readers, never who."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema

from kokong.people.api import MISSING, REFUSALS, allow

from . import api, rules

router = Router(tags=["campaigns"])

Id = Annotated[int, Path(ge=1, le=2**63 - 1)]


class CampaignOut(Schema):
    """A campaign: its plan, how it stands, and its text. Budget in kronor; no areas is the whole municipality."""

    id: int
    name: str
    goal: str
    season: str
    state: str
    language: str
    title: str
    lead: str
    body: str
    channels: list[str]
    areas: list[int]
    homes: list[str]
    both_authorities: bool
    budget: int | None
    goes_out: datetime | None
    last_day: date


class ChannelOut(Schema):
    """One channel: how many it was for, what came of it, how often its link was followed, and kronor spent."""

    channel: str
    state: str
    planned: int | None
    delivered: int | None
    bounced: int
    perhaps: int
    clicks: int
    cost: Decimal | None
    hours: Decimal | None
    address: str
    done: datetime | None


class WholeOut(CampaignOut):
    """A campaign with each channel that it went out by."""

    went: list[ChannelOut]


@router.get("/", response={200: list[CampaignOut], **REFUSALS}, summary="List campaigns")
def list_campaigns(
    request: HttpRequest, over: bool = False, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> list[CampaignOut]:
    """Campaigns that are not over, what ends first at the front; with `over=true` all of them."""
    allow(request, "campaign.see")
    states = [] if over else [each for each in rules.COURSE.states() if each not in rules.COURSE.ends()]
    return [_out(each) for each in api.campaigns(states=states)[:limit]]


@router.get("/{campaign_id}", response={200: WholeOut, **MISSING}, summary="One campaign")
def get_campaign(request: HttpRequest, campaign_id: Id) -> WholeOut:
    """A campaign, and what went where."""
    allow(request, "campaign.see")
    found, clicks = api.campaign(campaign_id=campaign_id), api.clicks(campaign_id=campaign_id)
    parts = [_channel(each, clicks.get(each.channel, 0)) for each in api.parts(campaign_id=campaign_id)]
    return WholeOut(**_out(found).dict(), went=parts)


def _out(found: api.Campaign) -> CampaignOut:
    plan, words = found.plan, found.words
    return CampaignOut(
        id=found.id, name=plan.name, goal=plan.goal, season=plan.season, state=found.state, language=plan.language,
        title=words.title, lead=words.lead, body=words.body, channels=list(words.channels),
        areas=list(plan.audience.areas), homes=list(plan.audience.homes), both_authorities=plan.both,
        budget=plan.budget, goes_out=found.at, last_day=plan.ends,
    )  # fmt: skip


def _channel(part: api.Part, clicks: int) -> ChannelOut:
    return ChannelOut(
        channel=part.channel, state=part.state, planned=part.planned, delivered=part.delivered,
        bounced=part.bounced, perhaps=part.perhaps, clicks=clicks, cost=part.cost, hours=part.hours,
        address=part.where, done=part.done,
    )  # fmt: skip
