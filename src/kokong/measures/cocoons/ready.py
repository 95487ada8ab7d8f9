"""What cocoons tell the rooms below, once Django is ready."""

from kokong.places import api as places

from . import at_area, quiet, wishes


def declare() -> None:
    """Kinds of tasks, that doors heed the do-not-visit list, and what an area's page says of coverage."""
    wishes.declare()
    quiet.declare()
    places.show_at_areas(at_area.panels)
