"""Is this installation in order? One finding per part, each with what to do about it."""

import shutil
import smtplib
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.mail import get_connection
from django.db import DatabaseError, connection

from kokong.kernel import jobs, measure, roles
from kokong.kernel.database import MINIMUM_VERSION
from kokong.kernel.health import SCHEME, waiting_migrations
from kokong.kernel.installation import Installation, own_folder

from .embedded import EmbeddedError

Look = Callable[[Installation], "tuple[Finding, ...]"]
_looks: list[Look] = []
FREE_BYTES = 2 * 1024**3
HEARTBEAT = timedelta(seconds=jobs.SILENT_SECONDS)
PATIENCE = 3  # seconds
BACKUP_AGE = timedelta(hours=50)  # two nights
CLOCK_SKEW = timedelta(seconds=5)


@dataclass(frozen=True)
class Finding:
    """One part of the installation. `mend` is empty when it is in order."""

    part: str
    says: str
    mend: str = ""

    @property
    def ok(self) -> bool:
        """True when there is nothing to do."""
        return not self.mend


def declare(look: Look) -> None:
    """Add what a room asks of its part, where the database answers; it does this in its AppConfig.ready."""
    if look not in _looks:
        _looks.append(look)


def examine(here: Installation, *, now: datetime) -> tuple[Finding, ...]:
    """Look at every part. The parts that need the database are left out when it does not answer."""
    database = _database(here)
    findings = [database]
    if database.ok:
        findings += [
            _roles(),
            _migrations(),
            _worker(now),
            _clock(now),
            _log(),
            *_shared(here),
            *_backup(here, now),
        ]
        findings += [finding for look in _looks for finding in look(here)]
    return (
        *findings,
        _pages(here),
        *_measures(here),
        _time_zone(here),
        _mail(here),
        _disk(here),
        _basemap(here),
        _tls(here),
        *_proxy(here),
    )


def _database(here: Installation) -> Finding:
    try:
        connection.ensure_connection()
    except (DatabaseError, EmbeddedError) as error:
        where = f"its log in {here.home / 'postgres'}" if here.embedded else "KOKONG_DATABASE_URL and the server"
        return Finding("database", f"does not answer: {str(error).splitlines()[0]}", f"Look at {where}.")
    version = connection.connection.info.server_version
    kind = "embedded" if here.embedded else "your own"
    if version < MINIMUM_VERSION:
        return Finding("database", f"PostgreSQL {version // 10000}", "Upgrade to PostgreSQL 15 or newer.")
    return Finding("database", f"PostgreSQL {version // 10000}.{version % 10000}, {kind}")


def _roles() -> Finding:
    user = connection.connection.info.user
    if reasons := roles.weaknesses(connection.connection):
        return Finding("roles", f"{user} {' and '.join(reasons)}", "Run `kokong database prepare`.")
    lack, beyond = roles.differences(connection.connection)
    if lack or beyond:
        says = f"the roles have {len(beyond)} rights too many and {len(lack)} too few"
        return Finding("roles", says, "Run `kokong database migrate`.")
    return Finding("roles", f"{user} obeys row-level security, and each process has no more than it needs")


def _shared(here: Installation) -> tuple[Finding, ...]:
    """Whether several authorities' real data lie in the embedded database, which one system user opens."""
    if not here.embedded or here.demo:
        return ()
    count = _municipalities()
    if count < 2 or (here.home / "demo").exists():
        return ()
    says = f"{count} municipalities share the embedded database, which whoever takes over one process can open"
    return (Finding("apart", says, "Use a PostgreSQL of your own: docs/how-to/install-on-a-server.md."),)


def _municipalities() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('kernel_municipality')")
        if cursor.fetchone() == (None,):
            return 0
        cursor.execute("SELECT count(*) FROM kernel_municipality")
        (count,) = cursor.fetchone()
    return int(count)


def _backup(here: Installation, now: datetime) -> tuple[Finding, ...]:
    """How old the newest backup is that was tried by restoring it; nothing where there is nothing to lose."""
    from .backup.keeping import newest

    if here.demo or (here.home / "demo").exists() or not _municipalities():
        return ()
    tried = newest(here).tried
    mend = "Run `kokong backup` each night: docs/how-to/back-up-and-restore.md."
    if tried is None:
        return (Finding("backup", "none that was tried", mend),)
    says = f"the newest that was tried is of {tried:%Y-%m-%d %H:%M} UTC"
    return (Finding("backup", says, "" if now - tried < BACKUP_AGE else mend),)


def _pages(here: Installation) -> Finding:
    """Whether the pages answer on this machine, whatever stands before them."""
    host = "127.0.0.1" if here.bind == "0.0.0.0" else here.bind
    address = f"http://{f'[{host}]' if ':' in host else host}:{here.port}"
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=PATIENCE):  # noqa: S310
            return Finding("pages", f"answer on port {here.port}")
    except urllib.error.HTTPError as error:
        return Finding("pages", f"port {here.port} answers {error.code}: it isn't ours", "Set KOKONG_PORT.")
    except OSError as error:
        says = f"port {here.port} does not answer: {getattr(error, 'reason', error)}"
        return Finding("pages", says, "Start `kokong up`, or `kokong web` beside the others.")


