"""What both authorities steer by, one of each: evaluation, lot, statistics, picture, plan, meeting, agreement."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from kokong.effect import api as effect
from kokong.effect.models import Dataset, Lot
from kokong.measures.cooperation import api as cooperation
from kokong.measures.cooperation.agreement import work as agreements
from kokong.measures.cooperation.plan import lines as plan_lines
from kokong.measures.cooperation.plan import work as action_plans
from kokong.measures.cooperation.plan.values import Draft as ActionPlan
from kokong.measures.cooperation.plan.values import ItemDraft
from kokong.measures.cooperation.rhythm import feeds, holding, wheel
from kokong.measures.cooperation.rhythm.values import ItemDraft as WheelItem
from kokong.people.api import Actor
from tests.cast import Cast


def frozen_picture(cast: Cast, *, now: datetime) -> int:
    """A frozen situational picture."""
    with cast.acting(cast.coordinator):
        text = cooperation.PictureText(conclusions="Gå runt dörrarna i oktober.")
        cooperation.write_picture(text=text, edition=0, user_id=None, now=now)
        return cooperation.freeze_picture(after=0, user_id=None, now=now)


def dataset(*, now: datetime) -> int:
    """Public statistics that were got once."""
    kept = Dataset.objects.create(
        source="bra", title="brott.csv", origin="brott.csv", at=now, digest="0" * 64,
        figures=[["Kalmar", "9801", "2025", 30.0, False]],
    )  # fmt: skip
    return int(kept.pk)


def agreement(cast: Cast, burglary_id: int, *, now: datetime) -> tuple[int, int]:
    """A line of the agreement, and a fact that an officer shared by it."""
    with cast.acting(cast.officer) as actor:
        line = agreements.agree(what="Hur de kom in", ground="secrecy_tested", purpose="Råd", actor=actor, now=now)
        shared = agreements.share(
            line_id=line, burglary_id=burglary_id, fact="modus", text="Altandörren.", purpose="Råd", days=14,
            actor=actor, now=now,
        )  # fmt: skip
    return line, shared


def evaluation(area_id: int, *, now: datetime) -> int:
    """A question that nobody has looked at."""
    start = timezone.localdate(now).replace(month=1, day=1) - timedelta(days=1)
    plan = effect.Plan(
        question="Did the walks help?", measures=("walk",), treated=(area_id,), compared=(),
        since=start.replace(year=start.year - 1), start=start, until=start.replace(year=start.year + 2),
    )  # fmt: skip
    return effect.draft(plan=plan, user_id=None, now=now)


def lot(area_id: int, *, now: datetime) -> int:
    """Areas whose order nobody has drawn."""
    start = timezone.localdate(now).replace(month=1, day=1)
    made = Lot.objects.create(
        question="Do kits help?", measures=["walk"], areas=[{"id": area_id, "name": "Berga"}], start=start,
        since=start.replace(year=start.year - 3), at_once=1, apart=6, seed_is="Lotto", announced_at=now,
    )  # fmt: skip
    return int(made.pk)


def rhythm(actor: Actor, *, now: datetime) -> dict[str, Any]:
    """An item of the year wheel, an address of its calendar, and a weekly meeting."""
    feeds.renew(user_id=actor.user_id, now=now)
    address = feeds.address(user_id=actor.user_id)
    return {
        "wheel_id": wheel.add(draft=WheelItem("Gå runt", tuple(range(1, 13))), now=now),
        "sitting_id": holding.plan_next(kind="cooperation.weekly", actor=actor, now=now),
        "sitting": "weekly", "wheel_secret": address.rpartition("/")[2].removesuffix(".ics"),
    }  # fmt: skip


def action_plan(user_id: int, *, now: datetime) -> dict[str, int]:
    """An action plan with a line, not decided yet."""
    draft = ActionPlan("Åtgärdsplan", now.date(), "Lägesbilden.")
    plan_id = action_plans.begin(draft=draft, now=now)
    line = ItemDraft("Mörkt", "Lampor", "Ljus", "both", "Gata", now.date() + timedelta(days=90), owner_id=user_id)
    return {"plan_id": plan_id, "item_id": plan_lines.add(plan_id=plan_id, draft=line)}
