"""`kokong alarms pause`, `pauses`, `unpause`: a panel or a zone in test or out of service."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kokong import tables
from kokong.kernel.terminal import AsJson, Code, municipality, print_json

from .account import Line, Number, Receiver, the_account

if TYPE_CHECKING:
    from kokong.measures.alarms.api import Pause, Weekly

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def pause(
    municipality_code: Code,
    account: Number,
    until: Annotated[str, typer.Option(help="Until then, ISO 8601; a year at most. Of a date, its whole day.")],
    since: Annotated[str, typer.Option("--from", help="From then on, ISO 8601; now where it is left out.")] = "",
    zone: Annotated[str, typer.Option(help="Only this zone; without it the whole panel.")] = "",
    what: Annotated[str, typer.Option(help="test or out_of_service.")] = "test",
    every: Annotated[
        str, typer.Option(metavar="DAY", help="Only on this day of each week: monday to sunday.")
    ] = "",
    at: Annotated[
        str, typer.Option(metavar="TIMES", help="With --every: from when to when by the local clock, 10:00-12:00.")
    ] = "",
    note: Annotated[str, typer.Option(help="Why.")] = "",
    receiver: Receiver = None,
    line: Line = None,
    as_json: AsJson = False,
) -> None:
    """Let a panel, or a zone, raise nothing between two times, or at the same hours each week; events are kept."""
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.measures.alarms import api

        now = timezone.now()
        made = api.pause(
            account_id=the_account(account, receiver, line).id,
            what=what,
            zone=zone,
            begins=_moment(since, field="from") if since else now,
            ends=_moment(until, field="until", last=True),
            weekly=_weekly(every, at),
            note=note,
            now=now,
        )
        _print([made], as_json=as_json)


def pauses(
    municipality_code: Code, account: Number, receiver: Receiver = None, line: Line = None, as_json: AsJson = False
) -> None:
    """List what of a panel is in test or out of service, or will be, with its number."""
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.measures.alarms import api

        found = api.pauses(account_id=the_account(account, receiver, line).id, now=timezone.now())
        _print(found, as_json=as_json)


def unpause(
    municipality_code: Code,
    account: Number,
    number: Annotated[int, typer.Argument(help="Which one, as `kokong alarms pauses` numbers them.")],
    receiver: Receiver = None,
    line: Line = None,
) -> None:
    """Put a panel, or a zone, back in service now."""
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.kernel.errors import UserError
        from kokong.measures.alarms import api

        now, panel = timezone.now(), the_account(account, receiver, line)
        if number not in {one.id for one in api.pauses(account_id=panel.id, now=now)}:
            raise UserError(f"Nothing numbered {number} is on or to come. `kokong alarms pauses` lists what is.")
        api.end_pause(account_id=panel.id, pause_id=number, now=now)
    typer.echo(f"Number {number} is over. It raises alarms again.")


def _moment(text: str, *, field: str, last: bool = False) -> Any:
    from datetime import datetime, time, timedelta

    from django.utils import timezone

    from kokong.incidents.api import times

    try:
        day = tables.day(text)
    except ValueError:
        return times.parse(text, field=field, last=last)
    return datetime.combine(day + timedelta(days=int(last)), time(0), timezone.get_default_timezone())


def _weekly(every: str, at: str) -> "Weekly | None":
    from kokong.kernel.errors import UserError
    from kokong.measures.alarms import api

    if not every and not at:
        return None
    if every.lower() not in DAYS:
        raise UserError(f"{every or 'Nothing'} is no day. Give --every with one of {', '.join(DAYS)}.")
    begins, _to, ends = at.replace("–", "-").partition("-")
    try:
        times = tables.clock(begins), tables.clock(ends)
    except ValueError:
        raise UserError("Give --at as two times with a hyphen, such as 10:00-12:00.") from None
    return api.Weekly(DAYS.index(every.lower()), *times)


def _print(found: "list[Pause] | tuple[Pause, ...]", *, as_json: bool) -> None:
    if as_json:
        print_json([_as_json(one) for one in found])
        return
    for one in found:
        where = f"zone {one.zone}" if one.zone else "whole panel"
        week = one.weekly
        again = f"  every {DAYS[week.weekday]} {week.begins:%H:%M}-{week.ends:%H:%M}" if week else ""
        span = f"{_local(one.begins)} to {_local(one.ends)}"
        typer.echo(f"{one.id}  {where}  {one.what}{again}  {span}  {one.note}".rstrip())
    if not found:
        typer.echo("Nothing is in test or out of service.")


def _as_json(one: "Pause") -> dict[str, Any]:
    week = one.weekly
    again = (
        {"weekday": DAYS[week.weekday], "from": f"{week.begins:%H:%M}", "to": f"{week.ends:%H:%M}"}
        if week
        else None
    )
    return {
        "id": one.id, "zone": one.zone, "what": one.what, "begins": _local(one.begins), "ends": _local(one.ends),
        "weekly": again, "note": one.note,
    }  # fmt: skip


def _local(moment: Any) -> str:
    from django.utils import timezone

    return timezone.localtime(moment).isoformat(timespec="minutes")
