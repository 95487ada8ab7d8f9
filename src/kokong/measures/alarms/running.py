"""The processes of this room, beside pages and jobs. Loaded by the supervisor, which knows no database."""

from kokong.kernel.installation import Installation


def processes(here: Installation) -> dict[str, str]:
    """The words of the command for each, by name; none where alarms are not received."""
    return {"receiver": "alarms serve", "raiser": "alarms raise"} if here.alarm_port else {}
