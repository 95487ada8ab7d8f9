"""What an area of a file is called, and its number there, told by the usual names of columns. Pure."""

from collections.abc import Mapping
from typing import Final

# Statistics Sweden's areas first; then what municipalities' own files call it.
SOURCES: Final[Mapping[str, str]] = {
    "regsokod": "RegSO", "regso_kod": "RegSO", "regso": "RegSO",
    "desokod": "DeSO", "deso_kod": "DeSO", "deso": "DeSO",
}  # fmt: skip
NUMBERS: Final = (
    "desokod", "deso_kod", "deso", "regsokod", "regso_kod", "regso", "kod", "code", "nyckelkod", "objektid",
    "objectid", "id", "nr", "nummer",
)  # fmt: skip
NAMES: Final = (
    "regsonamn", "regso_namn", "namn", "name", "områdesnamn", "omradesnamn", "stadsdel", "distrikt", "benämning",
    "benamning", "beteckning", "regso",
)  # fmt: skip


def _first(fields: Mapping[str, str], wanted: tuple[str, ...]) -> str:
    plain = {name.casefold(): " ".join(value.split()) for name, value in fields.items()}
    return next((plain[name] for name in wanted if plain.get(name)), "")


def named(fields: Mapping[str, str], fid: int) -> tuple[str, str]:
    """The number and the name of an area; each stands in for the other where it is missing."""
    number, name = _first(fields, NUMBERS), _first(fields, NAMES)
    return (number or name or str(fid))[:120], (name or number or str(fid))[:120]


def source_of(fields: Mapping[str, str]) -> str:
    """What such areas are called, where their columns tell: "DeSO", "RegSO"; else empty."""
    have = {name.casefold() for name in fields}
    deso = have & {"desokod", "deso_kod", "deso"}
    return "DeSO" if deso else next((said for name, said in SOURCES.items() if name in have), "")
