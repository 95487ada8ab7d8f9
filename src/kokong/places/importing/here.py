"""Where the municipality in scope lies: by its code, the borders that a map holds, the homes that are there."""

from collections import Counter
from typing import Final

import numpy as np
from django.utils.translation import gettext as _

from kokong.kernel import tenancy
from kokong.kernel.models import Municipality

from .. import homes, rules
from ..models import Dwelling
from .clip import Clip, choose
from .source import UNNAMED, Points, Source
from .where import Ground, ground

AGAIN: Final = 1000  # addresses looked up to see whether they came before


def ground_for(source: Source) -> Ground:
    """Where the municipality lies, seen from a file: by its outline (a map that is being read may know better than
    we do), and its dwellings; but for the file's own, where it came before."""
    own = Municipality.objects.get(pk=tenancy.municipality_id())
    without = source.name if _before(source) == source.name else ""
    return ground(
        epsg=own.crs,
        code=own.code,
        extent=homes.extent(without=without),
        clip=_clip(own, source),
        homes=homes.some_places(without=without),
    )


def name_it(source: Source) -> Source:
    """Let an uploaded file be a newer one of the source from which most of its addresses came before, such as the
    administrator's: as one of its own, all that is there would be refused, and nothing would be retired."""
    if source.name == UNNAMED and (before := _before(source)) not in {"", UNNAMED}:
        source.name = before
        source.notes.append(_("Taken as a newer file of “%(source)s”, from which most of its addresses came.")
                            % {"source": before})  # fmt: skip
    return source


def _clip(own: Municipality, source: Source) -> Clip | None:
    if not source.certain:
        return choose(code=own.code, name=own.name, borders=(), degrees=None)
    return choose(code=own.code, name=own.name, borders=source.borders, degrees=_degrees(source))


def _degrees(source: Source) -> Points:
    return np.array([(a.x, a.y) for a in source.addresses]).reshape(-1, 2)


def _before(source: Source) -> str:
    """The source from which most of the file's addresses came before; empty for none. Where they stood then says
    nothing, so that a mended file goes through after one that was read wrongly."""
    asked = {a.source_id[:120]: rules.fold(a.street) for a in source.addresses[:AGAIN]}
    there = Dwelling.objects.filter(source_id__in=list(asked), retired_at=None)
    known = Counter(name for name, i, street in there.values_list("source", "source_id", "street_name")
                    if rules.fold(street) == asked[i])  # fmt: skip
    return next((name for name, count in known.most_common(1) if count * 2 > len(asked)), "")
