"""An address as people write it, read: street, number, flat, stairwell, and what is left to be the town. Pure.

Nothing here knows the municipality's streets: each way to read the text is offered, the likeliest first, and the
streets and homes decide.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from itertools import combinations
from typing import Final

from . import designations, rules, street_names
from .designations import Designation

LONGEST: Final = 200
# What stands where an address may not: it names no home, and nothing resembles it.
_NONE: Final = re.compile(
    r"(?:(?:sekretess\w*|skyddad[et]?|skydd|hemlig[at]?|okan[dt]|saknas|ej angive[nt]|uppgift saknas)"
    r"|(?:confidential|unknown|protected))(?: [a-z]+)*"
)
_CARE_OF: Final = re.compile(r"\bc\s*[/.]?\s*/?\s*o\b(?=[ :.])[^,;]*", re.IGNORECASE)
_CARE_OF_START: Final = re.compile(r"^\s*c/o\b[ :.]*", re.IGNORECASE)
_DASHES: Final = re.compile("[‐‑‒–—−]")
_SPAN: Final = re.compile(r"(?<=\d)\s*-\s*(?=\d{1,3}[A-Za-z]?\b(?!\s*\d\d\b))")
_LETTER_SPAN: Final = re.compile(r"\b(\d{1,4})\s?([A-Za-z])\s*-\s*([A-Za-z])\b")
_GLUED: Final = re.compile(r"\b([a-z]{3,})(\d{1,4}[a-z]?)\b")
_NUMBER: Final = re.compile(r"\d{1,5}[a-z]{0,2}(?:[/-]\d+[a-z]?)?")
_BESIDE: Final = re.compile(r"(\d{1,5}[a-z]{0,2})[/-]((?:09|1\d)\d\d)")
_UNIT: Final = re.compile(
    r"\b(?:lghnr|lgh|lgnr|lgn|lg|lagenhetsnummer|lagenhetsnr|lagenhet|lagh|lag|apt|apartment|flat|unit|whg|wohnung)"
    r" ?(?:nr |nummer )?([a-z]?\d{1,6}[a-z]?)\b"
)
_BARE_UNIT: Final = re.compile(r"^((?:09|1\d)\d\d)\b(?! ?\d)")
_WELL: Final = re.compile(
    r"\b(?:uppgangen|uppgang|uppg|upg|trappuppgang|trapphus|trapp|entren|entre|ingang|port|stairwell|entrance)"
    r" ?([a-z]|\d{1,2})\b"
)
_FLOOR: Final = re.compile(
    r"\b\d{1,2} ?(?:tr|trp|trappor|trappa|vaningen|vaning|van|vn)\b(?: upp\b)?"
    r"|\b(?:vaningsplan|vaning|van|plan|trappa|floor) ?\d{1,2}\b"
    r"|\bbottenvaning(?:en)?\b|\bbottenplan\b|\bentreplan\b"
    r"|\b(?:nb|bv|kv|og|ug|oh|th|tv|hoger|vanster|mitten)\b|\b(?:n b|b v|o g|u g|t h|t v)\b"
    r"|\b(?:over|under) gard(?:en)?\b"
    r"|\b(?:gatuhus|gardshus)(?:et)?\b"
)
_POSTCODE: Final = re.compile(r"\b(?:se?[ -]?)?(\d{3} ?\d{2})\b|\b(\d{4})\b")
_COUNTRY: Final = re.compile(r"\b(?:sverige|sweden|schweden)$")
_NR: Final = re.compile(r"\b(?:nr|nummer|no|num) (?=\d)")


class Fit(Enum):
    """Whether a home stands in the town that was said."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    UNTOLD = "untold"  # the home doesn't have what would tell


@dataclass(frozen=True)
class Asked:
    """One way to read an address. `number`, `unit` are keys, the others folded words; `town` is what is left."""

    street: str
    number: str = ""
    unit: str = ""
    stairwell: str = ""
    postcode: str = ""
    town: str = ""


def readings(text: str) -> tuple[Asked, ...]:
    """The ways to read an address, the likeliest first; none where the text says that it is kept secret.

    >>> readings("Storgatan 12 A 1 tr ö g lgh 1101, 392 32 Kalmar")[0]
    Asked(street='storgatan', number='00012a', unit='01101', stairwell='', postcode='39232', town='kalmar')
    """
    named = designation(text)
    found = [] if named is None else list(_as_registered(named))
    if named is None or named.may_be_flat:
        found += [asked for plain in _plain(text[:LONGEST]) for asked in _of(plain)]
    return tuple(dict.fromkeys(asked for asked in found if asked.street))


