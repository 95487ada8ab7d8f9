"""A household's wish for a watch group, told at its door, is seen to on the pages of groups."""

from django.utils.translation import gettext_lazy

from kokong.tasks import api as tasks

from . import delivering

WISH = "wish.watch_group"


def ready() -> None:
    """Listen for what is delivered; say where wishes for a group are seen to."""
    delivering.listen()
    tasks.offer(WISH, tasks.Way("watch:wished", gettext_lazy("See to it"), "watch.do"))
