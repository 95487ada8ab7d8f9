"""What happened in one room, told to the flows that join rooms.

`emit` defers one job per subscriber in the running transaction: nothing is lost between the change and
the job. A subscriber runs once per event, however often the job runs: its name and the event's id are
written in the subscriber's own transaction.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from procrastinate.contrib.django import app

from . import tenancy
from .models import HandledEvent
from .retrying import AGAIN


@dataclass(frozen=True)
class Event:
    """Something that happened to one row of one municipality."""

    name: str
    municipality_id: int
    payload: Mapping[str, Any]
    id: uuid.UUID = field(default_factory=uuid.uuid4)


Handler = Callable[[Event], None]
_subscribers: dict[str, dict[str, Handler]] = defaultdict(dict)


def subscribe(name: str) -> Callable[[Handler], Handler]:
    """Register a flow's function for events called `name`; it runs in the event's municipality."""

    def register(handler: Handler) -> Handler:
        _subscribers[name][f"{handler.__module__}.{handler.__qualname__}"] = handler
        return handler

    return register


def emit(name: str, **payload: Any) -> Event:
    """Tell the subscribers of `name`, once this transaction commits. The payload is JSON: ids and values."""
    event = Event(name=name, municipality_id=tenancy.municipality_id(), payload=payload)
    for subscriber in _subscribers[name]:
        deliver_job.defer(
            event_id=str(event.id),
            name=name,
            municipality_id=event.municipality_id,
            payload=payload,
            subscriber=subscriber,
        )
    return event


def deliver(event: Event) -> None:
    """Run the subscribers of a committed event now, without waiting for the worker; its job then finds it done."""
    for subscriber in _subscribers[event.name]:
        _run_once(event, subscriber)


@app.task(name="kokong.deliver", queue="events", retry=AGAIN, pass_context=False)
def deliver_job(
    *, event_id: str, name: str, municipality_id: int, payload: dict[str, Any], subscriber: str
) -> None:
    """One subscriber's job for one event."""
    _run_once(Event(name, municipality_id, payload, uuid.UUID(event_id)), subscriber)


def _run_once(event: Event, subscriber: str) -> None:
    with tenancy.scope(municipality_id=event.municipality_id):
        _, fresh = HandledEvent.objects.get_or_create(event_id=event.id, subscriber=subscriber)
        if fresh:
            _subscribers[event.name][subscriber](event)
