"""Whether alarms are received: what the doctor asks of this room."""

import socket

from django.db import DatabaseError, connection

from kokong.install.doctor import Finding
from kokong.install.embedded import EmbeddedError
from kokong.kernel import roles
from kokong.kernel.installation import RECEIVER_NUMBERS, Installation


def look(here: Installation) -> tuple[Finding, ...]:
    """Whether the receiver's port answers, what it turned away since it started, and whether alarms are raised."""
    if not here.alarm_port:
        return (Finding("alarms", "are not received (KOKONG_ALARM_PORT is 0)"),)
    return (*_received(here), *_raised())


def _raised() -> tuple[Finding, ...]:
    """Whether somebody raises alarms: the raiser listens on a connection that it never leaves."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = %s",
                [roles.name_of("raiser", database=roles.prefix_of(connection.connection))],
            )
            (there,) = cursor.fetchone()
    except (DatabaseError, EmbeddedError):
        return ()  # said of the database
    if there:
        return (Finding("raiser", "raises alarms"),)
    return (Finding("raiser", "not running: alarms are kept, and nobody is told", "Start `kokong up`."),)


def _received(here: Installation) -> tuple[Finding, ...]:
    host = "127.0.0.1" if here.alarm_bind == "0.0.0.0" else here.alarm_bind
    try:
        socket.create_connection((host, here.alarm_port), timeout=2).close()
    except OSError as error:
        says = f"port {here.alarm_port} does not answer: {error.strerror or error}"
        return (Finding("alarms", says, "Start `kokong up`, or `kokong alarms serve` beside it."),)
    seen = _receiver_numbers(here)
    if seen.get("database_away"):
        return (Finding("alarms", "nothing is acknowledged, for the receiver has no database", "See database."),)
    strange, refused = (f"{seen.get(name, 0):.0f}" for name in ("unknown_total", "refused_total"))
    counted = (
        f"; {strange} messages from unknown accounts (`kokong alarms unknown`), {refused} refused" if seen else ""
    )
    return (Finding("alarms", f"received on port {here.alarm_port}{counted}"),)


def _receiver_numbers(here: Installation) -> dict[str, float]:
    """What the receiver last wrote down; empty where it has not yet."""
    try:
        lines = (here.alarm_folder / RECEIVER_NUMBERS).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    pairs = [line.rsplit(" ", 1) for line in lines if not line.startswith("#")]
    return {name.removeprefix("kokong_alarm_"): float(value) for name, value in pairs}
