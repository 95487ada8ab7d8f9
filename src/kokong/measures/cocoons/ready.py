"""What cocoons tell the rooms below, once Django is ready."""

from . import quiet, wishes


def declare() -> None:
    """Kinds of tasks, and that doors heed the do-not-visit list."""
    wishes.declare()
    quiet.declare()
