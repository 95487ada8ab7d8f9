"""Pages that act in the municipality that their link names, wherever the person works now: they open its scope."""

from typing import Final

from kokong.kernel import measure

_declared: Final[set[str]] = {"/account/invitation/", "/account/rights/by-link/", "/account/rights/of/"}


def declare(*beginnings: str) -> None:
    """Say how addresses of such pages begin: a room in its AppConfig.ready, a measure in its declaration."""
    _declared.update(beginnings)


def beginnings() -> tuple[str, ...]:
    """How the addresses of all such pages begin."""
    of_measures = (each for one in measure.everyone() for each in one.own_scope)
    return tuple(sorted({*_declared, *of_measures}))
