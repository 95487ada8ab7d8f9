"""What the desk computes and decides."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kokong.desk import rules

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@given(code=st.one_of(st.sampled_from([*rules.PERIODS, "own", ""]), st.text(max_size=5)))
def test_a_named_period_ends_now_and_an_unknown_one_is_the_usual(code: str) -> None:
    period = rules.period(code=code, now=NOW)
    assert period.until == NOW
    assert period.since < NOW
    assert period.code == (code if code in rules.PERIODS else rules.USUAL_PERIOD)


def test_an_own_period_holds_both_of_its_days_whole() -> None:
    zone = ZoneInfo("Europe/Stockholm")
    period = rules.own_period(first=date(2026, 10, 24), last=date(2026, 10, 25), zone=zone)
    assert period.until.astimezone(UTC) - period.since.astimezone(UTC) == timedelta(
        hours=49
    )  # the clock goes back
