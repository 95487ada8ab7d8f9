"""The words of a file of burglaries: yes or no, kinds and ways in, in Swedish and English. Pure."""

from typing import Final

from kokong.tables import spelled

COMPLETED: Final = spelled(
    completed="1, ja, yes, j, y, true, sant, fullbordat, fullbordad, fullbordade, full",
    attempted="0, nej, no, n, false, falskt, forsok, attempt",
)
KINDS: Final = spelled(
    house="detached, villa, hus, smahus, friliggande, enfamiljshus, permanentbostad",
    row="row house, terraced, radhus, kedjehus, parhus, semi detached",
    flat="apartment, lagenhet, lgh, flerbostadshus, flerfamiljshus",
    holiday="holiday home, fritidshus, sommarstuga, stuga, cottage, fritidsbostad",
    cellar_attic="cellar or attic, cellar, attic, kallare, vind, kallare eller vind, kallare vind, vindsforrad,"
    " kallarforrad",
    unknown="other, okand, okant, annat, ovrigt, other or not known, annan eller okand",
)
ENTRY_POINTS: Final = {
    **spelled(
        door="dorr, ytterdorr, entredorr, front door",
        window="fonster",
        patio_door="altandorr, altan, terrassdorr, veranda, verandadorr",
        balcony="balkong, balkongdorr",
        basement="kallare, kallarfonster, kallardorr",
        other="annat, annan, ovrigt",
        unknown="not known, okand, okant, inte kant, inte kand, vet ej",
    ),
    **dict.fromkeys(("", "not stated", "ej angivet", "ej angiven", "inte angivet", "uppgift saknas"), ""),
}
STATES: Final = {
    **spelled(
        confirmed="bekraftat, bekraftad",
        draft="utkast",
        withdrawn="aterkallat, aterkallad",
    ),
    "": "confirmed",
}
