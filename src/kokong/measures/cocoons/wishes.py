"""What households wish for at their doors, as kinds of task."""

from kokong.tasks import api as tasks

from .words import FOLLOW_UPS


def declare() -> None:
    """Make the kinds known to the work list."""
    tasks.declare(tasks.Kind("wish.watch_group", FOLLOW_UPS["watch_group"], icon="person-group"))
    tasks.declare(tasks.Kind("wish.kit", FOLLOW_UPS["kit"], icon="tag"))
    tasks.declare(tasks.Kind("wish.home_check", FOLLOW_UPS["home_check"], icon="house"))
    tasks.declare(tasks.Kind("wish.sign", FOLLOW_UPS["sign"], icon="exclamationmark-triangle"))
