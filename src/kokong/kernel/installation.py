"""Where this copy of Kokong lives and how it is told to behave: the environment, read once.

Plain Python: settings are built from it, and the command line uses it before Django is loaded.
"""

import json
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

RECEIVER_NUMBERS = "alarm-receiver.prom"
"""The file in `home` where the alarm receiver keeps its numbers."""


class InstallationError(Exception):
    """A setting is missing or wrong; the message says which one and how to mend it."""


@dataclass(frozen=True)
class Installation:
    """One copy of Kokong. Two copies run side by side when `home`, `port` and `alarm_port` differ.

    `alarm_port` 0: no alarms are received. `alarm_metrics_port` 0: their numbers are in `home` only.
    `message_url`: how text messages are sent. `alarm_watch`: contact persons are told of verified alarms.
    """

    home: Path
    port: int
    bind: str
    url: str
    app_database: str | None
    owner_database: str | None
    email: str | None
    sender: str
    time_zone: str
    basemap: Path | None
    demo: bool
    alarm_port: int
    alarm_bind: str
    alarm_metrics_port: int
    message_url: str | None = None
    alarm_watch: bool = False

    @property
    def embedded(self) -> bool:
        """True when the private PostgreSQL in `home` is used."""
        return self.app_database is None

    @property
    def https(self) -> bool:
        """True when people reach the pages over TLS; cookies are then marked secure."""
        return self.url.startswith("https://")

    @property
    def hosts(self) -> list[str]:
        """Host names that requests may carry."""
        return sorted({"localhost", "127.0.0.1", "[::1]", urlsplit(self.url).hostname or "localhost"})

    def secret(self, name: str) -> str:
        """A secret of this copy, made at first use and kept in `home` for its owner alone."""
        path = self.home / f"{name}.secret"
        try:
            return path.read_text(encoding="ascii")
        except FileNotFoundError:
            return _make_secret(path)


def _make_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(fresh, path)  # the first of two simultaneous starts wins; both then read the same secret
    except FileExistsError:
        return path.read_text(encoding="ascii")
    finally:
        fresh.unlink()
    return path.read_text(encoding="ascii")


def _number(name: str, fallback: int, *, lowest: int = 1) -> int:
    text = os.environ.get(name, str(fallback))
    if not text.isdigit() or not lowest <= int(text) < 65536:
        raise InstallationError(f"{name} is {text!r}; it must be a port number from {lowest} to 65535.")
    return int(text)


def _databases(home: Path) -> tuple[str | None, str | None]:
    """The application's and the owner's database address; None twice means the embedded server.

    `kokong database prepare` keeps the two addresses it made in `home`; they serve for the server and
    database that KOKONG_DATABASE_URL names, unless the owner's address is given outright.
    """
    given = os.environ.get("KOKONG_DATABASE_URL") or None
    owner = os.environ.get("KOKONG_DATABASE_OWNER_URL") or None
    kept = home / "database.json"
    if given and not owner and kept.exists():
        roles: dict[str, str] = json.loads(kept.read_text(encoding="utf-8"))
        if roles["for"] == database_place(given):
            return roles["app"], roles["owner"]
    return given, owner


def database_place(url: str) -> str:
    """Host, port and name of a database address, without its role and password."""
    parts = urlsplit(url)
    return f"{parts.hostname or ''}:{parts.port or 5432}{parts.path}?{parts.query}"


@lru_cache(maxsize=1)
def current() -> Installation:
    """The installation that the environment describes.

    Raises InstallationError where a variable cannot be understood.
    """
    get = os.environ.get
    home = Path(get("KOKONG_HOME") or ".kokong").expanduser().resolve()
    port = _number("KOKONG_PORT", 8000)
    basemap = get("KOKONG_BASEMAP")
    app, owner = _databases(home)
    return Installation(
        home=home,
        port=port,
        bind=get("KOKONG_BIND") or "127.0.0.1",
        url=(get("KOKONG_URL") or f"http://localhost:{port}").rstrip("/"),
        app_database=app,
        owner_database=owner,
        email=get("KOKONG_EMAIL_URL") or None,
        sender=get("KOKONG_EMAIL_FROM") or "kokong@localhost",
        time_zone=get("KOKONG_TIME_ZONE") or "Europe/Stockholm",
        basemap=Path(basemap).resolve() if basemap else None,
        demo=get("KOKONG_DEMO") == "1",
        alarm_port=_number("KOKONG_ALARM_PORT", 12000, lowest=0),
        alarm_bind=get("KOKONG_ALARM_BIND") or "127.0.0.1",
        alarm_metrics_port=_number("KOKONG_ALARM_METRICS_PORT", 0, lowest=0),
        message_url=get("KOKONG_MESSAGE_URL") or None,
        alarm_watch=get("KOKONG_ALARM_WATCH") == "1",
    )
