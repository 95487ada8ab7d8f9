"""A campaign going out: each channel is claimed, committed, carried, and written down, so that none goes twice.

Whoever is killed between claiming and writing down leaves a channel under way. It has then perhaps gone out: it is
shown to a person, who looks and decides.
"""

import logging
import random
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import F, Q
from django.utils import timezone

from kokong.kernel import tenancy
from kokong.kernel.events import emit
from kokong.kernel.moves import move
from kokong.kernel.nightly import nightly
from kokong.kernel.retrying import AGAIN, wait

from . import adapting, channels, jobs, reading, rules
from . import models as rows
from .channels.values import Came, Channel, ForGood, NotNow, NotSent, Outgoing, Unsure
from .events import PartCame

log = logging.getLogger(__name__)
CHANCE: Final = random.SystemRandom()
CUT_OFF: Final = timedelta(minutes=15)
STILL_TOLD: Final = timedelta(days=7)  # mail comes back for days
COUNTED: Final = ("planned", "delivered", "bounced", "perhaps", "cost")
LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
FIRST: Final = "site"  # whose page the links of the others lead to


@dataclass(frozen=True)
class _Claimed:
    part_id: int
    tries: int
    channel: Channel
    out: Outgoing


def begin(row: rows.Campaign, *, now: datetime) -> None:
    """A row and a job for each chosen channel. What only writes here is done at once, the site's page first."""
    words = reading.campaign(campaign_id=row.pk).words
    for name in sorted(words.channels, key=lambda name: name != FIRST):
        part = rows.Part.objects.create(campaign=row, channel=name, key=uuid.uuid4())
        if name == FIRST:
            _carry_here(part, now)
        else:
            jobs.carry(part.pk)
    target = words.link or _page(row)
    for name in words.channels if target else ():
        _link(row, name, target)


def _page(row: rows.Campaign) -> str:
    found = rows.Part.objects.filter(campaign=row, channel=FIRST).values_list("where", flat=True).first()
    return found or ""


def _link(row: rows.Campaign, channel: str, target: str) -> None:
    code = "".join(secrets.choice(LETTERS) for _ in range(adapting.CODE_LENGTH))
    rows.Link.objects.create(campaign=row, channel=channel, code=code, address=target)


def carry(*, municipality_id: int, part_id: int, job: int | None) -> None:
    """Carry one channel's text, unless it is no longer to go out. Opens the scopes that it needs."""
    now = timezone.now()
    with tenancy.scope(municipality_id=municipality_id):
        part = rows.Part.objects.select_related("campaign").filter(pk=part_id).first()
        if part is None or _ran_before(part, job, now):
            return
        channel = channels.find(part.channel)
        if channel is not None and channel.inside:
            _carry_here(part, now, job)
            return
        claimed = _claim(part, now, job)
    if claimed is None:
        return
    came = _try(claimed)
    with tenancy.scope(municipality_id=municipality_id):
        _write_down(claimed, came, timezone.now())


def _ran_before(part: rows.Part, job: int | None, now: datetime) -> bool:
    """Whether this job was killed while it carried: nobody knows then whether it was carried."""
    if part.state != "sending" or job is None or part.job != job:
        return False
    lose(part, now)
    return True


def _carry_here(part: rows.Part, now: datetime, job: int | None = None) -> None:
    claimed = _claim(part, now, job)
    if claimed is not None:
        _write_down(claimed, _try(claimed), now)


def _claim(part: rows.Part, now: datetime, job: int | None) -> _Claimed | None:
    campaign, channel = part.campaign, channels.find(part.channel)
    if campaign.state not in {"going", "out"} or channel is None:
        return None
    if not step(part, "claim", claimed=now, job=job, tries=F("tries") + 1, next_try=None):
        return None
    return _Claimed(part.pk, part.tries + 1, channel, outgoing(part, channel, now))


def outgoing(part: rows.Part, channel: Channel, now: datetime) -> Outgoing:
    """What a channel carries, with its own link."""
    found = reading.campaign(campaign_id=part.campaign_id)
    link = reading.links(campaign_id=found.id).get(channel.name, "")
    return Outgoing(
        campaign_id=found.id, name=found.plan.name, key=str(part.key), words=found.words,
        text=adapting.text_of(channel, found.words, link), link=link, language=found.plan.language,
        both=found.plan.both, audience=found.plan.audience, until=reading.ends_at(found), now=now,
        account=channel.account() if channel.account is not None else "",
    )  # fmt: skip


