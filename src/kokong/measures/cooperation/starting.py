"""What the room says once Django is ready; each part that has something to declare has its `ready`."""

from .plan import clock as plan_clock


def ready() -> None:
    """Declare jobs and tasks."""
    plan_clock.ready()
