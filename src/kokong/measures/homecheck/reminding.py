"""Every morning: a year after a check or a test of the alarm somebody is reminded, once."""

from django.utils import timezone

from kokong.kernel.nightly import nightly

from . import planning, work


@nightly("20 8 * * *", name="kokong.measures.homecheck.remind")
def look(_part: str) -> None:
    """Every morning: by then people are up."""
    now = timezone.now()
    work.remind(now=now)
    planning.remind(now=now)


def ready() -> None:
    """Declaring the job happens when this module is loaded."""
