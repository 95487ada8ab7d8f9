"""Puts addresses into the municipality's coordinate system, and notices when they can't be meant to lie there.

A file that doesn't say its system is tried against where the municipality lies (its outline; where none is known
its dwellings, else its county or the area of its system): in the municipality's own system, the twelve local zones
of SWEREF 99, SWEREF 99 TM, RT 90 and degrees, axes both ways. What fits in place of what was assumed is proposed,
never taken. What lies outside the outline is left out and counted (`clip`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray
from pyproj.exceptions import CRSError

from .. import crs
from ..values import ImportRefused
from . import regions
from .clip import Clip, believed, left_out
from .source import Address, Points, Source

MARGIN_DEG = 0.5
NEAR_M: Final = 30_000.0  # around its dwellings; the municipality itself may reach farther
FAR_M: Final = 100_000.0
SAMPLE: Final = 1000
FITS: Final = 0.9
HALF: Final = 0.5
ZONES: Final = tuple(range(3007, 3019))
SWEDISH: Final = (3006, *ZONES, 3021)
RARE: Final = (3019, 3020, 3022, 3023, 3024)  # RT 90 in other gons: tried where nothing else fits
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Ground:
    """Where the municipality lies: its outline (`clip`), and boxes in degrees in which its addresses are meant to
    be (`near`), and in which they may be (`wide`): both empty where its outline says it all. `dwellings` says
    whether the boxes are known from its dwellings: with an outline only where those lie outside it. `extent` is
    the box around the dwellings in metres, None without any."""

    near: tuple[Box, ...]
    wide: tuple[Box, ...]
    dwellings: bool
    clip: Clip | None = None
    extent: Box | None = None


@dataclass(frozen=True)
class Verdict:
    """Of each address of a file: whether it is taken (`own`), or left out since it lies `elsewhere`; neither is
    out of place. `names` say in whose outline each lies, `told` which are taken though they lie in another's,
    `beside` which are taken since the border is not known well enough."""

    own: NDArray[np.bool_]
    elsewhere: NDArray[np.bool_]
    names: NDArray[np.object_]
    told: NDArray[np.bool_]
    beside: NDArray[np.bool_]


@dataclass(frozen=True)
class Fit:
    """A coordinate system in which a file's coordinates lie in the municipality; `swapped`: north came first."""

    crs: int
    swapped: bool


def ground(
    *, epsg: int, code: str, extent: Box | None, clip: Clip | None = None, homes: Points | None = None
) -> Ground:
    """Where the municipality with this code and system lies; `extent` is the box around its dwellings, `homes` are
    some of them (metres); `clip` is its outline, where one is known."""
    if clip is not None and (extent is None or _mostly(clip, homes, epsg)):
        return Ground((), (), dwellings=False, clip=clip, extent=extent)
    if extent is not None:
        near, wide = (_degrees(extent, margin, epsg) for margin in (NEAR_M, FAR_M))
        return Ground((near,), (wide,), dwellings=True, clip=clip, extent=extent)
    if epsg in SWEDISH:
        boxes = regions.boxes(code)
        return Ground(boxes, (*boxes, *map(_wider, boxes)), dwellings=False)
    area = crs.area_of_use(epsg) or (-180.0, -90.0, 180.0, 90.0)
    return Ground((_wider(area),), (_wider(area),), dwellings=False)


def _mostly(clip: Clip, homes: Points | None, epsg: int) -> bool:
    """Whether the dwellings that are there lie in the outline."""
    if homes is None or not len(homes):
        return True
    return bool(clip.whose(crs.convert_array(homes, source=epsg, target=crs.DEGREES)).own.mean() >= HALF)


def _wider(box: Box) -> Box:
    west, south, east, north = box
    return west - MARGIN_DEG, south - MARGIN_DEG, east + MARGIN_DEG, north + MARGIN_DEG


def _degrees(extent: Box, margin: float, epsg: int) -> Box:
    west, south, east, north = extent
    x, y = [west - margin, west - margin, east + margin, east + margin], [south - margin, north + margin] * 2
    lon, lat = crs.convert(np.array(x), np.array(y), source=epsg, target=crs.DEGREES)
    return float(np.min(lon)), float(np.min(lat)), float(np.max(lon)), float(np.max(lat))


