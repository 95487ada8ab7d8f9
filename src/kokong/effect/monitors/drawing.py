"""Counted less expected, month by month, between the boundaries."""

import math
from collections.abc import Sequence

from django.utils.translation import gettext as _

from kokong.kernel.charts import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDE, Chart, Line, Mark, Scale, at, grid, path

from .rules import Taken


def chart(looks: Sequence[Taken], *, months: int) -> Chart:
    """The looks among all that are planned; the boundary is drawn where there is one."""
    limits = [look.limit for look in looks if look.limit is not None]
    top = max(1.0, *(abs(look.miss) for look in looks), *limits) * 1.1
    across, up = Scale(0, months, LEFT, WIDE - RIGHT), Scale(-top, top, HEIGHT - BOTTOM, TOP)
    made = Chart(_("Burglaries more or fewer than expected, by month, with the boundary"), width=WIDE)
    step = max(1, math.floor(top))
    for value in (-step, 0, step):
        grid(made, up(value), f"{value:+d}" if value else "0", width=WIDE)
    for sign in (1, -1):
        edge = [(across(k), up(sign * look.limit)) for k, look in enumerate(looks, 1) if look.limit is not None]
        if len(edge) > 1:
            made.paths.append(("chance", path(edge)))
    made.paths.append(
        ("ours", path([(across(0), up(0)), *((across(k), up(o.miss)) for k, o in enumerate(looks, 1))]))
    )
    crossed = next((k for k, look in enumerate(looks, 1) if look.crossed), None)
    if crossed is not None:
        made.dots.append(Mark(at(across(crossed)), at(up(looks[crossed - 1].miss))))
    x = at(across(len(looks)))
    made.lines.append(Line("usual", x, at(TOP), x, at(HEIGHT - BOTTOM)))
    for k, anchor in ((0, "start"), (months // 2, "middle"), (months, "end")):
        made.texts.append(Mark(at(across(k)), at(HEIGHT - BOTTOM + 18), str(k), anchor=anchor, kind="tick"))
    return made
