"""What a burglary may be and become: states, field words, times, duplicates. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, Protocol, TypeVar

from kokong import tables

DESK: Final = frozenset({"officer", "coordinator"})
POLICE: Final = frozenset({"officer"})
MAY: Final = {
    "burglary.see": DESK,
    "burglary.report": DESK,
    "burglary.confirm": POLICE,
    "burglary.police": POLICE,
    "burglary.withdraw": POLICE,
    "burglary.correct": POLICE,
    "burglary.import": DESK,
    "news.settings": frozenset({"coordinator"}),
}

State = Literal["draft", "confirmed", "withdrawn"]
Action = Literal["confirm", "withdraw", "correct"]
TimeProblem = Literal["no_zone", "reversed", "future", "too_old", "too_wide"]
ReasonProblem = Literal["missing", "too_long", "case_number"]
ImportedAs = Literal["confirmed", "confirmed quietly", "draft"]

STATES: Final[tuple[State, ...]] = ("draft", "confirmed", "withdrawn")

# A correction is a new version of a burglary in the state it had; a withdrawn one stays withdrawn.
TRANSITIONS: Final[dict[tuple[str, Action], State]] = {
    ("draft", "confirm"): "confirmed",
    ("draft", "withdraw"): "withdrawn",
    ("draft", "correct"): "draft",
    ("confirmed", "withdraw"): "withdrawn",
    ("confirmed", "correct"): "confirmed",
}

# Permanent homes, holiday homes and cellars or attics are kept apart, as in the national statistics.
KINDS: Final = ("house", "row", "flat", "holiday", "cellar_attic", "unknown")
ENTRY_POINTS: Final = ("", "door", "window", "patio_door", "balcony", "basement", "other", "unknown")
SOURCES: Final = ("form", "cli", "api", "import", "alarm", "phone")
KIND_OF_DWELLING: Final = {"detached": "house", "row": "row", "flat": "flat", "holiday": "holiday"}

OLDEST: Final = timedelta(days=3653)  # ten years
WIDEST: Final = timedelta(days=366)  # a holiday home is sometimes found burgled after a whole winter
CLOCK_SKEW: Final = timedelta(minutes=5)
NEAR: Final = timedelta(hours=24)
# Imported burglaries older than the watch time would open cocoons that nobody could walk.
OPENS_COCOON: Final = timedelta(days=14)
CONTACT_KEPT: Final = timedelta(days=90)
CASE_NUMBER_KEPT: Final = timedelta(days=2 * 365)
REASON_KEPT: Final = timedelta(days=2 * 365)
HOME_KEPT: Final = timedelta(days=5 * 365)  # forecasts and tables look back four years
NEWS_KEPT: Final = timedelta(days=90)

REASON_LIMIT: Final = 400
CASE_NUMBER_LIMIT: Final = 40
CONTACT_LIMIT: Final = 400

_DASHES = "[‐-―−⁃﹘﹣－­]"
_YEAR = r"(?P<year>(?:19|20)?\d\d)"
_APART = r"[\s-]*"
# With the district or without, the year last (as the police write it), first, or in front of the number; Swedish
# systems also drop the dashes.
_CASE_NUMBERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:(?P<district>\d{{3,4}}){_APART})?K{_APART}(?P<number>\d{{1,8}})\s*[-/\s]\s*{_YEAR}",
        rf"(?:(?P<district>\d{{4}}){_APART})?K{_APART}(?P<number>\d{{5,7}}?)(?P<year>[0-3]\d)",
        rf"{_YEAR}\s*[-/\s]\s*(?:(?P<district>\d{{4}}){_APART})?K{_APART}(?P<number>\d{{1,8}})",
        rf"K{_APART}(?P<number>\d{{1,8}})\s*[-/\s]\s*{_YEAR}\s*[-/\s(]\s*(?P<district>\d{{4}})\)?",
    )
)
_CASE_NUMBER = re.compile(r"(?:\d{4}-)?K\d{1,8}-\d\d")
_CALLED = r"(?:[\s-]*(?:nr|nummer)\b[.:]?)?"
_IN_WORDS = (
    re.compile(
        rf"\b(?:\d{{4}}[\s-]*)?K{_CALLED}[\s-]*\d{{1,8}}(?:\s\d{{3}})?\s*[-/_]\s*(?:19|20)?\d\d\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\bK{_CALLED}[\s-]*\d{{5,8}}\b", re.IGNORECASE),
    re.compile(r"\b\d{4}[\s-]*K[\s-]*\d{2,8}\b", re.IGNORECASE),
    re.compile(r"\b(?:19|20)?\d\d\s*[-/]\s*K[\s-]*\d{2,8}\b", re.IGNORECASE),
    re.compile(r"\bK[\s-]*\d{5,8}(?:\s\d\d)?\b", re.IGNORECASE),
)


class Window(Protocol):
    """Anything that happened between two moments."""

    @property
    def earliest(self) -> datetime:
        """The first moment at which it may have happened."""

    @property
    def latest(self) -> datetime:
        """The last one."""


W = TypeVar("W", bound=Window)


@dataclass(frozen=True)
class Span:
    """A window of time, both ends included."""

    earliest: datetime
    latest: datetime


def after(state: str, action: Action) -> State | None:
    """The state that `action` leads to; None where it is not allowed."""
    return TRANSITIONS.get((state, action))


def time_problem(*, earliest: datetime, latest: datetime, now: datetime) -> TimeProblem | None:
    """What is wrong with a window of time, if anything."""
    if earliest.tzinfo is None or latest.tzinfo is None:
        return "no_zone"
    if earliest > latest:
        return "reversed"
    if latest > now + CLOCK_SKEW:
        return "future"
    if earliest < now - OLDEST:
        return "too_old"
    if latest - earliest > WIDEST:
        return "too_wide"
    return None


def gap(one: Window, other: Window) -> timedelta:
    """The time between two windows; zero where they overlap."""
    return max(one.earliest - other.latest, other.earliest - one.latest, timedelta(0))


def near(one: Window, other: Window) -> bool:
    """Whether two reports of the same dwelling may well be of the same burglary."""
    return gap(one, other) <= NEAR


def likeliest(window: Window, known: Iterable[W]) -> W | None:
    """The burglary of the same dwelling that `window` probably means: the nearest in time, if near at all."""
    candidates = [other for other in known if near(window, other)]
    return min(candidates, key=lambda other: (gap(window, other), abs(window.latest - other.latest)), default=None)


def kind_for(dwelling_kind: str) -> str:
    """The kind of a burglary at a dwelling of a kind that `places` knows."""
    return KIND_OF_DWELLING.get(dwelling_kind, "unknown")


def case_number(text: str) -> str:
    """A case number in one spelling, whichever dashes, spaces and order it has: `5000-K123456-26`, `K123456-26`.

    What is none stays as it is, in capitals and without spaces. Empty stays empty.
    """
    plain = re.sub(r"\s+", " ", re.sub(_DASHES, "-", unicodedata.normalize("NFKC", clean(text)))).strip().upper()
    for pattern in _CASE_NUMBERS:
        if found := pattern.fullmatch(plain):
            district, number, year = (found.groupdict().get(part) or "" for part in ("district", "number", "year"))
            return "-".join(
                filter(None, (district.zfill(4) if district else "", f"K{number.lstrip('0') or '0'}", year[-2:]))
            )
    return plain.replace(" ", "")


def is_case_number(text: str) -> bool:
    """Whether a text is a case number, in any spelling."""
    return _CASE_NUMBER.fullmatch(case_number(text)) is not None


def told_case(text: str) -> str:
    """The case number that a text tells, in its one spelling; empty for `saknas`, `-` or `26`, which many may say
    alike.

    Other authorities' numbers have at least five digits, not all the same.
    """
    number = case_number(text)
    digits = re.sub(r"\D", "", number)
    return number if is_case_number(number) or (len(digits) >= 5 and len(set(digits)) > 1) else ""


def says_no_case(text: str) -> bool:
    """Whether a text stands where a case number isn't: nothing, a dash, a word without digits, or only zeros."""
    return not re.search(r"[1-9]", case_number(text))


