"""Whether alarms are received: what the doctor asks of this room."""

import socket

from kokong.install.doctor import Finding
from kokong.kernel.installation import RECEIVER_NUMBERS, Installation


def look(here: Installation) -> tuple[Finding, ...]:
    """Whether the receiver's port answers, and what it turned away since it started."""
    if not here.alarm_port:
        return (Finding("alarms", "are not received (KOKONG_ALARM_PORT is 0)"),)
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