def _migrations() -> Finding:
    if waiting := waiting_migrations():
        return Finding("migrations", f"{len(waiting)} waiting", "Run `kokong database migrate`.")
    return Finding("migrations", "all applied")


def _worker(now: datetime) -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('procrastinate_workers')")
        if cursor.fetchone() == (None,):
            return Finding("worker", "has no tables yet", "Run `kokong database migrate`.")
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        (seen,) = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FILTER (WHERE status = 'failed'), count(*) FILTER (WHERE status = 'todo')"
            " FROM procrastinate_jobs"
        )
        failed, waiting = cursor.fetchone()
    if seen is None or now - seen > HEARTBEAT:
        last = f"last seen {seen:%Y-%m-%d %H:%M} UTC" if seen else "never seen"
        return Finding("worker", f"not running ({last}); {waiting} jobs wait", "Start `kokong up`.")
    if failed:
        return Finding(
            "worker", f"{failed} jobs failed", "Read the worker's log; `kokong retry-jobs` tries them again."
        )
    return Finding("worker", f"running, {waiting} jobs wait")


def _clock(now: datetime) -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (theirs,) = cursor.fetchone()
    skew = abs(theirs - now)
    if skew > CLOCK_SKEW:
        return Finding("clock", f"{skew.total_seconds():.0f} s apart from the database's", "Set both by NTP.")
    return Finding("clock", "agrees with the database's")


def _log() -> Finding:
    """Whether the database writes into its log what people have written."""
    if roles.log_is_quiet(connection.connection):
        return Finding("log", "the database's holds no values")
    mend = "Run `kokong database prepare` again with a superuser's address."
    return Finding("log", "the database's holds the values of statements that failed", mend)


def _measures(here: Installation) -> list[Finding]:
    """What the measures say of themselves."""
    return [finding for _measure, look in measure.each("doctor") for finding in look(here)]


def _time_zone(here: Installation) -> Finding:
    try:
        local = datetime.now(UTC).astimezone(ZoneInfo(here.time_zone))
    except (ZoneInfoNotFoundError, ValueError):
        return Finding(
            "time zone", f"{here.time_zone!r} is unknown", "Set KOKONG_TIME_ZONE, e.g. Europe/Stockholm."
        )
    return Finding("time zone", f"{here.time_zone}, now {local:%H:%M}")


def _mail(here: Installation) -> Finding:
    if here.email is None:
        if here.demo or not here.https:
            return Finding("mail", f"written to files in {here.home / 'mail'}")
        return Finding("mail", "is not sent", "Set KOKONG_EMAIL_URL, e.g. smtp+tls://user:password@host:587.")
    try:
        with get_connection():
            return Finding("mail", "the mail server answers")
    except (OSError, smtplib.SMTPException) as error:
        return Finding("mail", f"the mail server does not answer: {error}", "Check KOKONG_EMAIL_URL.")


def _disk(here: Installation) -> Finding:
    own_folder(here.home)
    free = shutil.disk_usage(here.home).free
    says = f"{free / 1024**3:.1f} GiB free in {here.home}"
    return Finding("disk", says, "" if free > FREE_BYTES else "Free some space; PostgreSQL stops on a full disk.")


def _basemap(here: Installation) -> Finding:
    if here.basemap is None:
        return Finding("base map", "drawn from the imported places")
    if not here.basemap.is_file() or not _starts_with(here, b"PMTiles"):
        return Finding("base map", f"{here.basemap} is no PMTiles file", "Set KOKONG_BASEMAP to one, or unset it.")
    return Finding("base map", str(here.basemap))


def _starts_with(here: Installation, magic: bytes) -> bool:
    assert here.basemap is not None
    with here.basemap.open("rb") as file:
        return file.read(len(magic)) == magic


def _tls(here: Installation) -> Finding:
    if here.https or here.bind in {"127.0.0.1", "::1", "localhost"}:
        return Finding("address", here.url)
    return Finding(
        "address", f"{here.url} without TLS", "Put a TLS proxy before it and set KOKONG_URL to https://…"
    )


def _proxy(here: Installation) -> tuple[Finding, ...]:
    """Whether the proxy says that it is called by https: else links begin with http://, and forms are refused."""
    if not here.https or here.demo:
        return ()
    try:
        with urllib.request.urlopen(f"{here.url}/healthz", timeout=PATIENCE) as answer:  # noqa: S310
            scheme = answer.headers.get(SCHEME, "")
    except (OSError, ValueError) as error:
        return (Finding("proxy", f"could not be asked from here: {error}"),)
    if scheme == "https":
        return (Finding("proxy", "says that it is called by https"),)
    if not scheme:
        return (Finding("proxy", f"leads elsewhere: {here.url}/healthz is not ours", "Let it lead to Kokong."),)
    says = "does not say that it is called by https, so links begin with http:// and forms are refused"
    return (Finding("proxy", says, "Let it send the header X-Forwarded-Proto: https."),)


def as_lines(findings: tuple[Finding, ...], *, mark: Callable[[bool], str]) -> list[str]:
    """Each finding in one line."""
    return [f"{mark(f.ok)} {f.part:<11} {f.says}{'. ' + f.mend if f.mend else ''}" for f in findings]
