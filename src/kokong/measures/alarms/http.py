"""Panels, their events and the queue over HTTP: the roles and policies of the pages. Keys go in, never out."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Schema, Status
from pydantic import Field, SecretStr

from kokong.people.api import MISSING, REFUSALS, allow

from . import api

router = Router(tags=["alarms"])

Id = Annotated[int, Path(ge=1, le=2**63 - 1)]
Limit = Annotated[int, Query(ge=1, le=1000)]


class ZoneIn(Schema):
    """A detector. `kind`: door, window, glass, motion, smoke, water, panic, tamper or outdoor. `side`, seen from
    the street: front, rear, left or right. `floor`: 0 is the ground floor. `lon`, `lat`: within 150 m of the home.
    """

    zone: str
    name: str = ""
    kind: str = ""
    floor: int | None = None
    side: str = ""
    lon: float | None = None
    lat: float | None = None
    outdoor: bool = False


class PlanIn(Schema):
    """What operators must know of a home, and its detectors."""

    text: str = ""
    zones: Annotated[list[ZoneIn], Field(max_length=256)] = []


class PanelIn(Schema):
    """A panel to enrol. `key` is 32, 48 or 64 hexadecimal digits; `key_ascii` 16, 24 or 32 characters.

    `line`: left out for the municipality's own; the answer has the one to program in the panel.
    """

    account: str
    receiver: str = "0"
    line: str = ""
    key: SecretStr = SecretStr("")
    key_ascii: SecretStr = SecretStr("")
    transport: str = "any"
    interval_s: int | None = None
    dwelling_id: Annotated[int, Path(ge=1, le=2**63 - 1)] | None = None
    plan: PlanIn = PlanIn()


class PanelOut(Schema):
    """An account. `keyed` says whether it has a key. `line` is what the panel sends as L, its account prefix;
    `prefixed`, whether that is the municipality's own number.
    """

    id: int
    account: str
    receiver: str
    line: str
    prefixed: bool
    address: str
    dwelling_id: int | None
    keyed: bool
    transport: str
    interval_s: int | None
    set_state: str
    enrolled: datetime
    retired: datetime | None
    test_until: datetime | None
    heard: datetime | None
    fault_since: datetime | None
    plan: PlanIn


class EventOut(Schema):
    """One thing a panel reported."""

    id: int
    account: str
    receiver: str
    line: str
    sequence: str
    code: str
    kind: str
    zone: str
    area: str
    raw: str
    received: datetime
    occurred: datetime
    alarm_id: int | None


class AlarmOut(Schema):
    """An alarm that waits or is in somebody's hands, or (`unseen`) went away by itself before anybody saw it."""

    id: int
    account_id: int
    account: str
    address: str
    kind: str
    priority: int
    opened: datetime
    raised_at: datetime
    events: int
    state: str
    verification: str
    goal_at: datetime
    unseen: bool
    burglary_id: int | None


@router.get("/", response={200: list[AlarmOut], **REFUSALS}, summary="The queue")
def list_alarms(request: HttpRequest) -> list[AlarmOut]:
    """What waits or is taken, the most urgent first; last what went away by itself, unseen."""
    allow(request, "alarm.see")
    return [AlarmOut.from_orm(one) for one in api.queue()]


@router.get("/accounts", response={200: list[PanelOut], **REFUSALS}, summary="List panels")
def list_accounts(request: HttpRequest, retired: bool = False) -> list[PanelOut]:
    """Panels by number; with `retired=true` those out of service, too."""
    allow(request, "alarm.accounts")
    return [_out(one) for one in api.accounts(retired=retired)]


@router.post("/accounts", response={201: PanelOut, **REFUSALS}, summary="Enrol a panel")
def enrol_account(request: HttpRequest, panel: PanelIn) -> Status[PanelOut]:
    """Enrol a panel; a running receiver knows it at once."""
    allow(request, "alarm.enrol")
    key = api.NewKey(hex=panel.key.get_secret_value(), ascii=panel.key_ascii.get_secret_value())
    given = panel.dict(exclude={"key", "key_ascii"})
    return Status(201, _out(api.enrol(**given, key=key, now=timezone.now())))


@router.get("/accounts/{account_id}", response={200: PanelOut, **MISSING}, summary="One panel")
def get_account(request: HttpRequest, account_id: Id) -> PanelOut:
    """A panel and when it was last heard."""
    allow(request, "alarm.accounts")
    return _out(api.account(account_id=account_id))


@router.put("/accounts/{account_id}/plan", response={200: PanelOut, **MISSING}, summary="Set its plan")
def set_plan(request: HttpRequest, account_id: Id, plan: PlanIn) -> PanelOut:
    """Replace the alarm plan and all detectors."""
    allow(request, "alarm.enrol")
    return _out(api.change(account_id=account_id, plan=plan.dict()))


@router.get("/accounts/{account_id}/events", response={200: list[EventOut], **MISSING}, summary="Its events")
def list_events(request: HttpRequest, account_id: Id, limit: Limit = 100) -> list[EventOut]:
    """What a panel reported, the newest first."""
    allow(request, "alarm.accounts")
    api.account(account_id=account_id)
    return [EventOut.from_orm(one) for one in api.history(account_id=account_id, limit=limit)]


def _out(account: api.Account) -> PanelOut:
    shown = {name: getattr(account, name) for name in PanelOut.model_fields}
    plan = PlanIn(text=account.plan.get("text", ""), zones=[ZoneIn(**asdict(one)) for one in account.detectors])
    return PanelOut(**shown | {"account": account.written, "plan": plan})
