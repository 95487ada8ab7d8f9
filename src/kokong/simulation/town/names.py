"""Swedish street names by theme. No name, and no stem, is used twice in one town."""

from collections.abc import Iterator

import numpy as np

_STEMS = {
    "centre": (
        "Stor Kungs Drottning Kyrko Skol Hamn Torg Köpman Rådhus Nygatan Smed Bryggar Färgar Garvar "
        "Prästgårds Borgmästar Apoteks Klockar Teater Post Sadelmakar Krukmakar"
    ),
    "harbour": (
        "Fiskar Lots Repslagar Segelmakar Båtsmans Skepps Tjär Nät Sill Tull Ankar Åldermans Salt "
        "Timmermans Kaptens Matros Ström Brygg"
    ),
    "music": ("Fiol Cello Flöjt Trumpet Harp Orgel Valthorns Dragspels Klarinett Gitarr Vis Polske Menuett"),
    "trees": "Björk Ek Alm Lönn Ask Lind Rönn Hassel Al Sälg Bok Oxel Avenboks Poppel Pil Kastanje",
    "fairy": ("Tomte Älv Troll Prins Prinsess Drak Saga Riddar Trollslände Huldre Skogsrå Vätte Guldslotts"),
    "flowers": (
        "Blåklocks Vallmo Prästkrage Viol Konvalj Smörblomme Nejlik Blåsipps Vitsipps Syren Ros Kaprifol "
        "Gullvive Klöver Förgätmigej Lupin Akleja Jasmin Kungsljus Tusensköne Liljekonvalje Backsippe "
        "Pion"
    ),
    "space": (
        "Mån Sol Stjärn Komet Saturnus Jupiter Venus Neptunus Merkurius Karlavagns Planet Orions Plejad "
        "Satellit Raket Polstjärne Vintergats Meteor"
    ),
    "birds": (
        "Lärk Trast Sparv Bofink Svan Ug Gök Hök Falk Örn Mes Svale Starr Rödhake Grönfink Domherre Duv "
        "Steglits Sädesärle Näktergal Nötväcke Orr Tjäder Rapphöns Kornknarr Sidensvans Koltrast Tofsvipe"
    ),
    "sea": (
        "Strand Våg Snäck Mussel Sjöstjärne Brännings Tång Dynings Kust Pärle Havs Korall Manet Sandrevs "
        "Klipp Lagun Ålands"
    ),
    "shore": (
        "Alkärrs Saltängs Udd Vass Gäddviks Abborr Måsskärs Tärn Sälskärs Ejder Strandskats Hällmarks "
        "Tallmo Solviks Sandviks Badstrands"
    ),
    "berries": (
        "Hallon Blåbärs Smultron Lingon Hjortron Körsbärs Plommon Äppel Päron Krusbärs Vinbärs Björnbärs "
        "Odon Slån Havtorns Nypon Jordgubbs Enbärs Tranbärs Mullbärs Fläder"
    ),
    "village": "Kvarn Skörde Lie Harv Plog Råg Vete Havre Korn Lade Säter Vall Betes Mjölnar Gärdsgårds",
    "wood": (
        "Skogs Tall Gran Mose Ljung Grott Kott Barr Lav Svamp Kantarell Räv Hare Älg Grävling Ekorr "
        "Igelkotts Mård Rådjurs Hjort Utter"
    ),
    "myth": (
        "Odens Tors Frej Balders Freja Heimdals Idun Mimers Brage Loke Valhalla Asgårds Ymer Sleipner "
        "Saga Yggdrasils Gimle Bifrost Midgårds Runstens Vikinga Skalde"
    ),
    "boats": (
        "Skonert Slup Kutter Jolle Brigg Fregatt Koster Snipe Roder Köl Mast Segel Styrmans Akter "
        "Förstävs Eke Kanot Galeas Fyr"
    ),
    "archipelago": (
        "Lövö Skärgårds Kobb Grynne Hamnskärs Rönnskärs Båtviks Gråskärs Fårholms Söderholms Västerholms "
        "Enskärs Torrskärs Långviks Storviks Lillviks Näs"
    ),
    "work": "Verkstads Industri Fabriks Svets Maskin Lager Spann Hyvel",
}
_SPARE_FRONT = [
    "Norr",
    "Söder",
    "Öster",
    "Väster",
    "Hög",
    "Låg",
    "Lill",
    "Ny",
    "Vid",
    "Gammel",
    "Grön",
    "Blå",
    "Röd",
    "Vit",
    "Ljus",
    "Stilla",
]
_SPARE_BACK = [
    "gårds",
    "bergs",
    "backs",
    "ängs",
    "kulle",
    "hage",
    "lycke",
    "dals",
    "bro",
    "mo",
    "kärrs",
    "tomts",
    "viks",
    "näs",
    "hult",
    "tegs",
]
_ENDINGS = {
    "centre": ("gatan",),
    "old": ("gatan", "gränd", "gränd"),
    "flats": ("gatan", "vägen"),
    "rows": ("vägen", "stigen", "gången"),
    "villas": ("vägen", "vägen", "vägen", "gatan"),
    "holiday": ("vägen", "vägen", "stigen"),
    "industry": ("gatan", "vägen"),
}


class StreetNames:
    """Hands out names for one town, each once."""

    def __init__(self, rng: np.random.Generator, taken: tuple[str, ...]) -> None:
        self._rng = rng
        self._taken = {_stem(name) for name in taken}
        self._lists = {theme: self._shuffled(theme) for theme in _STEMS}
        self._spare = self._spares()

    def take(self, *, theme: str, kind: str, short: bool) -> str:
        """A fresh name; a short dead end becomes a *stig* or *gränd* where that is the custom."""
        stem = self._fresh(theme)
        if stem.endswith("gatan"):
            return stem
        endings = ("stigen", "gränd") if short and kind in ("villas", "rows") else _ENDINGS[kind]
        return _joined(stem, str(self._rng.choice(endings)))

    def _fresh(self, theme: str) -> str:
        for source in (self._lists[theme], self._spare):
            for stem in source:
                if _stem(stem) not in self._taken:
                    self._taken.add(_stem(stem))
                    return stem
        raise ValueError("The plan asks for more streets than there are names.")

    def _shuffled(self, theme: str) -> Iterator[str]:
        stems = _STEMS[theme].split()
        # The centre keeps its order: the first streets laid out are the ones every town has.
        return iter(stems if theme == "centre" else [str(s) for s in self._rng.permutation(stems)])

    def _spares(self) -> Iterator[str]:
        pairs = [front + back for front in _SPARE_FRONT for back in _SPARE_BACK]
        return iter([str(s) for s in self._rng.permutation(pairs)])


def _joined(stem: str, ending: str) -> str:
    """Swedish never writes the same consonant three times: Brygg + gatan is Bryggatan."""
    return stem + (ending[1:] if stem[-2:] == 2 * ending[0] else ending)


def _stem(name: str) -> str:
    lowered = name.lower()
    for ending in ("gatan", "vägen", "stigen", "gränd", "gången"):
        lowered = lowered.removesuffix(ending)
    return lowered.removesuffix("s")