def designation(text: str) -> Designation | None:
    """The property that a text names in place of an address ("Norrgården 1:23"); None where it names none."""
    return designations.read(_CARE_OF.sub(" ", _DASHES.sub("-", text[:LONGEST])).strip(" ,"))


def _as_registered(named: Designation) -> Iterator[Asked]:
    """A property as the number of a home, for registers that have no other; before it perhaps the municipality."""
    for asked in _towned(Asked(named.name, named.number), named.rest):
        yield asked
        words = asked.street.split()
        for n in range(1, min(3, len(words))):
            town = f"{' '.join(words[:n])} kommun {asked.town}".strip()
            yield replace(asked, street=" ".join(words[n:]), town=town)


def is_secret(text: str) -> bool:
    """Whether the text says only that there is an address, or none."""
    return _NONE.fullmatch(rules.fold(text[:LONGEST])) is not None


def _plain(text: str) -> Iterator[str]:
    """The text folded, without whom it is in care of: up to a comma, or the first few words."""
    tidy = _LETTER_SPAN.sub(r"\1\2-\1\3", _SPAN.sub("-", _DASHES.sub("-", text)))
    if is_secret(tidy):
        return
    bare = _CARE_OF.sub(" ", tidy)
    if bare != tidy and re.search(r"\d", bare):
        yield rules.fold(bare)
        return
    if _CARE_OF_START.match(tidy):
        words = rules.fold(_CARE_OF_START.sub("", tidy)).split()
        whole = (n for n in (1, 2, 3) if len(words) > n + 1 and not street_names.begins_a_name(words[n - 1]))
        yield from (" ".join(words[n:]) for n in whole)
        return
    yield rules.fold(tidy)


def _of(plain: str) -> Iterator[Asked]:
    words = _NR.sub("", _GLUED.sub(r"\1 \2", _COUNTRY.sub("", plain))).split()
    places = [i for i in range(1, len(words)) if _NUMBER.fullmatch(words[i])]
    found = [asked for i in places for asked in _at(words, i)]
    yield from found
    if len(words) > 1 and _NUMBER.fullmatch(words[0]) and not places:
        yield from _turned(words)
    for asked in found:
        yield from _with_village(asked)
    yield from _named(words)
    yield Asked(" ".join(words))


def _at(words: list[str], i: int) -> Iterator[Asked]:
    """The number being the word at `i`, what is behind it read to its end."""
    street, number, tail = " ".join(words[:i]), words[i], " ".join(words[i + 1 :])
    yield from _numbered(street, number, tail)
    if beside := _BESIDE.fullmatch(number):
        yield from _numbered(street, beside.group(1), f"lgh {beside.group(2)} {tail}")


def _numbered(street: str, number: str, tail: str) -> Iterator[Asked]:
    tail, stairwell = _take(_WELL, tail)
    tail, unit = _take(_UNIT, tail)
    tail = " ".join(_FLOOR.sub(" ", tail).split())
    letter = re.match(r"[a-z]\b(?!-)", tail)
    if letter and number.isdigit():
        number, tail = number + letter.group(), tail[1:].strip()
    start = Asked(street, rules.number_key(number), unit=rules.number_key(unit), stairwell=stairwell)
    bare = _BARE_UNIT.match(tail)
    if bare and not unit:
        yield from _towned(replace(start, unit=rules.number_key(bare.group(1))), tail[bare.end() :])
    yield from _towned(start, tail)


def _towned(start: Asked, tail: str) -> Iterator[Asked]:
    code = _POSTCODE.search(tail)
    if code:
        tail = tail[: code.start()] + " " + tail[code.end() :]
        start = replace(start, postcode=(code.group(1) or code.group(2)).replace(" ", ""))
    town = " ".join(tail.split())
    if not re.search(r"\d", town):
        yield replace(start, town=town)


def _take(pattern: re.Pattern[str], tail: str) -> tuple[str, str]:
    found = pattern.search(tail)
    if not found:
        return tail, ""
    return " ".join((tail[: found.start()] + " " + tail[found.end() :]).split()), found.group(1)