def project(source: Source, epsg: int, here: Ground) -> list[Address]:
    """The addresses, their x and y now metres of EPSG:`epsg`; `source` lets go of them. What lies elsewhere is
    noted in `source.outside`, what is out of place in `source.refused`.

    Raises ImportRefused when most of them lie elsewhere: then the whole file is read wrongly, or is another's.
    """
    given = np.array([(a.x, a.y) for a in source.addresses])
    degrees, metres, there = placed(given, source.crs, epsg)
    clip, note = _held_to(source, given, epsg, here)
    found = judge(source, clip, degrees, there, here)
    source.notes += note
    _tell(source, clip, found)
    taken, source.addresses = source.addresses, []
    for a, fine, away, (x, y) in zip(taken, found.own, found.elsewhere, metres, strict=True):
        if fine:
            a.x, a.y = float(x), float(y)
        elif not away:
            source.refused.append((a.place, a.label, out_of_place()))
    return [a for a, fine in zip(taken, found.own, strict=True) if fine]


def out_of_place() -> str:
    """Why an address that lies nowhere near is refused."""
    return _("its coordinates lie far outside the municipality")


def preview(source: Source, given: Points, epsg: int, here: Ground) -> Verdict:
    """What an import of this file would find of its addresses at `given`. Where it would refuse the file, whose
    they are by the outline. Raises ImportRefused for an unknown system."""
    degrees, _metres, there = placed(given, source.crs, epsg)
    try:
        clip, _note = _held_to(source, given, epsg, here)
    except ImportRefused:
        clip = here.clip
    return judge(source, clip, degrees, there, here)


def judge(source: Source, clip: Clip | None, degrees: Points, there: NDArray[np.bool_], here: Ground) -> Verdict:
    """Whose the addresses of a file are, held to an outline, else to where they may be. A register that says whose
    its rows are knows better than the outline, as long as they lie near it. Pure."""
    nothing, nobody = np.zeros(len(there), dtype=bool), np.full(len(there), "", dtype=object)
    if clip is None:
        return Verdict(there & _in_boxes(degrees, here.wide), nothing, nobody, nothing, nothing)
    whose = clip.whose(degrees)
    own = whose.own & there
    said = nothing if source.certain else believed(source.addresses, own)
    off = np.flatnonzero(said & there & ~own)
    told = nothing.copy()
    if len(off):
        told[off] = clip.near(degrees[off])
    nowhere = ~there | ((whose.names == "") & (clip.border is None))
    taken = own | told
    return Verdict(taken, ~taken & ~nowhere, whose.names, told, whose.beside & ~said & there)


def _tell(source: Source, clip: Clip | None, found: Verdict) -> None:
    """Note what is left out, and what is taken though the outline leaves it in doubt."""
    if clip is None:
        return
    source.notes += _told(clip, found.names[found.told].tolist())
    out = np.flatnonzero(found.elsewhere)
    source.outside += left_out([source.addresses[i] for i in out], found.names[out].tolist())
    source.notes += _beside(clip, found.names[found.beside].tolist())


