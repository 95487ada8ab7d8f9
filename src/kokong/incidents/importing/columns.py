"""What the columns of a file of burglaries may tell, and what they are called in Swedish and English. Pure."""

from typing import Final

# Headers as `fold` leaves them. Further words, by comma.
FIELDS: Final[dict[str, str]] = {
    "id": "kokong id, kokong nummer, kokong number",
    "address": "street address, full address, location, adress, gatuadress, brottsplats, brottsplatsadress,"
    " besoksadress, plats",
    "street": "street name, gata, gatunamn, vag",
    "number": "house number, nummer, gatunummer, husnummer, nr",
    "unit": "apartment, apartment number, flat number, lagenhetsnummer, lgh nr, lgh, lghnr",
    "postcode": "postal code, zip, zip code, postnummer, postnr",
    "locality": "town, city, postort, ort, tatort",
    "x": "easting, ost, e, x koordinat, koordinat x, sweref x, ostlig",
    "y": "northing, nord, n, y koordinat, koordinat y, sweref y, nordlig",
    "lat": "latitude, latitud, wgs84 lat",
    "lon": "lng, long, longitude, longitud, wgs84 lon",
    "earliest": "from, start, time from, date from, brottstid fran, tid fran, fran, brottsdatum fran, tidigast,"
    " starttid, fran och med, fran tid",
    "earliest_date": "from date, start date, fran datum, startdatum, datum fran",
    "earliest_time": "from time, start time, klockslag fran, fran kl, kl fran",
    "latest": "to, until, end, time to, date to, discovered, brottstid till, tid till, till, senast, upptackt,"
    " upptacktes, sluttid, till och med, till tid, brottsdatum till",
    "latest_date": "to date, end date, till datum, slutdatum, datum till",
    "latest_time": "to time, end time, klockslag till, till kl, kl till",
    "when": "date, datetime, time, datum, tidpunkt, brottstid, brottsdatum, tid, datum tid",
    "completed": "completed or attempted, fullbordat, fullbordad, fullbordat forsok, fullbordat eller forsok",
    "attempted": "forsok, attempt",
    "dwelling_kind": "kind of dwelling, dwelling type, property type, bostadstyp, objekt, brottsobjekt,"
    " typ av bostad, boendeform",
    "entry_point": "way in, point of entry, ingang, vag in, inbrottsvag, tilltradesvag",
    "case_number": "crime number, k number, diarienummer, k nummer, knr, arendenummer, dnr, anmalningsnummer",
    "contact": "contact with the victim, victim contact, kontakt, malsagande, kontaktuppgift, kontaktuppgifter,"
    " kontakt med malsaganden",
    "state": "status, tillstand",
}
# What a burglary can't do without: a place and a time, each in one of several ways.
PLACE: Final = (("address",), ("street",), ("x", "y"), ("lat", "lon"))
TIME: Final = (("earliest",), ("earliest_date",), ("latest",), ("latest_date",), ("when",))
# What only the police see and import.
POLICE: Final = frozenset({"case_number", "contact"})
