"""The live picture: its numbers, and what they say.

A supply with a stamp is counted once while its stamp stays the same, in each process: what is shown is never older
than the last change. Nothing of it is kept anywhere but in memory.
"""

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from threading import Lock
from typing import Final

from kokong.kernel import tenancy

from . import own
from .parts import Part, Supply, offered
from .values import Asked, Numbers, Said

ROOM: Final = 256
_kept: Final[OrderedDict[tuple[Hashable, ...], Mapping[str, Numbers]]] = OrderedDict()
_lock: Final = Lock()


def supplies() -> tuple[Supply, ...]:
    """This room's own, and what flows have offered."""
    return (*own.SUPPLIES, *offered())


def everyone() -> dict[str, Part]:
    """All parts by code, in their order."""
    found = sorted((part for each in supplies() for part in each.parts), key=lambda part: part.order)
    return {part.code: part for part in found}


def numbers(asked: Asked, *, standing: bool = True) -> dict[str, Numbers]:
    """The numbers of every part, by code; without `standing` only what can be counted for a time that is over."""
    known = everyone()
    wanted = {code for code, part in known.items() if standing or not part.standing}
    found: dict[str, Numbers] = {}
    for supply in supplies():
        if any(part.code in wanted for part in supply.parts):
            found.update(_counted(supply, asked))
    return {code: found[code] for code in known if code in found and code in wanted}


def said(counted: Mapping[str, Numbers]) -> tuple[Said, ...]:
    """What numbers say in the language spoken now, in the order of the parts."""
    return tuple(part.said(counted[code]) for code, part in everyone().items() if code in counted)


def forget() -> None:
    """Count everything anew."""
    with _lock:
        _kept.clear()


def _counted(supply: Supply, asked: Asked) -> Mapping[str, Numbers]:
    if supply.stamp is None:
        return supply.count(asked)
    key = (tenancy.municipality_id(), supply.name, asked, supply.stamp())
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = supply.count(asked)
    with _lock:
        _kept[key] = found
        while len(_kept) > ROOM:
            _kept.popitem(last=False)
    return found
