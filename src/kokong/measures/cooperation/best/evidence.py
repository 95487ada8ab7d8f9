"""What is published about the measures, and what each takes: plain data. Words are in `words.py`.

A ratio is burglaries with the measure over those without. Its spread on the log scale is that of its grade:
studies' own intervals say nothing of how far Swedish streets are from where they were made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Grade = Literal["strong", "fair", "weak"]
SPREAD: Final[Mapping[Grade, float]] = {"strong": 0.10, "fair": 0.15, "weak": 0.25}
ActsOn = Literal["all", "near_repeats", "flats"]
Unit = Literal["area", "home", "door"]


@dataclass(frozen=True)
class Source:
    """A finding that was published. `code` names what `words.FOUND` says of it."""

    code: str
    cite: str
    ratio: float
    grade: Grade


@dataclass(frozen=True)
class Known:
    """A measure as it could be suggested. `measure` is its code in the ledger.

    `acts_on`: which burglaries it can prevent at all; `reach`: of these, or of the homes, how many it reaches when
    it is done as usual. Hours: `fixed` for an area, and `each` of its `unit`s: homes reached, or doors around each
    burglary. `kronor` for each home reached. `rest`: months until it can have shown.
    """

    measure: str
    sources: tuple[Source, ...]
    acts_on: ActsOn
    reach: float
    unit: Unit
    fixed: float
    each: float = 0.0
    kronor: float = 0.0
    rest: int = 12


WATCH: Final = Source(
    "watch",
    "Bennett, Holloway & Farrington (2008): The Effectiveness of Neighborhood Watch. Campbell 2008:18; Brå.",
    0.79, "fair",
)  # fmt: skip
REPEATS: Final = Source(
    "repeats",
    "Grove, Farrell, Farrington & Johnson (2012): Preventing Repeat Victimization: A Systematic Review. Brå.",
    0.82, "fair",
)  # fmt: skip
PACKAGES: Final = Source("packages", REPEATS.cite, 0.82, "weak")
ADVICE: Final = Source("advice", REPEATS.cite, 1.0, "fair")
SWORDFISH: Final = Source(
    "swordfish", "Operation Swordfish, Birmingham, 46 areas by lot. CrimeSolutions.", 1.0, "fair"
)
TRAFFORD: Final = Source("trafford", "Trafford, Greater Manchester: cocooning by prediction.", 0.734, "weak")
AARHUS: Final = Source("aarhus", "Forensic marking, Aarhus, 6,603 burgled houses by lot.", 0.79, "strong")
ESSEX: Final = Source("essex", "Five forensic products, Essex, 10 hot spots, matched.", 1.0, "fair")
KNUTSSON: Final = Source("knutsson", "Knutsson (1984): Operation Identification, Stockholm.", 1.0, "weak")
GATES: Final = Source(
    "gates", "Bowers, Johnson & Hirschfield (2004): Closing off opportunities for crime: alley-gating. Liverpool.",
    0.63, "weak",
)  # fmt: skip
LIGHT: Final = Source("light", "Welsh, Farrington & Douglas (2022): street lighting, 21 studies.", 0.86, "weak")
HOT_SPOTS: Final = Source(
    "hot_spots",
    "Braga & Weisburd (2022): Does Hot Spots Policing Have Meaningful Impacts on Crime? J Quant Criminol.",
    0.84, "fair",
)  # fmt: skip

DOORS: Final = 9  # around a burglary: four on each side, and the home itself
EVIDENCE: Final[tuple[Known, ...]] = (
    Known("cocoon_visit", (REPEATS, SWORDFISH, TRAFFORD), "near_repeats", 0.6, "door", 1.0, 0.2),
    Known("watch_group", (WATCH,), "all", 0.3, "home", 8.0, 0.1),
    Known("marking_kit", (AARHUS, ESSEX, KNUTSSON), "all", 0.15, "home", 2.0, 0.1, kronor=350.0),
    Known("home_check", (PACKAGES,), "all", 0.1, "home", 2.0, 1.25),
    Known("building_check", (GATES,), "flats", 0.5, "home", 4.0, 0.03),
    Known("walk", (LIGHT,), "all", 0.3, "area", 24.0),
    Known("on_foot", (HOT_SPOTS,), "all", 0.5, "area", 100.0, rest=6),
    Known("campaign", (ADVICE,), "all", 1.0, "area", 8.0, kronor=5.0, rest=4),
    Known("sign", (), "all", 0.3, "area", 6.0, kronor=10.0),
)
"""In the method's order. Hours, reach and kronor are assumptions; own hours take their place once known."""
