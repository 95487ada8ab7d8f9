"""Where signs of the neighbourhood watch may be ordered: at a group that is active, and nowhere else."""

from collections.abc import Iterable
from typing import Final

import shapely
from django.utils.translation import gettext as _

from kokong.kernel.fields import Point
from kokong.places import api as places

from . import models as rows
from . import rules, words

WITHIN_M: Final = 150
"""So near a group's homes its signs stand: at the way in to their street."""


def why_no_signs(*, point: Point) -> str:
    """Why no sign may be ordered for a spot (metres), in words; empty where an active group is near."""
    near = _near(point)
    if any(rules.may_order_signs(each.state) for each in near):
        return ""
    if not near:
        return _(
            "No active watch group has homes within %(m)d metres of that spot. "
            "Signs are for groups that are active."
        ) % {"m": WITHIN_M}
    return _("%(name)s is not active (%(state)s). Signs are for groups that are active.") % {
        "name": near[0].name, "state": str(words.STATES[near[0].state]).lower(),
    }  # fmt: skip


def _near(point: Point) -> list[rows.Group]:
    """The groups that go on around a spot, the nearest first."""
    going = list(rows.Group.objects.filter(state__in=rules.GOES_ON))
    shapes = places.areas_drawn(area_ids=_boxed(point, {row.area_id for row in going}))
    spot = shapely.Point(*point)
    far = {number: shapely.distance(area.shape, spot) for number, area in shapes.items()}
    near = [row for row in going if far.get(row.area_id, WITHIN_M + 1.0) <= WITHIN_M]
    return sorted(near, key=lambda row: (far[row.area_id], row.pk))


def _boxed(point: Point, area_ids: Iterable[int]) -> set[int]:
    """Those whose box comes near enough: outlines are many points."""
    wanted = set(area_ids)
    found = places.areas_near(point=point, within_m=WITHIN_M)
    return {each.id for each in found if each.id in wanted}
