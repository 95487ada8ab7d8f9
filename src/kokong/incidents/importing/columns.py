"""What the columns of a file of burglaries may tell, and what they are called in Swedish and English. Pure."""

import re
from collections.abc import Sequence
from typing import Final

from kokong.tables import as_text, municipalities

from .. import rules

# Headers as `fold` leaves them. Further words, by comma.
FIELDS: Final[dict[str, str]] = {
    "id": "kokong id, kokong nummer, kokong number",
    "address": "street address, full address, location, adress, gatuadress, brottsplatsadress, brottsadress,"
    " adress brottsplats, brottsplats adress, brottsplats gatuadress, gata och nummer, gata nummer, brottsplats,"
    " besoksadress, plats, skadeplats",
    "street": "street name, gata, gatunamn, vag",
    "number": "house number, nummer, gatunummer, gatunr, husnummer, husnr, nr",
    "unit": "apartment, apartment number, flat number, lagenhetsnummer, lagenhet nr, lgh nr, lgh, lghnr",
    "postcode": "postal code, zip, zip code, postnummer, postnr, post nr",
    "locality": "town, city, postort, ort, tatort, postadress ort",
    "x": "easting, ost, e, x koordinat, koordinat x, sweref x, ostlig",
    "y": "northing, nord, n, y koordinat, koordinat y, sweref y, nordlig",
    "lat": "latitude, latitud, wgs84 lat",
    "lon": "lng, long, longitude, longitud, wgs84 lon",
    "earliest": "from, start, time from, date from, brottstid fran, tid fran, fran, tidigast,"
    " starttid, fran och med, fran tid",
    "earliest_date": "from date, start date, fran datum, startdatum, datum fran, brottsdatum fran",
    "earliest_time": "from time, start time, klockslag fran, fran kl, kl fran",
    "latest": "to, until, end, time to, date to, discovered, brottstid till, tid till, till, senast, upptackt,"
    " upptacktes, sluttid, till och med, till tid",
    "latest_date": "to date, end date, till datum, slutdatum, datum till, brottsdatum till",
    "latest_time": "to time, end time, klockslag till, till kl, kl till",
    "when": "date, datetime, datum, brottsdatum, datum tid, datum och tid, handelsedatum, garningsdatum,"
    " tidsperiod",
    "clock": "time, tid, brottstid, tidpunkt, klockslag, klockan, kl, garningstid, handelsetid",
    "completed": "completed or attempted, fullbordat, fullbordad, fullbordat forsok, fullbordat eller forsok,"
    " forsok fullbordat, forsok eller fullbordat, fullbordan, fullbordansgrad, brottsform",
    "attempted": "forsok, attempt, forsoksbrott",
    "crime_code": "brottskod, brottskoder, brottskod nr, brottskodsnummer, brk, crime code, offence code",
    "rubric": "brottsrubricering, rubricering, brottsrubrik, brott, brottstyp, brottsbenamning, brottskategori,"
    " brottskod klartext, brottskodstext, garningstyp, crime type, offence, offense",
    "dwelling_kind": "kind of dwelling, dwelling type, property type, bostadstyp, objekt, brottsobjekt,"
    " typ av bostad, boendeform, typ av objekt, objekttyp, objektstyp, hustyp, byggnadstyp, bostadsform,"
    " boendetyp",
    "entry_point": "way in, point of entry, ingang, vag in, inbrottsvag, tilltradesvag, ingangsvag, tilltrade",
    "municipality": "kommun, kommunnamn, kommunkod, kommun namn, kommun kod, kommun nr, kommunnr, brottskommun,"
    " brottsplats kommun, brottsplatskommun, kommun brottsplats, municipality code, handelsekommun,"
    " handelse kommun",
    "case_number": "crime number, k number, diarienummer, k nummer, knr, k nr, arendenummer, dnr, diarienr,"
    " anmalningsnummer, anmalan nr, anmalningsnr, arendenr, arende, arende nr",
    "another": "another burglary, eget inbrott, annat inbrott",
    "contact": "contact with the victim, victim contact, kontakt, malsagande, kontaktuppgift, kontaktuppgifter,"
    " kontakt med malsaganden",
    "state": "status, tillstand, arendestatus, arende status, statuskod",
    "cancelled": "makulerad, makulerat, annullerad, annullerat, aterkallad, aterkallat, felregistrerad, ej brott,"
    " inget brott, dubblett, withdrawn, void",
    "closed": "nedlagd, nedlagt, nedlagd datum, nedlagt datum, nedlaggningsdatum, avskriven, avskrivet,"
    " fu nedlagd, utredning nedlagd, nedlagd utredning, beslut, slutredovisning, closed investigation",
}
# What a burglary can't do without: a place and a time, each in one of several ways.
PLACE: Final = (("address",), ("street",), ("x", "y"), ("lat", "lon"))
FIRST: Final = ("earliest", "earliest_date", "earliest_time")
LAST: Final = ("latest", "latest_date", "latest_time")
BOTH: Final = ("when", "clock")
TIMES: Final = frozenset({*FIRST, *LAST, *BOTH})
TIME: Final = tuple((field,) for field in (*FIRST[:2], *LAST[:2], *BOTH))
ADDRESS: Final = frozenset({"address", "street", "number", "unit", "locality"})
# What only the police see and import.
POLICE: Final = frozenset({"case_number", "contact"})

