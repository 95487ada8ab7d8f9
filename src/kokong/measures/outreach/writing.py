"""A campaign planned and written. Whatever changes after it was proposed makes it a draft again."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong import tables
from kokong.kernel import audit, tenancy
from kokong.kernel.moves import move
from kokong.places import api as places

from . import adapting, reading, rules
from . import models as rows
from . import words as said
from .channels import CHANNELS
from .values import Campaign, Meanwhile, Missing, Plan, Refused
from .wording import Words


@transaction.atomic
def plan(*, plan: Plan, words: Words, now: datetime) -> Campaign:
    """A new campaign, a draft. Raises Refused."""
    fit, text = _plan(plan, now=now), _words(words)
    row = rows.Campaign.objects.create(**_columns(fit), made=now, changed=now)
    newest = _keep(row, text, number=1, now=now)
    audit.record(action="campaign.planned", subject="campaign", subject_id=row.pk, detail={"season": row.season})
    return reading.of(row, newest)


@transaction.atomic
def rewrite(*, campaign_id: int, words: Words, based_on: int, now: datetime) -> Campaign:
    """Keep other words, as a draft. `based_on` is the revision that the writer had opened; the same words again
    change nothing. Raises Missing, Refused once it has gone out, and Meanwhile where somebody else has kept words.
    """
    row = locked(campaign_id)
    known, text = reading.campaign(campaign_id=campaign_id), _words(words)
    if known.words == text:
        return known
    _writable(row)
    if row.revision != based_on:
        raise Meanwhile(
            _("Somebody else has saved it meanwhile. Your words are kept here: take over what you need."),
            theirs=known,
        )
    newest = _keep(row, text, number=row.revision + 1, now=now)
    _draft_again(row, now=now, revision=newest.number)
    return reading.of(row, newest)


@transaction.atomic
def change(*, campaign_id: int, plan: Plan, based_on: int, now: datetime) -> Campaign:
    """Keep another plan, as a draft. `based_on` is `Campaign.plans` as the person had it open.

    Raises Missing, Refused once it has gone out, and Meanwhile where somebody else has changed the plan.
    """
    row = locked(campaign_id)
    known, fit = reading.campaign(campaign_id=campaign_id), _plan(plan, now=now)
    if known.plan == fit:
        return known
    _writable(row)
    if row.plans != based_on:
        raise Meanwhile(
            _("Somebody else has changed the plan meanwhile. See what stands now, then keep yours if you want."),
            theirs=known,
        )
    _draft_again(row, now=now, plans=row.plans + 1, **_columns(fit))
    return reading.campaign(campaign_id=campaign_id)


def locked(campaign_id: int) -> rows.Campaign:
    """The row, for this transaction alone. Raises Missing."""
    row = rows.Campaign.objects.select_for_update(no_key=True).filter(pk=campaign_id).first()
    if row is None:
        raise Missing
    return row


def _draft_again(row: rows.Campaign, *, now: datetime, **changes: Any) -> None:
    fresh = {"proposed_by": "", "at": None, "changed": now, **changes}
    move(row, "rewrite", states=rules.COURSE, now=now, words=said.STATES, changes=fresh)


def _writable(row: rows.Campaign) -> None:
    if row.state not in rules.WRITABLE:
        raise Refused(_("It has gone out, so its words stay as they are. Plan a new one. Nothing was changed."))


def _keep(row: rows.Campaign, words: Words, *, number: int, now: datetime) -> rows.Revision:
    kept: rows.Revision = rows.Revision.objects.create(
        campaign=row, number=number, title=words.title, lead=words.lead, body=words.body, link=words.link,
        channels=list(words.channels), own=dict(words.own), at=now, by=tenancy.current().user_id,
    )  # fmt: skip
    return kept


def _columns(plan: Plan) -> dict[str, Any]:
    return {
        "name": plan.name, "goal": plan.goal, "season": plan.season, "language": plan.language,
        "budget": plan.budget, "both": plan.both, "ends": plan.ends, "areas": list(plan.audience.areas),
        "homes": list(plan.audience.homes),
    }  # fmt: skip


def _plan(plan: Plan, *, now: datetime) -> Plan:
    """The plan without what no program shows. Raises Refused for what can't be kept."""
    fit = replace(plan, name=_line(plan.name, "name"), goal=_line(plan.goal, "goal"))
    if not fit.name or not fit.goal:
        raise Refused(
            _("A campaign needs a name and a goal. Nothing was kept."), field="goal" if fit.name else "name"
        )
    if plan.season not in rules.SEASONS or plan.language not in rules.LANGUAGES:
        raise Refused(_("Choose a season and a language. Nothing was kept."), field="season")
    if plan.ends < timezone.localdate(now):
        raise Refused(
            _("Its last day has passed. Choose one that is still to come. Nothing was kept."), field="ends"
        )
    if plan.budget is not None and not 0 <= plan.budget <= rules.MOST_BUDGET:
        raise Refused(_("Write the budget in whole kronor. Nothing was kept."), field="budget")
    known = {area.id for area in places.areas()}
    if not known.issuperset(plan.audience.areas) or not set(rules.HOMES).issuperset(plan.audience.homes):
        raise Refused(_("One of the areas is no longer used. Choose again. Nothing was kept."), field="areas")
    return fit


def _words(words: Words) -> Words:
    """The words without what no program shows. Raises Refused for what is too long, and for a link elsewhere."""
    fit = Words(
        title=_line(words.title, "title"),
        lead=_line(words.lead, "lead"),
        body=_long(words.body, "body"),
        link=_link(words.link),
        channels=tuple(name for name in CHANNELS if name in words.channels),
    )
    if not fit.title:
        raise Refused(_("Give it a title. Nothing was kept."), field="title")
    own = {name: _long(text, "own") for name, text in words.own.items()}
    return replace(fit, own=adapting.own_words(own, fit))


def _line(text: str, field: str) -> str:
    return _fits(" ".join(tables.clean(text).split()), field)


def _long(text: str, field: str) -> str:
    return _fits(tables.clean(text).replace("\r\n", "\n").strip(), field)


def _fits(text: str, field: str) -> str:
    if len(text) > rules.LONGEST[field]:
        raise Refused(_("At most %(n)d letters. Nothing was kept.") % {"n": rules.LONGEST[field]}, field=field)
    return text


def _link(link: str) -> str:
    text = _line(link, "link")
    if text and (urlsplit(text).scheme not in {"https", "http"} or not urlsplit(text).hostname):
        raise Refused(_("Write the link with https:// before it. Nothing was kept."), field="link")
    return text
