"""`kokong alarms expect`: a panel's own test, and hours in which a home is open."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kokong import tables
from kokong.kernel.terminal import AsJson, Code, municipality, print_json

from .account import Line, Number, Receiver, the_account

if TYPE_CHECKING:
    from kokong.measures.alarms.panels.expecting import Expectation
    from kokong.measures.alarms.supervising import Hours

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday")
NONE = "none"


def expect(
    municipality_code: Code,
    account: Number,
    test: Annotated[
        str, typer.Option(metavar="WHEN", help="week, month, a day such as 2026-12-01, or none.")
    ] = "",
    hours: Annotated[
        str,
        typer.Option(
            metavar="HOURS", help='"mon-fri 06:00-18:30; sat closed; holiday closed; 2026-12-24 closed", or none.'
        ),
    ] = "",
    receiver: Receiver = None,
    line: Line = None,
    as_json: AsJson = False,
) -> None:
    """Say what the calendar expects of a panel, or show it. What doesn't happen in time becomes an alarm.

    06:00-18:30: not opened before the one and closed by the other. 06:00 (07:30)-18:30: also open by 07:30.
    """
    with municipality(municipality_code):
        from django.utils import timezone

        from kokong.measures.alarms.panels import expecting

        panel, now = the_account(account, receiver, line), timezone.now()
        if test:
            every = test if test in {"week", "month"} else ""
            expecting.expect_test(account_id=panel.id, every=every, on=_day(test), now=now)
        if hours:
            expecting.expect_hours(account_id=panel.id, hours=_hours(hours), now=now)
        found = expecting.expected(account_id=panel.id, now=now)
    if as_json:
        print_json(_values(found))
    else:
        typer.echo("\n".join(_said(found)))


def _day(text: str) -> date | None:
    from kokong.kernel.errors import UserError

    if text in {"week", "month", NONE}:
        return None
    try:
        return tables.day(text)
    except ValueError:
        raise UserError(
            f"A test is expected each week or month, on a day, or none; {text!r} is neither."
        ) from None


def _hours(text: str) -> "Hours | None":
    from kokong.kernel.errors import UserError
    from kokong.measures.alarms.panels import terms
    from kokong.measures.alarms.supervising import Day, Hours

    if text == NONE:
        return None
    days: dict[int, Day] = {}
    extra: dict[date, Day] = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        which, _space, said = part.partition(" ")
        day = terms.read_day(said)
        first, _dash, last = which.partition("-")
        if which[:1].isdigit():
            extra |= terms.read_extra(part)
        elif day is None or first not in DAYS or (last or first) not in DAYS:
            raise UserError(f"{part!r} are no hours, such as mon-fri 06:00-18:30. Days: {', '.join(DAYS)}.")
        else:
            span = range(DAYS.index(first), DAYS.index(last or first) + 1)
            days |= dict.fromkeys(span, day)
    return Hours(days, extra)


def _values(found: "Expectation") -> dict[str, Any]:
    from kokong.measures.alarms.panels import terms

    tests = found.tests and terms.of_tests(found.tests.every or "", found.tests.on)
    return {
        "test": tests, "test_due": found.test_due and found.test_due.isoformat(),
        "last_test": found.last_test and found.last_test.isoformat(),
        "hours": found.hours and terms.of_hours(found.hours), "missing": list(found.on),
    }  # fmt: skip


def _said(found: "Expectation") -> list[str]:
    from kokong.measures.alarms.panels import terms

    lines = []
    if found.tests:
        when = f"each {found.tests.every}" if found.tests.every else f"on {found.tests.on}"
        lines.append(f"test {when}" + (f", next by {found.test_due:%Y-%m-%d %H:%M} UTC" if found.test_due else ""))
    if found.hours:
        lines += [f"{DAYS[number]:8} {terms.write_day(day)}" for number, day in sorted(found.hours.days.items())]
        lines += [f"{each} {terms.write_day(day)}" for each, day in sorted(found.hours.extra.items())]
    return lines or ["Nothing is expected of this panel."]
