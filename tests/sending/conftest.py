"""A kind of message to play with, and gateways on real sockets."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.utils.translation import gettext as _

from kokong.kernel import installation
from kokong.sending import api, kinds
from tests.alarms.admin import as_owner
from tests.sending.crowd import KIND, Crowd, people

GREETING = "Good evening"


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> Iterator[api.Kind]:
    """A kind that everybody in the cast may choose about; a test's marker says what is different."""
    changes = getattr(request, "param", {})
    made = replace(
        api.Kind(
            "test.hello", "Hello", compose=lambda due, now: api.Said(_("Today"), f"{GREETING}.", "/tasks/"),
            roles=frozenset({"coordinator", "visitor"}), may_turn_off=True, usual=("page", "email"),
        ),
        **changes,
    )  # fmt: skip
    api.declare(made)
    yield made
    kinds._kinds.pop(made.code)


class Post:
    """What a mail server on a real socket took, and what it answers to whom."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []
        self.answers: dict[str, str] = {}
        self.after_data = "250 OK"
        self.port = 0
        self.pipelining = True
        self.senders: list[str] = []

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [*responses[:-1], *(["250-PIPELINING"] if self.pipelining else []), responses[-1]]

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        self.taken.append((envelope.rcpt_tos[0], content.decode()))
        self.senders.append(str(envelope.mail_from))
        if self.after_data == "hang up":
            transport: Any = server.transport
            transport.abort()
        return self.after_data


@pytest.fixture
def post_office() -> type[Post]:
    """What kind of server it is."""
    return Post


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch, post_office: type[Post]) -> Iterator[Post]:
    """A mail server."""
    handler = post_office()
    with socket.create_server(("127.0.0.1", 0)) as free:
        handler.port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    here = replace(installation.current(), email=f"smtp://127.0.0.1:{handler.port}")
    monkeypatch.setattr(installation, "current", lambda: here)
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "kokong.kernel.mail.InstallationEmailBackend")
    yield handler
    controller.stop()


class Maker:
    """A browser maker's push gateway on a real socket: what it took for which browser, and what it answers."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, dict[str, str], bytes]] = []
        self.answers: dict[str, int] = {}
        self.url = ""


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Maker]:
    """A push gateway, which counts as one although it is this machine."""
    from kokong.sending.channels import push

    told = Maker()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = told.answers.get(self.path, 201)
            if status == 201:
                told.taken.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    told.url = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(push, "is_gateway", lambda endpoint: endpoint.startswith(told.url))
    yield told
    server.shutdown()
    server.server_close()


def due_now() -> None:
    """Whatever waits for a later moment is due."""
    as_owner("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")


LATER = timedelta(hours=3)


@pytest.fixture
def crowd(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Crowd]:
    """A mailing's audience, and its kind declared; a test's marker says what is different about the kind.

    No pace: how many letters go at once must not depend on how fast the machine is.
    """
    here = installation.current()
    unhurried = replace(here, mail=replace(here.mail, domain_rate=0.0))
    monkeypatch.setattr(installation, "current", lambda: unhurried)
    made = Crowd(people(20))
    api.declare(made.kind(**getattr(request, "param", {})))
    yield made
    kinds._kinds.pop(KIND)
