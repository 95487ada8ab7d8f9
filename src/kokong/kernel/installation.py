"""Where this copy of Kokong lives and how it is told to behave: the environment, read once.

Plain Python: settings are built from it, and the command line uses it before Django is loaded.
"""

import json
import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from . import letters

PROCESSES: Final = ("web", "worker", "raiser", "receiver", "signin", "command")
"""The roles that are granted something, in the order of the columns; the owner has the tables themselves."""


DATABASE_FILE = "database.json"
"""The file in `home` where `kokong database prepare` keeps the roles' addresses."""
RECEIVER_NUMBERS = "alarm-receiver.prom"
"""The file in `home` where the alarm receiver keeps its numbers."""

METRICS_TOKEN = "metrics"  # noqa: S105 - the name of the secret that opens `/metrics`
METRICS_AFTER: Final = {"worker": 1, "raiser": 2, "receiver": 3}
"""Which port after KOKONG_METRICS_PORT is whose; the pages tell theirs at `/metrics`."""


class InstallationError(Exception):
    """A setting is missing or wrong; the message says which one and how to mend it."""


@dataclass(frozen=True)
class Installation:
    """One copy of Kokong. Two copies run side by side when `home`, `port` and `alarm_port` differ.

    `databases` is empty with the embedded server; else the address of each role that this process may use.
    `process` says whose role it connects with (`PROCESSES`).
    `alarm_port` 0: no alarms are received. `metrics_port` 0: numbers are told by the pages alone, and those of the
    alarm receiver are in `home`; else each other process has a port of its own after it.
    `secrets` is where this process finds its secrets; they are made in `home` where the folder isn't named.
    `alarm_home` is the receiver's `home`, where it writes its numbers down, if that is another one; `backup_home`
    that of whoever makes backups, where it is remembered when.
    `message_url`: how text messages are sent. `alarm_watch`: contact persons are told of verified alarms.
    """

    home: Path
    port: int
    bind: str
    url: str
    databases: Mapping[str, str]
    process: str
    email: str | None
    sender: str
    time_zone: str
    basemap: Path | None
    demo: bool
    alarm_port: int
    alarm_bind: str
    alarm_metrics_port: int
    secrets: Path | None = None
    alarm_home: Path | None = None
    backup_home: Path | None = None
    metrics_port: int = 0
    metrics_bind: str = "127.0.0.1"
    message_url: str | None = None
    alarm_watch: bool = False
    mail: letters.Letters = letters.Letters()  # noqa: RUF009 - frozen

    @property
    def embedded(self) -> bool:
        """True when the private PostgreSQL in `home` is used."""
        return not self.databases

    def database(self, process: str) -> str:
        """The address with the role of `process`, "owner" among them, on a PostgreSQL of one's own.

        Raises InstallationError where this process knows none.
        """
        try:
            return self.databases[process]
        except KeyError:
            variable = f"KOKONG_DATABASE_{process.upper()}_URL"
            raise InstallationError(
                f"No address of the database is known for the role of `{process}`. Nothing was changed. Run "
                f"`kokong database prepare`, again after an upgrade, which makes and keeps one; or set {variable}."
            ) from None

    @property
    def https(self) -> bool:
        """True when people reach the pages over TLS; cookies are then marked secure."""
        return self.url.startswith("https://")

    @property
    def alarm_folder(self) -> Path:
        """Where the alarm receiver writes its numbers down."""
        return self.alarm_home or self.home

    @property
    def backup_folder(self) -> Path:
        """Where it is remembered when the newest backup was made."""
        return self.backup_home or self.home

    def metrics_of(self, process: str) -> int:
        """The port on which a process tells its numbers; 0 where it has none."""
        if process == "receiver" and self.alarm_metrics_port:
            return self.alarm_metrics_port
        return self.metrics_port and self.metrics_port + METRICS_AFTER[process]

    @property
    def hosts(self) -> list[str]:
        """Host names that requests may carry."""
        return sorted({"localhost", "127.0.0.1", "[::1]", urlsplit(self.url).hostname or "localhost"})

    def secret(self, name: str) -> str:
        """A secret of this copy, made at first use and kept in `home` for its owner alone.

        Raises InstallationError where the process has a folder of secrets and this isn't among them.
        """
        path = (self.secrets or self.home) / f"{name}.secret"
        try:
            return path.read_text(encoding="ascii")
        except FileNotFoundError:
            if self.secrets is None:
                return _make_secret(path)
            raise InstallationError(
                f"There is no secret {path}. `kokong database prepare --apart` puts it there for each process."
            ) from None

    def given(self, name: str) -> str:
        """A secret that somebody has given this copy (`give`); empty where nobody has."""
        try:
            return self._given(name).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return ""

    def give(self, name: str, text: str) -> Path:
        """Keep a secret that somebody else made, for this process's user alone; where. The one before goes."""
        path = self._given(name)
        own_folder(path.parent)
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(text.encode())
        fresh.replace(path)
        return path

    def _given(self, name: str) -> Path:
        return (self.secrets or self.home) / f"{name}.secret"


