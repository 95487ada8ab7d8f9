"""What is done once, when the app is ready."""

from . import clock, delivering, kinds
from .reporting import asking


def ready() -> None:
    """Know the three kinds of meeting, listen for walks that were walked, and wake in the morning."""
    kinds.declare()
    delivering.listen()
    clock.ready()
    asking.ready()
