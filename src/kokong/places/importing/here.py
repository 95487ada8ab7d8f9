"""Where the municipality in scope lies: by its code, the borders that a map holds, the homes that are there."""

import numpy as np

from kokong.kernel import tenancy
from kokong.kernel.models import Municipality

from .. import homes
from .clip import Clip, choose
from .source import Points, Source
from .where import Ground, ground


def own_clip(source: Source | None = None) -> Clip | None:
    """What the municipality's addresses are held to; a map that is being read may know better than we do."""
    own = Municipality.objects.get(pk=tenancy.municipality_id())
    if source is None or not source.certain:
        return choose(code=own.code, name=own.name, borders=(), degrees=None)
    return choose(code=own.code, name=own.name, borders=source.borders, degrees=_degrees(source))


def _degrees(source: Source) -> Points:
    return np.array([(a.x, a.y) for a in source.addresses]).reshape(-1, 2)


def own_ground(source: Source | None = None, *, without: str = "") -> Ground:
    """Where the municipality lies, by its outline and its dwellings; but for one source's."""
    own = Municipality.objects.get(pk=tenancy.municipality_id())
    return ground(
        epsg=own.crs,
        code=own.code,
        extent=homes.extent(without=without),
        clip=own_clip(source),
        homes=homes.some_places(without=without),
    )
