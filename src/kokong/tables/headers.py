"""Which column is meant: headers compared without case, accents and signs."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS: Final = str.maketrans(
    {"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "œ": "oe", "ı": "i"}
)


def unaccented(text: str) -> str:
    """Text in small letters without accents: `"Åsgränd"` → `"asgrand"`."""
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(c for c in bare if not unicodedata.combining(c)).translate(_LETTERS)


def fold(header: str) -> str:
    """A header without case, accents, signs and units in brackets: `"Från (kl.)"` → `"fran"`."""
    return " ".join(re.findall(r"[a-z0-9]+", unaccented(re.sub(r"\([^()]*\)", " ", header))))


def told_apart(header: Iterable[str]) -> tuple[str, ...]:
    """Headers of which no two are the same: the second `Datum` is `Datum (2)`."""
    seen: Counter[str] = Counter()
    found = list[str]()
    for name in header:
        seen[name] += 1
        found.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return tuple(found)


def match(header: Iterable[str], words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """`{field: header}` for the headers that say what they are.

    `words` are the folded names of each field. The first of them that the file has is taken, and the first of the
    headers that fold alike.
    """
    folded = {fold(name): name for name in reversed(list(header))}
    found = {field: next((folded[word] for word in known if word in folded), "") for field, known in words.items()}
    return {field: name for field, name in found.items() if name}


def nearest(name: str, header: Iterable[str]) -> str:
    """The header that `name` was probably meant to be, or nothing."""
    folded = {fold(other): other for other in header}
    return next((folded[near] for near in get_close_matches(fold(name), folded, n=1)), "")
