"""The demonstration's action plan: decided half a year ago, with its lines under way."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from django.utils import timezone

from kokong.kernel.scene import Stage
from kokong.places import api as places

from . import lines, reading, work
from .values import Draft, ItemDraft

AGE: Final = timedelta(days=180)
TITLE: Final = "Åtgärdsplan mot bostadsinbrott"
STANDS_ON: Final = "Lägesbilden som fastställdes i våras, version 1."
LINES: Final[tuple[dict[str, Any], ...]] = (
    {
        "problem": "Nära hälften av inbrotten följs av ett till i närheten.",
        "cause": "Grannarna vet inte att risken är störst de första två veckorna.",
        "what": "Besök hos grannarna inom två dygn efter varje inbrott", "by": "both",
        "unit": "Polisens områdespoliser och kommunens trygghetsvärdar", "kind": "cocoon_visit", "wanted": 400,
        "sign": "Färre inbrott inom två veckor efter ett tidigare.",
    },
    {
        "problem": "Gångvägarna mot skogen är mörka.", "cause": "Belysningen är trasig på flera ställen.",
        "what": "Trygghetsvandringar där inbrotten ligger tätast", "by": "municipality",
        "unit": "Samhällsbyggnad", "kind": "walk", "wanted": 4,
        "sign": "Iakttagelserna är åtgärdade inom sex månader.",
    },
    {
        "problem": "Ytterdörrar i flerbostadshus står olåsta.",
        "cause": "Ägarna vet inte hur deras dörrar ser ut.",
        "what": "Genomgång av byggnader med de största fastighetsägarna", "by": "both",
        "unit": "Kommunens brottsförebyggare", "kind": "building_check", "wanted": 6,
        "sign": "Fler portar med godkänt lås.",
    },
)  # fmt: skip


def stage(stage: Stage) -> None:
    """Write a plan, have it decided, begin its first lines; does nothing where there is a plan."""
    then, today = stage.now - AGE, timezone.localdate(stage.now)
    with stage.cast.acting("coordinator") as user_id:
        if user_id is None or reading.plans():
            return
        begins = timezone.localdate(then).replace(day=1)
        plan_id = work.begin(draft=Draft(TITLE, begins, STANDS_ON), now=then)
        items = [
            lines.add(plan_id=plan_id, draft=ItemDraft(**said, owner_id=user_id))
            for said in _lines(today + timedelta(days=200))
        ]
        decided = {"number": "KS 2026/118 § 64", "body": "Kommunstyrelsen"}
        work.decide(plan_id=plan_id, on=timezone.localdate(then), **decided, now=then)
        for item_id in items[:2]:
            lines.act(item_id=item_id, action="start", now=then + timedelta(days=7))
        report = {"number": "KF 2026/42", "text": "Fullmäktige har fått planen och lägesbilden."}
        at = then + timedelta(days=40)
        work.report(plan_id=plan_id, on=timezone.localdate(at), **report, user_id=user_id, now=at)


def _lines(due: date) -> Iterator[dict[str, Any]]:
    area = next(iter(places.areas()), None)
    for said in LINES:
        where = area.id if area is not None and said["kind"] == "walk" else None
        yield {**said, "due": due, "area_id": where}