_ABOUT = "brott|brotts|brottet|garning|garnings|handelse|handelsen|handelses|inbrott|inbrotts|crime|offence|event"
_STARTS = (
    "fran|from|start|startar|borjan|borjar|borjade|tidigast|tidigaste|earliest|forsta|first|fr|fom|begynnelse"
)
_ENDS = (
    "till|to|slut|slutar|stop|stopp|end|senast|senaste|sista|latest|last|ti|tom|until|upptackt|upptacktes|upptackts"
    "|upptackte|discovered"
)
_DAYS = "datum|dat|date|dag|dagen|day"
_CLOCKS = "tid|tiden|time|tidpunkt|tidpunkten|klockslag|klockan|klocka|kl|timme|hour|period|tidsperiod"
_SILENT = "och|med|o|m|for|av|the|of|den|intraffat|intraffade|intraffad|skedde|skett|begangen|begatts|mellan"
_PARTS: Final = re.compile(
    rf"(?:{_ABOUT})?(?P<end>{_STARTS}|{_ENDS})?(?:s)?(?P<what>{_DAYS}|{_CLOCKS})?(?P<late>{_STARTS}|{_ENDS})?"
)
_START, _END, _DAY = (re.compile(words) for words in (_STARTS, _ENDS, _DAYS))
_STREET: Final = re.compile(
    r"(?:brottsplats|gatu|brotts|skade|besoks|street)?ad(?:d)?ress(?:en)?|brottsplats(?:en)?"
)
_NOT_PLACE: Final = re.compile(r"e ?post|mail|ip|malsagande|anmalare|faktura|misstankt|postadress|kontakt|id|kod")


def guesses(header: str, cells: Sequence[object]) -> tuple[str, ...]:
    """The fields that a column may tell by its folded header, else by what stands in it; the likeliest first."""
    if told := _time(header):
        return told
    if any(map(_STREET.fullmatch, header.split())) and not _NOT_PLACE.search(header):
        return ("address",)
    if re.search(r"kommun(?:en|namn|kod)?\b", header):
        return ("municipality",)
    if re.search(r"brottskod", header):
        return ("crime_code",)
    return _by_cells([cell for cell in cells if as_text(cell)])


def is_time(header: str) -> bool:
    """Whether a folded header says that its column tells when it happened."""
    return bool(_time(header)) or header in _KNOWN_TIMES


def _time(header: str) -> tuple[str, ...]:
    """`datum fr`, `brottsdatum start`, `händelsetid t o m`: which end of the window, day first or time of day."""
    words = re.sub(r"\bfr o m\b", "fom", re.sub(r"\bt o m\b", "tom", header)).split()
    starts = ends = day = clock = False
    for word in words:
        found = _PARTS.fullmatch(word)
        if found is None or not word:
            if word not in _SILENT.split("|"):
                return ()
            continue
        for end in filter(None, (found["end"], found["late"])):
            starts, ends = starts or bool(_START.fullmatch(end)), ends or bool(_END.fullmatch(end))
        if what := found["what"]:
            day, clock = day or bool(_DAY.fullmatch(what)), clock or not _DAY.fullmatch(what)
    if starts and ends:
        return BOTH if day or clock else ()
    if not (starts or ends):
        return (BOTH[:1] if day else BOTH[::-1]) if day or clock else ()
    fields = FIRST if starts else LAST
    return (fields[1], fields[0], fields[2]) if day and not clock else fields


def _by_cells(cells: Sequence[object]) -> tuple[str, ...]:
    if not cells:
        return ()
    said = [as_text(cell) for cell in cells]
    if sum(map(rules.is_case_number, said)) > len(said) / 2:
        return ("case_number",)
    if municipalities.names_municipalities(cells):
        return ("municipality",)
    if all(re.fullmatch(r"\d{3,4}", text) for text in said) and {"9801", "857", "0857", "9802", "874", "0874"} & {
        *said
    }:
        return ("crime_code",)
    return ()


_KNOWN_TIMES: Final = frozenset(
    word.strip() for field in TIMES for word in (field.replace("_", " "), *FIELDS[field].split(","))
)
