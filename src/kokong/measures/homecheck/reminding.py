"""A year after a check whoever kept it is reminded, once."""

from django.utils import timezone

from kokong.kernel.nightly import nightly

from . import work


@nightly("20 8 * * *", name="kokong.measures.homecheck.remind")
def look(_part: str) -> None:
    """Every morning: by then people are up."""
    work.remind(now=timezone.now())


def ready() -> None:
    """Declaring the job happens when this module is loaded."""
