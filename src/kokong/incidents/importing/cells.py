"""The words of a file of burglaries, in Swedish and English, and how longer phrases are read. Pure."""

from collections.abc import Iterable
from typing import Final

from kokong.intake.api import LEAVE
from kokong.tables import TwoReadings, as_text, fold, spelled
from kokong.tables import said as moment_of

from . import codes

COMPLETED: Final = spelled(
    completed="1, ja, yes, j, y, true, sant, fb, fullb, fullbordat, full, fullb brott",
    attempted="0, nej, no, n, false, falskt, fo, attempt, attempted burglary, tried",
)
ATTEMPTED: Final = spelled(
    attempted="1, ja, yes, j, y, true, sant, x, forsok, fo, attempt",
    completed="0, nej, no, n, false, falskt, fullbordat, fullbordad, fb",
)
# No burglary of a home, whatever the code of law: nobody tried to get in.
NEITHER: Final = frozenset({"stampling", "forberedelse", "anstiftan", "medhjalp"})
KINDS: Final = spelled(
    house="detached, detached house, villa, villan, hus, huset, smahus, friliggande, friliggande hus,"
    " enfamiljshus, enbostadshus, egnahem, gard, gardshus, lantgard, garden, torp, herrgard, villafastighet",
    row="row house, terraced, terraced house, town house, radhus, kedjehus, parhus, semi detached, grupphus",
    house_or_row="villa radhus, villa och radhus, smahus radhus, house or row house",
    flat="apartment, lagenhet, lagenheten, lgh, lag, flerbostadshus, flerfamiljshus, flerfamiljehus, hyreshus,"
    " hyresratt, hyreslagenhet, bostadsratt, bostadsrattslagenhet, brf, studentbostad, studentlagenhet,"
    " studentrum, studentkorridor, etagelagenhet, vindsvaning, vaning, trea, punkthus",
    holiday="holiday home, fritidshus, fritidshuset, fritidsbostad, fritidsstuga, sommarstuga, sommarhus,"
    " sommarbostad, stuga, kolonistuga, kolonilott, koloniomrade, fjallstuga, jaktstuga, cottage, summer house",
    cellar_attic="cellar or attic, cellar, attic, basement, kallare, kallaren, vind, vinden, kallare eller vind,"
    " kallare vind, vindsforrad, kallarforrad, vindskontor, kallarkontor, vindsutrymme, kallarutrymme, forrad,"
    " lagenhetsforrad, forradsutrymme, storage room, cykelrum, cykelforrad, barnvagnsrum",
    unknown="other, okand, okant, annat, annan, ovrigt, ovrig, ovriga, other or not known, annan eller okand,"
    " annan bostad, annan typ, friggebod, komplementbyggnad, attefallshus, husvagn, husbat, aldreboende,"
    " vardboende, serviceboende, seniorboende, trygghetsboende, sarskilt boende, gruppboende, kollektiv",
    own="permanentbostad, permanent bostad, permanentboende, permanent, bostad, bostaden, bostadshus, home,"
    " dwelling, residence, bostadsinbrott, inbrott i bostad, aretruntbostad, helarsbostad",
    **{LEAVE: "garage, carport, bil, bat, lastbil, slap, container, butik, kontor, skola, forskola, industri,"
    " lokal, restaurang, kiosk, bensinstation, bilverkstad, kyrka, foreningslokal, verkstad, lager"},
)  # fmt: skip
# Said of any burglary, and tells nothing of the kind of home.
_SAID: Final = frozenset(
    spelled(
        _="inbrott, inbrottet, inbrottsstold, inbrotsstold, bostadsinbrott, stold, grov, genom, medelst, i, in,"
        " a, of, the, burglary, av, typ, bostad, bostaden, home, dwelling, permanent, eller, och, or, and, samt,"
        " o, d, od, m, mm, totalt, brott, brottet, till, fullbordat, fullbordad, fullbordade, forsok, forsoket,"
        " brb, fastighet, byggnad, objekt"
    )
)  # fmt: skip
_MEANT: Final = {
    "forsok": "attempted", "forsoksbrott": "attempted", "attempted": "attempted", "attempt": "attempted",
    "fullbordat": "completed", "fullbordad": "completed", "fullbordade": "completed", "fullbordan": "completed",
    "completed": "completed", "fullbordats": "completed",
}  # fmt: skip
_OPPOSITE: Final = {"attempted": "completed", "completed": "attempted"}
_NOT: Final = frozenset({"ej", "inte", "icke", "not", "utan"})
_BETWEEN: Final = frozenset({"ett", "en", "nagot", "som", "ha", "varit", "blivit", "a", "an", "the"})
ENTRY_POINTS: Final = {
    **spelled(
        door="dorr, ytterdorr, entredorr, front door, entre, lagenhetsdorr, dorren, groventre",
        window="fonster, fonstret, fonsterruta, sovrumsfonster, koksfonster",
        patio_door="altandorr, altan, terrassdorr, terrass, veranda, verandadorr, uteplats, glasdorr, skjutdorr",
        balcony="balkong, balkongdorr, balkongen",
        basement="kallare, kallarfonster, kallardorr",
        other="annat, annan, ovrigt, tak, taklucka, garageport, ventilation, brevinkast, vagg",
        unknown="not known, okand, okant, inte kant, inte kand, vet ej, oklart",
    ),
    **dict.fromkeys(("", "not stated", "ej angivet", "ej angiven", "inte angivet", "uppgift saknas"), ""),
}
STATES: Final = spelled(
    confirmed="bekraftat, bekraftad, bekraftade, verifierad, verifierat",
    draft="utkast",
    withdrawn="aterkallat, aterkallad",
    **{LEAVE: "makulerad, makulerat, annullerad, annullerat, felregistrerad, felregistrerat, ej brott,"
    " inget brott, avskriven ej brott, dubblett, cancelled, no crime, duplicate"},
)  # fmt: skip
NO: Final = frozenset(spelled(no="0, nej, n, no, false, falskt"))
_STRUCK: Final = frozenset(
    spelled(
        _="1, ja, j, yes, y, x, true, sant, makulerad, makulerat, makuleras, annullerad, annullerat, struken,"
        " struket, aterkallad, aterkallat, felregistrerad, felregistrerat, cancelled, canceled"
    )
)