def _told(clip: Clip, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    return [
        _("%(count)d taken that lie outside the outline of %(name)s (%(toward)s), since the file says that they "
          "are the municipality's, by its name or by their town. Check that they stand where they should.")
        % {"count": len(names), "name": clip.name, "toward": _toward(names)}
    ]  # fmt: skip


def _toward(names: Sequence[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in Counter(names).most_common(3))


def _beside(clip: Clip, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    return [
        _("%(count)d taken that lie near the border of %(name)s (%(toward)s): it is known only to %(metres)d m. "
          "A map that holds the municipality's border cuts sharply.")
        % {"count": len(names), "metres": round(clip.doubt, -1), "name": clip.name, "toward": _toward(names)}
    ]  # fmt: skip


def _held_to(source: Source, given: Points, epsg: int, here: Ground) -> tuple[Clip | None, list[str]]:
    """What the file's addresses are held to: the outline where most lie in it, or a map covers it; None, and a
    note, where none is known, or where they lie among dwellings that are not in it. Raises ImportRefused for any
    other place."""
    sample = given[:: max(1, len(given) // SAMPLE)]
    clip = here.clip
    if clip is not None:
        degrees, _metres, there = placed(sample, source.crs, epsg)
        own = float((clip.whose(degrees).own & there).mean())
        if own >= HALF or (source.certain and _covers(source, clip, given)):
            return clip, []
    _check(source, sample, epsg, here)
    if clip is None:
        note = _("No outline of the municipality is known: addresses of its neighbours, "
                 "where the file has any, were taken too.")  # fmt: skip
    else:
        note = _("The municipality's homes lie outside the outline of %(name)s (%(code)s): "
                 "nothing was left out by it.") % {"name": clip.name, "code": clip.code}  # fmt: skip
    return None, [note]


def _covers(source: Source, clip: Clip, given: Points) -> bool:
    """Whether the file is a map around the whole municipality, few as its own addresses may be among others."""
    degrees = crs.convert_array(given, source=source.crs, target=crs.DEGREES)
    return clip.covered_by(degrees) and bool(clip.whose(degrees).own.any())


def _check(source: Source, sample: Points, epsg: int, here: Ground) -> None:
    system, given = source.crs, sample
    if here.near and _share(sample, system, epsg, here.near) >= HALF:
        return
    found = fits(sample, epsg=epsg, here=here, but=system)
    if not found and here.wide and _share(sample, system, epsg, here.wide) >= HALF:
        return
    said, mapped, chosen = _misplaced(given, system, epsg, here, found, len(source.addresses))
    other = _("Or is this another municipality's file?") if found and (here.dwellings or here.clip) else ""
    at_terminal, on_page = (" ".join(filter(None, (said, what, other))) for what in (mapped, chosen))
    raise ImportRefused(at_terminal, on_page=on_page)


def fits(points: Points, *, epsg: int, here: Ground, but: int | str = "") -> list[Fit]:
    """The systems, and ways round of the axes, in which the points lie where the municipality does: nine of ten,
    or where none does that, half of them, as of a file that holds its neighbours too. They are proposals."""
    if not len(points):
        return []
    degrees = like_degrees(points)
    usual: Sequence[int] = (crs.DEGREES,) if degrees else tuple(dict.fromkeys((epsg, *SWEDISH)))
    tried = [
        {Fit(system, swapped): _fit(points[:, ::-1] if swapped else points, system, epsg, here)
         for system in systems for swapped in (False, True)
         if swapped or str(system) != str(but).removeprefix("EPSG:")}
        for systems in (usual, () if degrees else RARE)
    ]  # fmt: skip
    several = ([fit for fit, share in shares.items() if share >= enough] for enough in (FITS, HALF)
               for shares in tried)  # fmt: skip
    return next(filter(None, several), [])


def lies(points: Points, system: int | str, *, epsg: int, here: Ground) -> bool:
    """Whether half of the points lie where the municipality does, in a system that the file itself says."""
    try:
        return _fit(points, system, epsg, here) >= HALF
    except ImportRefused:  # nothing leads from it to degrees
        return False


def like_degrees(points: Points) -> bool:
    """Whether coordinates are so small that they must be degrees; a few of them may be slips."""
    return len(points) > 0 and bool(np.median(np.abs(points), axis=0).max() <= 180)


def _fit(points: Points, system: int | str, epsg: int, here: Ground) -> float:
    """How many of the points lie where the municipality does: in its outline, or among dwellings outside it."""
    degrees, _metres, there = placed(points, system, epsg)
    inside = _in_boxes(degrees, here.near)
    if here.clip is not None:
        inside |= here.clip.whose(degrees).own
    return float((inside & there).mean())


def _share(points: Points, system: int | str, epsg: int, boxes: Sequence[Box]) -> float:
    degrees, _metres, there = placed(points, system, epsg)
    return float((there & _in_boxes(degrees, boxes)).mean())


def placed(points: Points, system: int | str, epsg: int) -> tuple[Points, Points, np.ndarray]:
    """The points in degrees and in the municipality's system, and which of them have a place in both. Raises
    ImportRefused for a system that is not known, or from which nothing leads there."""
    try:
        degrees = crs.convert_array(points, source=system, target=crs.DEGREES)
        metres = crs.convert_array(points, source=system, target=epsg)
    except CRSError as error:
        raise ImportRefused(
            _("The coordinate system %(crs)s is not known. Nothing was changed.") % {"crs": system}
        ) from error
    there = np.isfinite(degrees).all(axis=1) & np.isfinite(metres).all(axis=1)
    return degrees, metres, there


def _in_boxes(degrees: Points, boxes: Sequence[Box]) -> np.ndarray:
    lon, lat = degrees[:, 0], degrees[:, 1]
    within = np.zeros(len(degrees), dtype=bool)
    for west, south, east, north in boxes:
        within |= (lon > west) & (lon < east) & (lat > south) & (lat < north)
    return within


def _misplaced(
    points: Points, system: int | str, epsg: int, here: Ground, found: Sequence[Fit], count: int
) -> tuple[str, str, str]:
    """What is probably wrong with coordinates that lie in the wrong part of the world, what to do about it in a
    mapping file, and what on a page."""
    x, y = points[0]
    words = {"x": f"{x:.6g}", "y": f"{y:.6g}", "crs": system, "epsg": epsg, "count": count}
    if found:
        return _fitting(found, system, words)
    return _nowhere(points, system, epsg, here, words), "", ""


def _fitting(found: Sequence[Fit], system: int | str, words: Mapping[str, object]) -> tuple[str, str, str]:
    words = {**words, "other": found[0].crs}
    if any(str(fit.crs) == str(system).removeprefix("EPSG:") for fit in found):
        said = _(
            "The coordinates look swapped: east and north (longitude and latitude) have changed places; the first "
            "is %(x)s, %(y)s. Nothing was changed."
        )
        return (
            said % words, _("Let the mapping name the columns the other way round."),
            _("Choose the columns the other way round, or a system with north before east."),
        )  # fmt: skip
    if len(found) > 1:
        said = _(
            "The coordinates (the first is %(x)s, %(y)s) don't fit EPSG:%(crs)s. They fit several systems: "
            "%(others)s. Nothing was changed."
        ) % {**words, "others": ", ".join(f"EPSG:{fit.crs}" for fit in found)}  # fmt: skip
        return (
            said, _("Ask who made the file, and give crs in a mapping file."),
            _("Ask who made the file, and choose the system."),
        )  # fmt: skip
    if found[0].swapped:
        said = _(
            "The coordinates (the first is %(x)s, %(y)s) don't fit EPSG:%(crs)s, but they fit EPSG:%(other)s with "
            "north before east. Nothing was changed."
        )
        mapped = _("Give crs = %(other)s in a mapping file, and let it name the columns the other way round.")
        return said % words, mapped % words, _("Choose that system.")
    said = _(
        "The coordinates (the first is %(x)s, %(y)s) don't fit EPSG:%(crs)s, but they fit EPSG:%(other)s. "
        "Nothing was changed."
    )
    return said % words, _("Give crs = %(other)s in a mapping file.") % words, _("Choose that system.")


def _nowhere(points: Points, system: int | str, epsg: int, here: Ground, words: Mapping[str, object]) -> str:
    if here.clip is not None and (elsewhere := _where(points, system, epsg, here.clip)):
        return _(
            "Most of the %(count)d addresses lie outside %(name)s: %(elsewhere)s. Nothing was changed. Is this "
            "another municipality's file?"
        ) % {**words, "name": here.clip.name, "elsewhere": elsewhere}  # fmt: skip
    if here.clip is not None:
        return _(
            "The coordinates (the first is %(x)s, %(y)s, read as %(crs)s) don't lie in %(name)s, whatever the "
            "coordinate system. Nothing was changed. Check that it is this municipality's file."
        ) % {**words, "name": here.clip.name}  # fmt: skip
    if here.dwellings:
        return _(
            "Most of the %(count)d addresses lie more than 100 km from the municipality's dwellings, whatever the "
            "coordinate system. Nothing was changed. Is this another municipality's file?"
        ) % words  # fmt: skip
    return _(
        "The coordinates (the first is %(x)s, %(y)s, read as %(crs)s) lie outside the area of EPSG:%(epsg)s, "
        "the municipality's system. Nothing was changed. Check the file's coordinate system, and that it is "
        "this municipality's file."
    ) % words  # fmt: skip


def _where(points: Points, system: int | str, epsg: int, clip: Clip) -> str:
    """Where most of the points lie, in parts of a hundred; empty where that is nowhere that is known."""
    degrees, _metres, there = placed(points, system, epsg)
    names = clip.whose(degrees).names[there].tolist()
    counts = Counter(name for name in names if name and name != clip.name)
    if counts.total() * 2 < len(points):
        return ""
    share = _("%(share)d %% in %(name)s")
    return ", ".join(
        share % {"share": round(100 * n / len(points)), "name": name} for name, n in counts.most_common(3)
    )
