"""What the room says once Django is ready; each part that has something to declare has its `ready`."""

from .plan import clock as plan_clock
from .rhythm import clock as rhythm_clock


def ready() -> None:
    """Declare jobs, tasks, meetings, and points of agendas."""
    plan_clock.ready()
    rhythm_clock.ready()
