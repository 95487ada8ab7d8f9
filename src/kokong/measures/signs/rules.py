"""The course of a sign, what must be settled before it goes up, and when somebody looks at it. Plain data."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from kokong.kernel.states import States

DESK: Final = frozenset({"officer", "coordinator"})
FIELD: Final = frozenset({"visitor"})
PROVE: Final = "kokong.signs.prove"  # the job that looks for the best spots
QUEUE: Final = "risk"  # long sums, one after the other, so that other jobs find a worker


@dataclass(frozen=True)
class Kind:
    """How often a sign of this kind is looked at, and after how long it is taken down, in days."""

    check: int
    up: int | None = None


# A warning tells of burglaries now: after a year it warns of nothing.
KINDS: Final = {"watch": Kind(365), "warning": Kind(90, up=365), "marked": Kind(365)}
PERMITS: Final = ("unknown", "not_needed", "applied", "granted", "refused")
# On whose ground it stands: in the road area and on a public place never without a permit that was granted.
GROUNDS: Final = ("unknown", "road", "public", "private", "building")
NEEDS_PERMIT: Final = frozenset({"road", "public"})
CONDITIONS: Final = ("good", "dirty", "crooked", "faded", "damaged", "missing")
WORN: Final = frozenset({"faded", "damaged", "missing"})
TO_MEND: Final = frozenset(
    {"dirty", "crooked"}
)  # it says what it says, once somebody has cleaned or straightened it
STANDING: Final = ("up", "worn")
WEIGHTS: Final = ("homes", "entrances", "burglaries")  # what the next signs shall cover most of
WITHIN_M: Final = (50, 500)  # how far from a sign it still says something
MOST_SIGNS, MOST_TURNS, WITHIN_USUAL_M = 100, 50, 150  # signs asked for at once, and how far their order is shown
SOON: Final = 30  # days until one to mend is looked at again
STEPS: Final = {"planned": "order", "ordered": "install", "worn": "replace"}  # what is done to several at once

SIGN: Final = States(
    subject="sign",
    initial="planned",
    moves={
        ("planned", "order"): "ordered",
        ("ordered", "install"): "up",
        ("up", "wear"): "worn",
        ("worn", "wear"): "worn",
        ("up", "lose"): "worn",
        ("worn", "lose"): "worn",
        ("worn", "restore"): "up",
        ("worn", "replace"): "up",
        ("up", "replace"): "up",
        ("up", "remove"): "removed",
        ("worn", "remove"): "removed",
        ("planned", "cancel"): "cancelled",
        ("ordered", "cancel"): "cancelled",
    },
    who={
        **dict.fromkeys(("order", "install", "replace", "remove", "cancel"), DESK),
        **dict.fromkeys(("wear", "lose", "restore"), DESK | FIELD),
    },
)
BY_CHECK: Final = frozenset({"wear", "lose", "restore"})  # what a look at the sign decides, not a button


def blocks(*, consent: bool, ground: str, permit: str, until: date | None, today: date) -> tuple[str, ...]:
    """What keeps a sign from being put up or replaced: codes of `words.BLOCKS`, none where it may."""
    found = [] if consent else ["consent"]
    if permit == "not_needed" and (ground in NEEDS_PERMIT or ground == "unknown"):
        found.append("road" if ground in NEEDS_PERMIT else "ground")
    elif permit not in {"not_needed", "granted"}:
        found.append("refused" if permit == "refused" else "permit")
    elif permit == "granted" and until is not None and until < today:
        found.append("over")
    return tuple(found)


def next_check(kind: str, *, seen: date, condition: str, installed: date) -> date:
    """When somebody should look at a sign that stands: sooner where it is to mend, and once its time is up."""
    each = KINDS[kind]
    after = seen + timedelta(days=SOON if condition in TO_MEND else each.check)
    return after if each.up is None else min(after, max(seen, installed + timedelta(days=each.up)))


def outlived(kind: str, *, installed: date, today: date) -> bool:
    """Whether a sign of this kind has stood as long as it says something."""
    most = KINDS[kind].up
    return most is not None and installed + timedelta(days=most) <= today


def decided(state: str, condition: str, before: str) -> str | None:
    """The move that a look at a sign decides; None where it says what was known, or leaves the state as it is."""
    action = "lose" if condition == "missing" else "wear" if condition in WORN else "restore"
    return action if condition != before and SIGN.after(state, action) else None


def stood(moves: Iterable[tuple[str, datetime]]) -> Iterator[tuple[datetime, datetime | None]]:
    """From when to when a sign stood, by its moves (action, moment) in order; no end while it stands.

    A replaced one begins anew. One that was found missing stood until then, and again if it is seen once more.
    """
    since: datetime | None = None
    for action, at in moves:
        if since is not None and action in {"replace", "remove", "lose"}:
            yield since, at
            since = None
        if action in {"install", "replace"} or (action in {"restore", "wear"} and since is None):
            since = at
    if since is not None:
        yield since, None