def same_case(one: str, other: str) -> bool:
    """Whether two case numbers in their one spelling mean the same: the district is often left out."""
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and (shorter == longer or (shorter.startswith("K") and longer.endswith(f"-{shorter}")))


def reason_problem(text: str) -> ReasonProblem | None:
    """What is wrong with the sentence of a change: it is read by both authorities and kept for good."""
    if not text.strip():
        return "missing"
    if len(text) > REASON_LIMIT:
        return "too_long"
    plain = re.sub(_DASHES, "-", unicodedata.normalize("NFKC", text))
    return "case_number" if any(pattern.search(plain) for pattern in _IN_WORDS) else None


def clean(text: str) -> str:
    """Text from outside without control characters (the database refuses some) and outer space."""
    return tables.clean(text).replace("\r\n", "\n").replace("\r", " ").strip()


def on_import(*, latest: datetime, now: datetime, may_confirm: bool) -> ImportedAs:
    """What becomes of an imported burglary.

    History (latest time over 14 days ago) is confirmed quietly: no cocoon opens for it. Fresh ones are
    confirmed like any other, by those who may confirm; from others they wait as drafts for the police.
    """
    if latest < now - OPENS_COCOON:
        return "confirmed quietly"
    return "confirmed" if may_confirm else "draft"
