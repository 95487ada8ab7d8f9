"""A campaign for the dark months, and those who lead it on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from kokong.measures.outreach import api, moving
from kokong.people.api import Actor
from tests.cast import Cast

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
LAST = date(2026, 12, 20)
DARK = api.Words(
    title="Lys upp hemmet",
    lead="När det är mörkt syns ett tomt hus.",
    body="* Sätt en **timer** på lampan.\n* Be grannen om hjälp.",
    channels=("site", "hand"),
)


@dataclass(frozen=True)
class Desk:
    """The cast at work with campaigns."""

    cast: Cast

    def plan(self, words: api.Words = DARK, **more: Any) -> api.Campaign:
        """A campaign that speaks for both until it is said otherwise."""
        with self.cast.acting(self.cast.coordinator):
            plan = api.Plan(name="Mörka månader", goal="200 hem med timer", season="dark", ends=LAST)
            return api.plan(plan=replace(plan, **more), words=words, now=NOW)

    def act(self, found: api.Campaign, action: str, *, by: Actor | None = None, **more: Any) -> api.Campaign:
        """One step, with its sentence."""
        with self.cast.acting(by or self.cast.coordinator):
            given = {"why": "Stämt av.", "version": found.version, "now": NOW, **more}
            return api.act(campaign_id=found.id, action=action, **given)

    def approved(self, found: api.Campaign) -> api.Campaign:
        """Proposed by the municipality, approved by the police."""
        return self.act(self.act(found, "propose"), "approve", by=self.cast.officer)

    def tick(self, found: api.Campaign, now: datetime) -> api.Campaign:
        """Let the clock come to a moment."""
        from kokong.kernel import tenancy

        with tenancy.scope(municipality_id=self.cast.home.pk):
            moving.tick(campaign_id=found.id, now=now)
            return api.campaign(campaign_id=found.id)

    def reading(self, read: Callable[..., Any], **asked: Any) -> Any:
        """What somebody at the desk reads."""
        with self.cast.acting(self.cast.coordinator):
            return read(**asked)


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast)


@pytest.fixture
def outbox() -> Iterator[InMemoryConnector]:
    """Jobs that wait, in memory: `run_here` runs them in the test's own transaction."""
    memory = InMemoryConnector()
    with app.replace_connector(memory):
        yield memory


@dataclass
class Network:
    """A server in this process: what it was sent, and how it answers."""

    port: int = 0
    answer: Any = 200
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    leave: Event = field(default_factory=Event)


@pytest.fixture
def network() -> Iterator[Network]:
    told = Network()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            told.got.append((self.path, dict(self.headers), content))
            if told.answer == "never":
                told.leave.wait(20)
            elif told.answer == "half":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")
            else:
                said = b'{"id": "7", "account": {"username": "havsvik"}}'
                self.send_response(told.answer)
                self.send_header("Content-Length", str(len(said)))
                self.send_header("Retry-After", "120")
                self.end_headers()
                self.wfile.write(said)

        def do_GET(self) -> None:
            said = b'{"id": "1", "username": "havsvik"}'
            self.send_response(200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    told.port = server.server_port
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield told
    told.leave.set()
    server.shutdown()
    thread.join()
    server.server_close()
