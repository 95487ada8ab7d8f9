"""Which column of a file is used as what. Pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Literal, NamedTuple

from kokong.tables import fold

ColumnMap = Mapping[str, str]
"""`{field: header}`."""
Ways = Sequence[Sequence[str]]
"""Fields that together tell something, in one of several ways."""


class Use(NamedTuple):
    """What becomes of one column of the file: used as `field`, not used, or a question that must be decided."""

    column: str
    state: Literal["used", "unused", "undecided"]
    field: str = ""
    doubt: str = ""


def lacking(mapping: ColumnMap, ways: Ways) -> bool:
    """Whether a mapping tells something in none of its ways."""
    return not any(all(field in mapping for field in way) for way in ways)


def doubtful(
    header: Sequence[str],
    words: Mapping[str, Sequence[str]],
    tells: Mapping[str, Callable[[str], bool]] | None = None,
) -> dict[str, str]:
    """`{header: doubt}` for every column that goes by one of a doubt's words, or that one of them `tells`."""
    known = {word: doubt for doubt, spellings in words.items() for word in spellings}
    found = dict[str, str]()
    for name in header:
        told = (doubt for doubt, fits in (tells or {}).items() if fits(fold(name)))
        if doubt := known.get(fold(name)) or next(told, ""):
            found[name] = doubt
    return found


def uses(
    header: Sequence[str], mapping: ColumnMap, *, doubts: Mapping[str, str], aside: Collection[str]
) -> tuple[Use, ...]:
    """What each column is for. Of columns that are called alike the first is read.

    `doubts` are columns that may change what the rows mean; `aside` those of them that somebody decided to leave.
    """
    fields = {name: field for field, name in mapping.items()}
    found, seen = list[Use](), set[str]()
    for name in header:
        if name in fields and name not in seen:
            found.append(Use(name, "used", field=fields[name]))
        elif name in doubts and name not in aside and name not in fields:
            found.append(Use(name, "undecided", doubt=doubts[name]))
        else:
            found.append(Use(name, "unused"))
        seen.add(name)
    return tuple(found)