def keep_to_itself() -> None:
    """What this process writes from now on is its user's alone, unless it was told to share with a group."""
    told = os.umask(0o077)
    if told & 0o007 == 0o007:
        os.umask(told)


def own_folder(home: Path) -> None:
    """Make the data folder where there is none; others on the machine neither list nor change it.

    Started by root, the embedded PostgreSQL has a user of its own, who must pass through to its part.
    """
    home.mkdir(parents=True, exist_ok=True)
    told = home.stat()
    if told.st_uid == os.geteuid():
        home.chmod(stat.S_IMODE(told.st_mode) & ~0o007 | (0o001 if os.geteuid() == 0 else 0))


def _make_secret(path: Path) -> str:
    own_folder(path.parent)
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


def _letters() -> letters.Letters:
    try:
        return letters.read(os.environ)
    except ValueError as error:
        raise InstallationError(str(error)) from error


def _databases(home: Path) -> dict[str, str]:
    """The database's address by role; empty means the embedded server.

    `kokong database prepare` keeps the addresses that it made in `home`; they serve for the server and database
    that KOKONG_DATABASE_URL names. KOKONG_DATABASE_FILE names such a file outright, as where each process has its
    own. A variable for one role comes before both.
    """
    given, file = os.environ.get("KOKONG_DATABASE_URL"), os.environ.get("KOKONG_DATABASE_FILE")
    found = _kept(Path(file)) if file else _kept_for(home / DATABASE_FILE, given) if given else {}
    found.pop("for", None)
    for role in ("owner", *PROCESSES):
        if address := os.environ.get(f"KOKONG_DATABASE_{role.upper()}_URL"):
            found[role] = address
    return found


def _kept_for(path: Path, given: str) -> dict[str, str]:
    """The kept addresses where they are for the place of `given`; else `given` itself, for this process alone."""
    kept = _kept(path) if path.exists() else {}
    return kept if kept.pop("for", "") == database_place(given) else {_process(): given}


def _kept(path: Path) -> dict[str, str]:
    try:
        kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InstallationError(f"The database's addresses can't be read from {path}: {error}.") from error
    return kept


def _process() -> str:
    return os.environ.get("KOKONG_PROCESS") or "command"


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
    return Installation(
        home=home,
        port=port,
        bind=get("KOKONG_BIND") or "127.0.0.1",
        url=(get("KOKONG_URL") or f"http://localhost:{port}").rstrip("/"),
        databases=_databases(home),
        process=_process(),
        email=get("KOKONG_EMAIL_URL") or None,
        sender=get("KOKONG_EMAIL_FROM") or "kokong@localhost",
        time_zone=get("KOKONG_TIME_ZONE") or "Europe/Stockholm",
        basemap=Path(basemap).resolve() if basemap else None,
        demo=get("KOKONG_DEMO") == "1",
        alarm_port=_number("KOKONG_ALARM_PORT", 12000, lowest=0),
        alarm_bind=get("KOKONG_ALARM_BIND") or "127.0.0.1",
        alarm_metrics_port=_number("KOKONG_ALARM_METRICS_PORT", 0, lowest=0),
        secrets=Path(folder) if (folder := get("KOKONG_SECRETS")) else None,
        alarm_home=Path(folder) if (folder := get("KOKONG_ALARM_HOME")) else None,
        backup_home=Path(folder) if (folder := get("KOKONG_BACKUP_HOME")) else None,
        metrics_port=_number("KOKONG_METRICS_PORT", 0, lowest=0),
        metrics_bind=get("KOKONG_METRICS_BIND") or "127.0.0.1",
        message_url=get("KOKONG_MESSAGE_URL") or None,
        alarm_watch=get("KOKONG_ALARM_WATCH") == "1",
        mail=_letters(),
    )
