"""Promises as data: their course, who signs, and the rule by which an action is counted. Pure."""

from collections.abc import Mapping, Set
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Literal, get_args

from kokong.kernel.states import States

DESK: Final = frozenset({"officer", "coordinator"})
ON_FOOT: Final = DESK | {"visitor"}
Authority = Literal["municipality", "police"]
AUTHORITIES: Final[tuple[Authority, ...]] = get_args(Authority)
SIGNERS: Final[Mapping[Authority, str]] = {"municipality": "coordinator", "police": "officer"}
"""The role that signs for each authority. Nobody signs for the other."""
BY: Final = ("municipality", "police", "both")

PROMISE: Final = States(
    subject="promise",
    initial="situation",
    moves={
        ("situation", "described"): "priorities",
        ("priorities", "agreed"): "text",
        ("text", "worded"): "actions",
        ("actions", "offer"): "signing",
        ("signing", "rewrite"): "actions",
        ("signing", "begin"): "running",
        ("running", "look"): "midterm",
        ("running", "report"): "reported",
        ("midterm", "report"): "reported",
        **{(state, "drop"): "dropped" for state in ("situation", "priorities", "text", "actions", "signing")},
    },
    who=dict.fromkeys(
        ("described", "agreed", "worded", "offer", "rewrite", "begin", "look", "report", "drop"), DESK
    ),
    public=("look", "report"),
)
WRITTEN: Final = ("situation", "priorities", "text", "actions")
"""While it is in these, what was written may be changed."""
RUNS: Final = ("running", "midterm")
PUBLIC: Final = ("running", "midterm", "reported")
YEARS: Final = (1, 2, 3, 4)
USUAL_YEARS: Final = 2

EDITION: Final = 1
How = Literal["least", "average", "share"]
Unit = Literal["times", "quantity", "reach", "hours"]
Per = Literal["week", "month", "quarter", "half", "year", "whole"]
HOWS: Final[tuple[How, ...]] = get_args(How)
UNITS: Final[tuple[Unit, ...]] = get_args(Unit)
PERS: Final[tuple[Per, ...]] = get_args(Per)
MONTHS: Final[Mapping[str, int]] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
FITS: Final[Mapping[How, tuple[Per, ...]]] = {
    "least": ("month", "quarter", "half", "year", "whole"),
    "average": ("week", "month"),
    "share": ("quarter", "half", "year", "whole"),
}
"""Which periods go with which way of counting."""
MOST: Final = Decimal(1_000_000)
LEAST_HOMES: Final = 20
"""An action isn't counted by itself in an area of fewer homes: a figure there would point at them."""


class Unruly(ValueError):
    """No rule; `field` is what is wrong with it, `why` a word of `words.UNRULY`."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field, self.why = field, why


@dataclass(frozen=True)
class Rule:
    """How an action is counted: at least `n` a period, `n` a week or month on average, or `n` per cent.

    `what` is a code of a counter (`counters.py`), `outcome` one that a delivery ends with ("" for any). `unit` is
    what is added up: deliveries, pieces, people reached, or hours of work. `area_id` None is the whole
    municipality.
    """

    what: str
    how: How
    n: Decimal
    per: Per
    unit: Unit = "times"
    outcome: str = ""
    area_id: int | None = None

    def __post_init__(self) -> None:
        """Refuse what can't be counted. Raises Unruly."""
        if not self.what:
            raise Unruly("what", "missing")
        for name, known in (("how", HOWS), ("per", PERS), ("unit", UNITS)):
            if getattr(self, name) not in known:
                raise Unruly(name, "unknown")
        if self.per not in FITS[self.how]:
            raise Unruly("per", "unfit")
        if not 0 < self.n <= (100 if self.how == "share" else MOST):
            raise Unruly("n", "range")
        if self.how == "share" and self.unit not in {"times", "quantity"}:
            raise Unruly("unit", "unfit")


def as_data(rule: Rule) -> dict[str, Any]:
    """A rule as it is stored: plain JSON that names its edition."""
    return {"edition": EDITION, **asdict(rule), "n": str(rule.n)}


def from_data(data: Mapping[str, Any]) -> Rule:
    """The rule that was stored. Raises Unruly for another edition, an unknown word, or one that is missing."""
    if data.get("edition") != EDITION:
        raise Unruly("edition", "unknown")
    names = set(Rule.__dataclass_fields__)
    if set(data) - {"edition"} != names:
        raise Unruly(min((set(data) - {"edition"}) ^ names), "unknown")
    try:
        return Rule(**{**{name: data[name] for name in names}, "n": Decimal(str(data["n"]))})
    except (InvalidOperation, TypeError) as error:
        raise Unruly("n", "range") from error


def signs_for(roles: Set[str]) -> tuple[Authority, ...]:
    """The authorities that somebody with these roles may sign for."""
    return tuple(authority for authority, role in SIGNERS.items() if role in roles)
