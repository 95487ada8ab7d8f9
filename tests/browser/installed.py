"""The product's own processes on the test database: web server, receiver and raiser, as `kokong up` has them."""

import fcntl
import os
import shlex
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

import httpx
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connections
from django.test import override_settings
from playwright.sync_api import BrowserContext

from kokong.dc09 import compose
from kokong.install import embedded, supervisor
from kokong.kernel import installation
from kokong.kernel.installation import PROCESSES
from kokong.people.api import Actor
from kokong.people.models import User

READY_SECONDS = 60
ENDED = {"web": signal.SIGQUIT}  # at once: asked politely it waits three seconds for streams, which don't end


@dataclass(frozen=True)
class Installed:
    """A running copy of Kokong on the test database."""

    port: int
    alarm_port: int

    @property
    def url(self) -> str:
        """Where its pages are."""
        return f"http://localhost:{self.port}"

    def cookie(self, actor: Actor) -> tuple[str, str]:
        """A signed-in person's session: the cookie's name and value."""
        user = User.objects.get(pk=actor.user_id)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        return f"kokong_session_{self.port}", str(session.session_key)

    def sign_in(self, context: BrowserContext, actor: Actor) -> None:
        """Give a browser somebody's session."""
        name, value = self.cookie(actor)
        context.add_cookies([{"name": name, "value": value, "url": self.url}])

    def dial(self, account: str, *blocks: str, extended: str = "", sequence: int = 1) -> bytes:
        """Send one message as a panel does, over a connection of its own; the receiver's answer."""
        content = "|".join((f"#{account}", *blocks)).encode()
        frame = compose("SIA-DCS", f"{sequence:04}L0#{account}".encode(), content, extended.encode())
        with socket.create_connection(("127.0.0.1", self.alarm_port), 10) as line:
            line.sendall(frame)
            return line.recv(4096)


@contextmanager
def installed(*, only: Sequence[str] = ("web", "receiver", "raiser")) -> Iterator[Installed]:
    """Start the processes and wait until they answer; stop them at the end."""
    here = replace(installation.current(), port=_free(), alarm_port=_free(), bind="127.0.0.1")
    _collect(here.home / "static")
    environment = {**os.environ, **_environment(here)}
    # A run in the background ignores it, and so would what it starts.
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)
    commands = supervisor.commands(here)
    running = [
        subprocess.Popen(shlex.split(commands[name]), env=environment | supervisor.environment(name))
        for name in only
    ]
    try:
        copy = Installed(here.port, here.alarm_port)
        _wait(copy, alarms="receiver" in only)
        yield copy
    finally:
        for name, process in zip(only, running, strict=True):
            process.send_signal(ENDED.get(name, signal.SIGTERM))
        for process in running:
            process.wait(20)


def _collect(root: Path) -> None:
    """Collect once in a run: a second worker would replace files while the first one's server reads them."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    with root.with_name("collected").open("a+") as collected:
        fcntl.flock(collected, fcntl.LOCK_EX)
        collected.seek(0)
        if collected.read() == run:
            return
        with override_settings(STATIC_ROOT=root, STORAGES=_collected()):
            call_command("collectstatic", interactive=False, verbosity=0)
        collected.truncate(0)
        collected.write(run)


def _environment(here: installation.Installation) -> dict[str, str]:
    folder = quote(str(embedded.ensure_running(here.home).socket_folder), safe="")
    name = connections["default"].settings_dict["NAME"]
    return {
        "KOKONG_HOME": str(here.home),
        "KOKONG_PORT": str(here.port),
        "KOKONG_URL": f"http://localhost:{here.port}",
        "KOKONG_ALARM_PORT": str(here.alarm_port),
        "KOKONG_DATABASE_URL": "",
        **{
            f"KOKONG_DATABASE_{role.upper()}_URL": f"postgresql://{embedded.role_of(role)}@/{name}?host={folder}"
            for role in ("owner", *PROCESSES)
        },
    }


def _collected() -> dict[str, dict[str, str]]:
    files = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    return {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}, "staticfiles": files}


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(copy: Installed, *, alarms: bool) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        with suppress(httpx.TransportError, OSError):
            if httpx.get(f"{copy.url}/readyz", timeout=5).status_code == 200:
                if alarms:
                    socket.create_connection(("127.0.0.1", copy.alarm_port), 1).close()
                return
        time.sleep(0.1)
    raise AssertionError("the processes did not answer")