def kind(cell: object) -> str:
    """The kind of home that a longer phrase names: `Bostad, villa`. Raises ValueError for none, or for two."""
    found = _kinds(fold(as_text(cell).replace("(", " ").replace(")", " ")).split())
    if not found:
        raise ValueError(as_text(cell))
    return found


def _kinds(words: Iterable[str]) -> str:
    telling = [word for word in words if word not in _SAID]
    phrase = " ".join(telling)
    if phrase in KINDS:
        return KINDS[phrase]
    found = {KINDS.get(word) for word in telling}
    if found <= {"house", "row", "house_or_row"} and found:
        return "house_or_row" if len(found) > 1 else str(found.pop())
    if len(found) == 1 and None not in found:
        return str(found.pop())
    raise ValueError(phrase)


def completed(cell: object) -> str:
    """Whether a phrase says that somebody got in: `försök till inbrottsstöld`, `9801`, `ej försök`."""
    text = as_text(cell)
    crime = _crime(text)
    if crime is not None and crime.completed is not None:
        return "completed" if crime.completed else "attempted"
    return _got_in(fold(text.replace("(", " ").replace(")", " ")).split(), text)


def _crime(text: str) -> codes.Crime | None:
    try:
        return codes.CODES.get(codes.code_of(text))
    except ValueError:
        return None


def _got_in(words: list[str], text: str) -> str:
    found, negated = set[str](), False
    for word in words:
        if word in NEITHER:
            return LEAVE
        meant = _MEANT.get(word)
        if meant:
            found.add(_OPPOSITE[meant] if negated else meant)
        negated = word in _NOT or (negated and word in _BETWEEN)
    if len(found) != 1:
        raise ValueError(text)
    return found.pop()


def rubric(cell: object) -> str:
    """What the words of a crime say: attempted or completed, or only that it is a burglary of a home.

    Raises ValueError where they name no burglary, or one of something that nobody here knows for a home.
    """
    text = as_text(cell)
    crime = _crime(text)
    if crime is not None:
        return {None: "burglary", True: "completed", False: "attempted"}[crime.completed]
    words = fold(text.replace("(", " ").replace(")", " ")).split()
    if not any(word.startswith(("inbrott", "inbrots", "bostadsinbrott", "burglar")) for word in words):
        raise ValueError(text)
    if any(word not in _SAID | _MEANT.keys() for word in words) and _kinds(words) == LEAVE:
        return LEAVE
    try:
        return _got_in(words, text)
    except ValueError:
        if {"attempted", "completed"} <= {_MEANT.get(word) for word in words}:
            raise
        return "burglary"


def kind_in_rubric(cell: object) -> str:
    """The kind of home that the words of a crime name: `0825 Inbrott i källare`; nothing where they name none."""
    text = as_text(cell)
    crime = _crime(text)
    if crime is not None and crime.kind != "unknown":
        return crime.kind
    words = fold(text.replace("(", " ").replace(")", " ")).split()
    try:
        found = _kinds(word for word in words if not word.isdigit() and word not in _MEANT)
    except ValueError:
        return ""
    return "" if found == LEAVE else found


def struck(cell: object) -> str:
    """What a column of cancelled rows says: `yes` for a cross, a day or a word for it, `no` for its contrary.

    Anything else (`Aktiv`, a sentence) as it stands: it may say either.
    """
    said = fold("1" if cell is True else "0" if cell is False else as_text(cell))
    first, _space, rest = said.partition(" ")
    if not said or said in NO or (first in {"ej", "inte", "icke", "not"} and rest in _STRUCK):
        return "no"
    return "yes" if said in _STRUCK or _a_day(cell) else said


def _a_day(cell: object) -> bool:
    try:
        found = moment_of(cell)
    except TwoReadings:
        return True
    except (ValueError, OverflowError):
        return False
    return found is not None and found.first.day is not None


def ticked(cell: object) -> str:
    """What a column of crosses, days or reasons says: `no` where it is empty or says no, else `yes`."""
    said = fold("1" if cell is True else "0" if cell is False else as_text(cell))
    return "no" if said in NO or not said else "yes"
