"""A task to go through a building again, and the building that it is about."""

from .models import Check


def building_of(*, task_id: int | None) -> int | None:
    """The building; None where there is no such task."""
    return Check.objects.filter(task_id=task_id or 0).values_list("building_id", flat=True).first()
