"""Names of streets as they are compared: one normal form, and what a name written short may stand for. Pure."""

import re
from functools import lru_cache
from itertools import islice, product
from typing import Final

from . import rules

_ORDINALS: Final = [
    "forsta",
    "andra",
    "tredje",
    "fjarde",
    "femte",
    "sjatte",
    "sjunde",
    "attonde",
    "nionde",
    "tionde",
    "elfte",
    "tolfte",
    "trettonde",
    "fjortonde",
    "femtonde",
    "sextonde",
    "sjuttonde",
    "artonde",
    "nittonde",
    "tjugonde",
]
# What stands for one word only, before another word: "S:t Eriks väg", "4:e Tvärgatan", "V:a Esplanaden".
_ALWAYS: Final[dict[str, str]] = {
    "s t": "sankt", "st": "sankt", "s ta": "sankta", "sta": "sankta", "st a": "sankta",
    "n a": "norra", "s a": "sodra", "v a": "vastra", "o a": "ostra", "g la": "gamla", "l a": "lilla",
    **{f"{n}{gap}{end}": word
       for n, word in enumerate(_ORDINALS, start=1) for gap in (" ", "") for end in ("a" if n < 3 else "e", "de")},
}  # fmt: skip
# What may stand for several words, so that the streets of the municipality decide.
_BEFORE: Final[dict[str, tuple[str, ...]]] = {
    "n": ("norra",), "s": ("sodra",), "v": ("vastra",), "o": ("ostra",), "g": ("gamla",), "gl": ("gamla",),
    "gml": ("gamla",), "l": ("lilla",), "kv": ("kvarteret",), "kvarteret": ("kv",), "norra": ("n",),
    "sodra": ("s",), "vastra": ("v",), "ostra": ("o",), "gamla": ("g", "gml"), "lilla": ("l",), "nedre": ("ned",),
    "ned": ("nedre",), "ovre": ("ov",), "ov": ("ovre",), "sankt": ("stora",), "dr": ("doktor",),
    "doktor": ("dr",), "prof": ("professor",), "professor": ("prof",), "kapt": ("kapten",),
}  # fmt: skip
_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "g": ("gatan", "gata"), "ga": ("gatan", "gata"), "gat": ("gatan", "gata"), "gt": ("gatan",),
    "v": ("vagen", "vag"), "vg": ("vagen", "vag"), "gr": ("grand", "granden"), "st": ("stigen", "stig"),
    "stg": ("stigen",), "espl": ("esplanaden", "esplanad"), "pl": ("plan", "platsen", "plats"),
    "tg": ("torg", "torget"), "all": ("allen", "alle"), "al": ("allen", "alle"), "b": ("backen", "backe"),
}  # fmt: skip
_ENDINGS: Final[dict[str, tuple[str, ...]]] = {
    "g": ("gatan", "gata", "grand"), "gat": ("gatan", "gata"), "gt": ("gatan",), "v": ("vagen", "vag"),
    "vg": ("vagen", "vag"), "gr": ("grand", "granden"), "st": ("stigen",), "stg": ("stigen",),
    "pl": ("plan", "platsen", "plats"), "all": ("allen", "alle"), "tg": ("torget", "torg"),
}  # fmt: skip
_STEM: Final = 2  # letters before an ending that was cut short: "Storg" may be a street, "G" alone is none
_TELLING: Final = 4  # letters of a word that tells a street by itself
MOST: Final = 60  # spellings of one name


@lru_cache(maxsize=1 << 16)
def key(name: str) -> str:
    """A street's name as it is stored and compared: folded, and what is always short for one word written out.

    >>> key("S:t Eriks väg"), key("4:e Tvärgatan"), key("Hasselst")
    ('sankt eriks vag', 'fjarde tvargatan', 'hasselst')
    """
    words = rules.fold(name).split()
    done: list[str] = []
    while words:
        last = words.pop()
        before_a_word = bool(done) and done[0][0].isalpha()
        pair = f"{words[-1]} {last}" if words else ""
        if before_a_word and pair in _ALWAYS:
            words.pop()
            last = _ALWAYS[pair]
        elif before_a_word:
            last = _ALWAYS.get(last, last)
        done.insert(0, last)
    return " ".join(done)


@lru_cache(maxsize=1 << 16)
def whole(name: str) -> str:
    """The same without spaces: "Sankt Eriks väg" and "St. Eriksväg" are one street."""
    return key(name).replace(" ", "")


