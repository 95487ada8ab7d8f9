"""An action plan of the cast: written, decided, given."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from kokong.measures.cooperation.plan import lines, reading, work
from kokong.measures.cooperation.plan.values import Draft, Item, ItemDraft, Plan
from kokong.people.api import Actor
from tests.cast import Cast

NUMBER = "KS 2026/12 § 34"


def today() -> date:
    return timezone.localdate()


def begun(cast: Cast, *, begins: date | None = None, title: str = "Åtgärdsplan mot bostadsinbrott") -> int:
    with cast.acting(cast.coordinator):
        draft = Draft(title, begins or today() - timedelta(days=200), "Lägesbilden från i höstas.")
        return work.begin(draft=draft, now=timezone.now())


def line(cast: Cast, plan_id: int, *, owner: Actor | None = None, **more: Any) -> int:
    who = owner or cast.coordinator
    given: dict[str, Any] = {
        "problem": "Inbrotten ligger tätt på Malmen.", "cause": "Mörka gångvägar.", "what": "Vandringar på Malmen",
        "by": "both", "unit": "Samhällsbyggnad", "due": today() + timedelta(days=100), "owner_id": who.user_id,
        **more,
    }  # fmt: skip
    with cast.acting(cast.coordinator):
        return lines.add(plan_id=plan_id, draft=ItemDraft(**given))


def decided(cast: Cast, plan_id: int, *, now: datetime | None = None) -> None:
    with cast.acting(cast.coordinator):
        work.decide(
            plan_id=plan_id, on=today() - timedelta(days=1), number=NUMBER, body="Kommunstyrelsen",
            now=now or timezone.now(),
        )  # fmt: skip


def plan(cast: Cast, plan_id: int) -> Plan:
    with cast.acting(cast.coordinator):
        return reading.plan(plan_id=plan_id, now=timezone.now())


def item(cast: Cast, item_id: int) -> Item:
    with cast.acting(cast.coordinator):
        return reading.item(item_id=item_id, now=timezone.now())[1]
