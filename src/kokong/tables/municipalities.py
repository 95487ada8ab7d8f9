"""Which municipality a cell names: ours, another one, or nobody knows. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Final

from .cells import as_text
from .headers import fold

NAMES: Final = """
Ale, Alingsås, Alvesta, Aneby, Arboga, Arjeplog, Arvidsjaur, Arvika, Askersund, Avesta, Bengtsfors, Berg, Bjurholm,
Bjuv, Boden, Bollebygd, Bollnäs, Borgholm, Borlänge, Borås, Botkyrka, Boxholm, Bromölla, Bräcke, Burlöv, Båstad,
Dals-Ed, Danderyd, Degerfors, Dorotea, Eda, Ekerö, Eksjö, Emmaboda, Enköping, Eskilstuna, Eslöv, Essunga, Fagersta,
Falkenberg, Falköping, Falun, Filipstad, Finspång, Flen, Forshaga, Färgelanda, Gagnef, Gislaved, Gnesta, Gnosjö,
Gotland, Grums, Grästorp, Gullspång, Gällivare, Gävle, Göteborg, Götene, Habo, Hagfors, Hallsberg, Hallstahammar,
Halmstad, Hammarö, Haninge, Haparanda, Heby, Hedemora, Helsingborg, Herrljunga, Hjo, Hofors, Huddinge, Hudiksvall,
Hultsfred, Hylte, Håbo, Hällefors, Härjedalen, Härnösand, Härryda, Hässleholm, Höganäs, Högsby, Hörby, Höör,
Jokkmokk, Järfälla, Jönköping, Kalix, Kalmar, Karlsborg, Karlshamn, Karlskoga, Karlskrona, Karlstad, Katrineholm,
Kil, Kinda, Kiruna, Klippan, Knivsta, Kramfors, Kristianstad, Kristinehamn, Krokom, Kumla, Kungsbacka, Kungsör,
Kungälv, Kävlinge, Köping, Laholm, Landskrona, Laxå, Lekeberg, Leksand, Lerum, Lessebo, Lidingö, Lidköping,
Lilla Edet, Lindesberg, Linköping, Ljungby, Ljusdal, Ljusnarsberg, Lomma, Ludvika, Luleå, Lund, Lycksele, Lysekil,
Malmö, Malung-Sälen, Malå, Mariestad, Mark, Markaryd, Mellerud, Mjölby, Mora, Motala, Mullsjö, Munkedal, Munkfors,
Mölndal, Mönsterås, Mörbylånga, Nacka, Nora, Norberg, Nordanstig, Nordmaling, Norrköping, Norrtälje, Norsjö, Nybro,
Nykvarn, Nyköping, Nynäshamn, Nässjö, Ockelbo, Olofström, Orsa, Orust, Osby, Oskarshamn, Ovanåker, Oxelösund,
Pajala, Partille, Perstorp, Piteå, Ragunda, Robertsfors, Ronneby, Rättvik, Sala, Salem, Sandviken, Sigtuna,
Simrishamn, Sjöbo, Skara, Skellefteå, Skinnskatteberg, Skurup, Skövde, Smedjebacken, Sollefteå, Sollentuna, Solna,
Sorsele, Sotenäs, Staffanstorp, Stenungsund, Stockholm, Storfors, Storuman, Strängnäs, Strömstad, Strömsund,
Sundbyberg, Sundsvall, Sunne, Surahammar, Svalöv, Svedala, Svenljunga, Säffle, Säter, Sävsjö, Söderhamn,
Söderköping, Södertälje, Sölvesborg, Tanum, Tibro, Tidaholm, Tierp, Timrå, Tingsryd, Tjörn, Tomelilla, Torsby,
Torsås, Tranemo, Tranås, Trelleborg, Trollhättan, Trosa, Tyresö, Täby, Töreboda, Uddevalla, Ulricehamn, Umeå,
Upplands Väsby, Upplands-Bro, Uppsala, Uppvidinge, Vadstena, Vaggeryd, Valdemarsvik, Vallentuna, Vansbro, Vara,
Varberg, Vaxholm, Vellinge, Vetlanda, Vilhelmina, Vimmerby, Vindeln, Vingåker, Vårgårda, Vänersborg, Vännäs,
Värmdö, Värnamo, Västervik, Västerås, Växjö, Ydre, Ystad, Åmål, Ånge, Åre, Årjäng, Åsele, Åstorp, Åtvidaberg,
Älmhult, Älvdalen, Älvkarleby, Älvsbyn, Ängelholm, Öckerö, Ödeshög, Örebro, Örkelljunga, Örnsköldsvik, Östersund,
Österåker, Östhammar, Östra Göinge, Överkalix, Övertorneå
"""
_ABOUT: Final = frozenset({"kommun", "kommuns", "stad", "stads", "region", "lpo", "municipality", "city", "of"})


def key(cell: object) -> str:
    """What a cell names: a name without `kommun` and a code; or four digits where it is a code alone.

    Without accents, but where two municipalities would be one: Habo and Håbo.
    """
    text = as_text(cell)
    if re.fullmatch(r"\d{3,4}", text):
        return text.zfill(4)
    words = [word for word in fold(text).split() if word not in _ABOUT]
    names = [word for word in words if not word.isdigit()]
    if " ".join(names) in _alike():
        accented = re.sub(r"\([^()]*\)", " ", unicodedata.normalize("NFC", text).casefold())
        names = [word for word in re.findall(r"[^\W\d_]+", accented) if word not in _ABOUT]
    return " ".join(names) if names else " ".join(words)


def _names() -> list[str]:
    return NAMES.replace("\n", " ").strip().split(", ")


@cache
def _alike() -> frozenset[str]:
    """What two municipalities are called without accents."""
    count = Counter(map(fold, _names()))
    return frozenset(name + end for name, times in count.items() if times > 1 for end in ("", "s"))


@cache
def known() -> frozenset[str]:
    """Sweden's municipalities, as `key` has them, and as they stand before `kommun`."""
    names = {key(name) for name in _names()}
    return frozenset(names | {f"{name}s" for name in names})


def own(*, name: str, code: str) -> frozenset[str]:
    """What our own municipality is called in a file."""
    mine = key(name)
    return frozenset({mine, f"{mine}s", mine.removesuffix("s"), key(code)})


def perhaps(said: str, ours: Iterable[str]) -> bool:
    """Whether a name that isn't ours is ours without its accents: Habo, in Håbo's file, may be either."""
    return said in map(fold, ours)


def is_other(said: str) -> bool:
    """Whether it surely is another municipality than ours: asked only of what isn't ours."""
    return said in known() or re.fullmatch(r"\d{4}", said) is not None


def is_ours(cell: object, ours: Collection[str]) -> bool | None:
    """Whether a cell names our municipality (`own`) or another; None where nobody knows which it names."""
    said = key(cell)
    if said in ours:
        return True
    return False if is_other(said) and not perhaps(said, ours) else None


def names_municipalities(column: Sequence[object]) -> bool:
    """Whether the cells of a column are names of municipalities, whatever it is called."""
    said = {key(cell) for cell in column if as_text(cell)}
    return bool(said) and said <= known()