def spellings(typed: str) -> tuple[str, ...]:
    """The streets, as `whole` writes them, that a typed name may stand for: first the name itself.

    >>> spellings("Storg.")
    ('storg', 'storgatan', 'storgata', 'storgrand')
    """
    words = key(typed).split()
    choices = [_may_mean(word, place=i, of=len(words)) for i, word in enumerate(words)]
    as_folded = rules.fold(typed).replace(" ", "")  # as names were stored before there was one form
    found = [*islice(map("".join, product(*choices)), MOST), as_folded]
    return tuple(dict.fromkeys(found)) if words else ()


def begins_a_name(word: str) -> bool:
    """Whether a word, folded, belongs to the one behind it ("V.", "Norra"), so that it is no name by itself."""
    return word in _BEFORE


def _may_mean(word: str, *, place: int, of: int) -> list[str]:
    if place < of - 1:
        return [word, *_BEFORE.get(word, ())]
    ends = [
        word[: -len(short)] + long
        for short, longs in _ENDINGS.items()
        if word.endswith(short) and len(word) - len(short) >= _STEM
        for long in longs
    ]
    return [word, *(_WORDS.get(word, ()) if of > 1 else ()), *ends]


def initials(typed: str) -> re.Pattern[str] | None:
    """Keys that a name with initials may stand for ("Johan W Karlssons v"); None for a name without any, or
    without a word that tells the street."""
    words = key(typed).split()
    short = [len(word) == 1 and word.isalpha() for word in words]
    if not any(short) or not any(len(word) >= _TELLING for word in words):
        return None
    parts = []
    for i, word in enumerate(words):
        meant = "|".join(_may_mean(word, place=i, of=len(words)))
        parts.append(f"(?:{meant}|{word}[a-z]+)" if short[i] and i < len(words) - 1 else f"(?:{meant})")
    return re.compile(" ".join(parts))


def beginning(typed: str) -> str:
    """The part of a name with initials that all streets which it may mean begin with."""
    words = key(typed).split()
    first = next((i for i, word in enumerate(words) if len(word) == 1 or word in _BEFORE), len(words))
    return " ".join([*words[:first], *(word[:1] for word in words[first : first + 1])])


def is_slip(typed: str, name: str) -> bool:
    """Whether a letter was lost or added; both folded. Names in which a letter differs are two streets."""
    return rules.means(typed, name) in {0, 2}


# How new streets, roads and settlements are called in Swedish; what is only a surname's end ("-berg") is left out.
_WAYS: Final = (
    "gatan", "gata", "vagen", "vag", "grand", "granden", "stigen", "stig", "torget", "torg", "platsen", "plats",
    "plan", "planen", "backen", "backe", "allen", "alle", "esplanaden", "leden", "gangen", "gang", "kajen", "kaj",
    "stranden", "strandgata", "parken", "straket", "slingan", "slinga", "ringen", "svangen", "kroken", "haget",
    "hojden", "kullen", "liden", "lid", "dalen", "asen", "udden", "viken", "angen", "hagen", "lunden", "skogen",
    "tappan", "bagen", "bron", "porten", "rundeln", "terrassen", "trappan", "grandgatan", "brinken", "sluttningen",
)  # fmt: skip
_SETTLEMENTS: Final = ("garden", "gard", "gardarna", "torp", "torpet", "byn", "by", "hult", "ryd", "sater", "bruk")
_FIRST: Final = frozenset({
    "norra", "sodra", "vastra", "ostra", "gamla", "nya", "lilla", "stora", "lille", "store", "ovre", "nedre",
    "inre", "yttre", "mellersta", "mellan", "sankt", "sankta", "hoga", "laga", "langa", "korta", *_ORDINALS,
})  # fmt: skip
_WORDS_AT_MOST: Final = 4


def looks_like_one(name: str) -> bool:
    """Whether a name that the municipality doesn't have may be a new street's, and no remark or person's.

    >>> looks_like_one("Nya Hagavägen"), looks_like_one("Birger Jarlsgatan"), looks_like_one("Sankt Eriks väg")
    (True, True, True)
    >>> looks_like_one("Anna Svensson"), looks_like_one("Farlig hund Per Olsson skuld")
    (False, False)
    """
    *first, last = key(name).split() or [""]
    if len(first) >= _WORDS_AT_MOST:
        return False
    plain = all(word in _FIRST for word in first)
    if last in _WAYS:
        return bool(first) and (plain or first[-1].endswith("s"))
    if end := next((e for e in sorted(_WAYS, key=len, reverse=True) if last.endswith(e)), ""):
        return plain or last.removesuffix(end).endswith("s")
    return plain and any(last.endswith(e) and len(last) - len(e) >= _STEM for e in _SETTLEMENTS)
