"""What this room does by itself, and where the worker finds its jobs."""

from django.utils import timezone

from kokong.incidents import api as incidents
from kokong.kernel.nightly import nightly

from . import asking


@nightly("40 2 * * *", name="kokong.risk.nightly")
def ask_tonight(_part: str) -> None:
    """Ask for every analysis of a municipality that has burglaries."""
    if incidents.count():
        asking.ask(now=timezone.now(), user_id=None, priority=asking.TONIGHT)