def _try(claimed: _Claimed) -> Came | NotSent:
    try:
        return claimed.channel.carry(claimed.out)
    except NotSent as error:
        return error
    except Exception as error:  # ours or a library's: nobody knows how far it came
        if claimed.channel.inside:
            raise
        log.exception("Channel %s of campaign %s: nobody knows whether it went out.", claimed.channel.name,
                      claimed.out.campaign_id)  # fmt: skip
        return Unsure(type(error).__name__)


def _write_down(claimed: _Claimed, came: Came | NotSent, now: datetime) -> None:
    part = rows.Part.objects.filter(pk=claimed.part_id, tries=claimed.tries).first()
    if part is None:
        return
    if isinstance(came, Came):
        facts = {name: value for name, value in vars(came).items() if name != "move"}
        step(part, came.move, **facts, done=now if came.move == "deliver" else None)
    else:
        _not_sent(part, came, now)
    emit(PartCame(part_id=part.pk))
    arrive(part.campaign_id, now=now)


def _not_sent(part: rows.Part, error: NotSent, now: datetime) -> None:
    said = " ".join(str(error).split())[:300]
    if isinstance(error, Unsure):
        step(part, "lose", answer=said)
        return
    if isinstance(error, ForGood) or not isinstance(error, NotNow) or part.tries >= AGAIN.attempts:
        step(part, "refuse", answer=said)
        return
    pause = wait(part.tries - 1, chance=CHANCE.random(), first=AGAIN.first, longest=AGAIN.longest)
    at = now + max(pause, error.after or pause)
    if step(part, "put_off", answer=said, next_try=at):
        jobs.carry(part.pk, at=at)


def lose(part: rows.Part, now: datetime) -> None:
    """Nobody knows whether it went out."""
    if step(part, "lose", answer=""):
        arrive(part.campaign_id, now=now)


def arrive(campaign_id: int, *, now: datetime) -> None:
    """The campaign is out once no channel is on its way."""
    row = rows.Campaign.objects.select_for_update(no_key=True).get(pk=campaign_id)
    states = rows.Part.objects.filter(campaign=row).values_list("state", flat=True)
    if row.state == "going" and rules.arrived(states):
        move(row, "arrive", states=rules.COURSE, now=now, changes={"changed": now})


def take_down(row: rows.Campaign, *, now: datetime) -> None:
    """What can be taken down is; what has not gone out never does."""
    for part in rows.Part.objects.filter(campaign=row):
        channel = channels.find(part.channel)
        if part.state in {"delivered", "running"} and channel is not None and channel.end is not None:
            channel.end(part.reference, now)
        elif rules.PART.after(part.state, "drop") and part.state != "perhaps":
            step(part, "drop", next_try=None)


def settle(part: rows.Part, now: datetime) -> None:
    """Write down how what was passed on fares; it is out once the sending engine is done with it."""
    channel = channels.find(part.channel)
    came = channel.look(part.reference) if channel is not None and channel.look is not None else None
    if came is None:
        return
    facts = {name: getattr(came, name) for name in COUNTED}
    if came.move == "deliver" and part.state == "running":
        if step(part, "deliver", **facts, done=now):
            emit(PartCame(part_id=part.pk))
            arrive(part.campaign_id, now=now)
        return
    rows.Part.objects.filter(pk=part.pk, state=part.state).update(**facts)


def step(part: rows.Part, action: str, **fields: Any) -> bool:
    """One move of a channel, if it is still in the state that was seen."""
    after = rules.PART.after(part.state, action)
    if after is None:
        return False
    changed = rows.Part.objects.filter(pk=part.pk, state=part.state, tries=part.tries).update(
        state=after, **fields
    )
    if changed:
        part.state = after
    return bool(changed)


@nightly("*/10 * * * *", name="kokong.outreach.sweep")
def sweep(_part: str) -> None:
    """What was cut off has perhaps gone out; what has no job gets one; what was passed on is asked about."""
    now = timezone.now()
    for part in rows.Part.objects.filter(state="sending", claimed__lt=now - CUT_OFF):
        lose(part, now)
    late = rows.Part.objects.filter(state="planned", next_try__lt=now - CUT_OFF)
    for number in late.values_list("pk", flat=True):
        jobs.carry(number)
    asked = Q(state="running") | Q(state="delivered", done__gt=now - STILL_TOLD)
    for part in rows.Part.objects.filter(asked).exclude(reference=""):
        settle(part, now)
