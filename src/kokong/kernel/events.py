"""What happened in one room, told to the flows that join rooms.

A room says what can happen in it by frozen dataclasses under `@event`. `emit` defers one job per subscriber in
the running transaction: nothing is lost between the change and the job. A subscriber runs once per event, however
often the job runs: its name and the event's id are written in the subscriber's own transaction.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from procrastinate.contrib.django import app
from pydantic import TypeAdapter, ValidationError

from . import tenancy
from .models import HandledEvent
from .retrying import AGAIN

What = TypeVar("What")


class NotUnderstood(Exception):
    """A job holds an event that this edition does not know, or not in this form. The message says which."""


@dataclass(frozen=True)
class Event:
    """Something that happened in one municipality, with a number of its own."""

    what: Any
    municipality_id: int
    id: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def name(self) -> str:
        """What kind of thing happened: "visit.recorded"."""
        return name_of(type(self.what))


Handler = Callable[[Any], None]
_kinds: Final[dict[str, tuple[type, TypeAdapter[Any]]]] = {}
_subscribers: Final[dict[type, dict[str, Handler]]] = defaultdict(dict)


def event(name: str) -> Callable[[type[What]], type[What]]:
    """Make a frozen dataclass of ids and plain values an event. `name` is what it is called in waiting jobs.

    A field that is added later needs a default: jobs of the edition before may still wait.
    """

    def register(kind: type[What]) -> type[What]:
        known = _kinds.get(name)
        if known is not None and known[0].__qualname__ != kind.__qualname__:
            raise TypeError(f"Two kinds of event are called {name!r}.")
        _kinds[name] = kind, TypeAdapter(kind)
        return kind

    return register


def kinds() -> dict[str, type]:
    """All kinds of event that a loaded room declares, by name."""
    return {name: kind for name, (kind, _adapter) in _kinds.items()}


def subscribers_of(kind: type) -> tuple[str, ...]:
    """The names of the functions that hear events of a kind."""
    return tuple(_subscribers[kind])


def name_of(kind: type) -> str:
    """The name of a kind of event. Raises TypeError for a class that is none."""
    for name, (known, _adapter) in _kinds.items():
        if known is kind:
            return name
    raise TypeError(f"{kind.__qualname__} is no event; put @event above it.")


def subscribe(kind: type[What]) -> Callable[[Callable[[What], None]], Callable[[What], None]]:
    """Register a flow's function for events of a kind; it runs in the event's municipality."""
    name_of(kind)

    def register(handler: Callable[[What], None]) -> Callable[[What], None]:
        _subscribers[kind][f"{handler.__module__}.{handler.__qualname__}"] = handler
        return handler

    return register


def emit(what: Any) -> Event:
    """Tell the subscribers what happened in the municipality in scope, once this transaction commits."""
    told = Event(what=what, municipality_id=tenancy.municipality_id())
    _kind, adapter = _kinds[told.name]
    job = {
        "event_id": str(told.id),
        "name": told.name,
        "municipality_id": told.municipality_id,
        "payload": adapter.dump_python(what, mode="json"),
    }
    if subscribers := _subscribers[type(what)]:
        deliver_job.batch_defer(*({**job, "subscriber": subscriber} for subscriber in subscribers))
    return told


def deliver(told: Event) -> None:
    """Run the subscribers of a committed event now, without waiting for the worker; its job then finds it done."""
    for subscriber in _subscribers[type(told.what)]:
        _run_once(told, subscriber)


@app.task(name="kokong.deliver", queue="events", retry=AGAIN, pass_context=False)
def deliver_job(
    *, event_id: str, name: str, municipality_id: int, payload: dict[str, Any], subscriber: str
) -> None:
    """One subscriber's job for one event. Raises NotUnderstood for what we can't read of another edition."""
    what = _read(name, payload)
    if subscriber not in _subscribers[type(what)]:
        raise NotUnderstood(f"Nobody called {subscriber} listens to {name} in this edition.")
    _run_once(Event(what, municipality_id, uuid.UUID(event_id)), subscriber)


def _read(name: str, payload: dict[str, Any]) -> Any:
    if name not in _kinds:
        raise NotUnderstood(f"This edition knows no event called {name}.")
    try:
        return _kinds[name][1].validate_python(payload)
    except ValidationError as error:
        raise NotUnderstood(f"An event {name} of another edition: {error}") from error


def _run_once(told: Event, subscriber: str) -> None:
    with tenancy.scope(municipality_id=told.municipality_id):
        _, fresh = HandledEvent.objects.get_or_create(event_id=told.id, subscriber=subscriber)
        if fresh:
            _subscribers[type(told.what)][subscriber](told.what)