def _turned(words: list[str]) -> Iterator[Asked]:
    """The number before the street: "14 Storgatan", perhaps with a town behind."""
    number, rest = words[0], words[1:]
    if len(rest) > 1 and len(rest[0]) == 1 and number.isdigit():
        yield from _split(rest[1:], rules.number_key(number + rest[0]))
    yield from _split(rest, rules.number_key(number))


def _split(words: list[str], number: str) -> Iterator[Asked]:
    for end in range(len(words), 0, -1):
        yield Asked(" ".join(words[:end]), number, town=" ".join(words[end:]))


def _with_village(asked: Asked) -> Iterator[Asked]:
    """A town before the street ("Kalmar Storgatan 14"), or a village behind a farm ("Norrgården 1, Ljungby").

    A word that begins names is none ("V. Storgatan 5" lies in no village V), nor is a number.
    """
    words = asked.street.split()
    for n in range(1, min(3, len(words))):
        before, behind = " ".join(words[:n]), " ".join(words[-n:])
        if not street_names.begins_a_name(words[n - 1]) and not re.search(r"\d", before):
            yield replace(asked, street=" ".join(words[n:]), town=f"{before} {asked.town}".strip())
        if not re.search(r"\d", behind):
            yield replace(asked, street=" ".join(words[:-n]), town=f"{behind} {asked.town}".strip())
    if asked.town:
        yield replace(asked, street=f"{asked.town} {asked.street}", town="")


def _named(words: list[str]) -> Iterator[Asked]:
    """A place that has a name for a number ("Hamngatan Kajplats 4"), or a farm ("Björkö Norrgården")."""
    tail, code = [*words], ""
    found = _POSTCODE.search(" ".join(words[1:]))
    if found and found.group(1):
        code = found.group(1).replace(" ", "")
        tail = (words[0] + " " + " ".join(words[1:])[: found.start()]).split()
        town = " ".join(words[1:])[found.end() :].strip()
    else:
        town = ""
    for n in range(len(tail) - 1, 0, -1):
        if not _are_two_numbers(tail[n:]):
            yield Asked(" ".join(tail[:n]), rules.number_key("".join(tail[n:])), postcode=code, town=town)


def _are_two_numbers(words: list[str]) -> bool:
    """Whether words written together would make of two numbers a third: "5, 7" is not 57."""
    return any(a[0].isdigit() and b[0].isdigit() for a, b in combinations(words, 2))


def town_fits(asked: Asked, *, town: str, district: str, postcode: str, municipality: Collection[str] = ()) -> Fit:
    """Whether the town and postcode that were said are a home's.

    Everything is folded. The municipality's own name tells only where the home has no town, or with "kommun".
    """
    code, said = postcode.replace(" ", ""), _written_out(asked.town)
    if asked.postcode and code and asked.postcode != code:
        return Fit.ELSEWHERE
    verified = bool(asked.postcode and code)
    own = {*municipality}
    if not said:
        return Fit.HERE if verified or not asked.postcode else Fit.UNTOLD
    if _made_of(said, {town, district} - {""}, kommun=own):
        return Fit.HERE
    if not town and not district:
        return Fit.HERE if verified or _made_of(said, own, kommun=own) else Fit.UNTOLD
    return Fit.ELSEWHERE


_TOWNS: Final = {
    "gbg": "goteborg", "sthlm": "stockholm", "hbg": "helsingborg", "nkpg": "norrkoping", "lkpg": "linkoping",
    "jkpg": "jonkoping", "vas": "vasteras", "kra": "kristianstad", "ume": "umea",
}  # fmt: skip


def _written_out(town: str) -> list[str]:
    return [_TOWNS.get(word, word) for word in town.split()]


def _made_of(said: list[str], names: set[str], *, kommun: set[str]) -> bool:
    """Whether the words are those names one after the other, each perhaps with "kommun" behind."""
    while said:
        took = next((n for n in range(len(said), 0, -1) if _is_name(said[:n], names, kommun)), 0)
        if not took:
            return False
        said = said[took:]
    return True


def _is_name(words: list[str], names: set[str], kommun: set[str]) -> bool:
    plain = words[:-1] if words[-1] in {"kommun", "kn"} and len(words) > 1 else words
    name = " ".join(plain)
    known = names | kommun if len(plain) < len(words) else names
    return name in known or name.removesuffix("s") in known
