"""Whether a text describes a person: how they look, how old they are, what they wear, what they are called. Pure.

Neighbours tell each other places and what happened, never who: a description goes to the police, by 112 while it
goes on and by 114 14 afterwards. What a vehicle, a house or a thing looks like describes nobody; its number plate
leads to its owner, so that it counts. It is a rule of words, not of meaning. It errs towards stopping: whoever is
stopped loses nothing, since the text stays and can be said otherwise.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

_ONE: Final = (
    r"(?:en|ett|två|tre|fyra|fem|sex|några|flera|den|de|det|gäng|grupp|par|par tre|som|a|an|two|three|the)"
)
_FOLK: Final = (
    r"(?:mannen|män|männen|kvinn(?:a|an|or|orna)|kille(?:n)?|killar(?:na)?|tjej(?:en|er|erna)?|pojk(?:e|en|ar|arna)"
    r"|flick(?:a|an|or|orna)|person(?:en|er|erna)?|ungdom(?:en|ar|arna)?|tonåring(?:en|ar|arna)?"
    r"|gubb(?:e|en|ar|arna)|tant(?:en|er|erna)?|dam(?:en|er|erna)|herre(?:n)?|yngling(?:en|ar|arna)?"
    r"|snubb(?:e|en|ar|arna)|grabb(?:en|ar|arna)?|främling(?:en|ar|arna)?|individ(?:en|er|erna)?|karl(?:en|ar|arna)?"
    r"|förövare(?:n|na)?|gärningsm[aä]n(?:nen)?|tjuv(?:en|ar|arna)?"
    r"|men|woman|women|guys?|boys?|girls?|persons?|people|teenagers?|lad|burglars?|thief|thieves)"
)
_LOOKS: Final = (
    r"(?:lång(?:a|e)?|kort(?:a|e)?|smal(?:a|e)?|kraftig(?:a|e)?|tjock(?:a|e)?|mager|magra|stor(?:a|e)?växt(?:a|e)?"
    r"|små?växt(?:a|e)?|mörk(?:a|e)?|ljus(?:a|e)?|svart(?:a|e)?|vit(?:a|e)?|brun(?:a|e)?|blond(?:a|e)?"
    r"|skallig(?:a|e)?|flintskallig(?:a|e)?|\w+hårig(?:a|e)?|\w+klädd(?:a|e)?|ung(?:a|e)?|yngre|gammal|gamla|gamle"
    r"|äldre|medelålders|maskerad(?:e)?|utländsk(?:a|e)?|romsk(?:a|e)?|afrikansk(?:a|e)?|arabisk(?:a|e)?"
    r"|östeuropeisk(?:a|e)?|rumänsk(?:a|e)?|polsk(?:a|e)?|baltisk(?:a|e)?|asiatisk(?:a|e)?|tatuerad(?:e)?"
    r"|skäggig(?:a|e)?|tall|short|slim|heavy|dark|fair|black|white|blond|bald|young|old|elderly|foreign|bearded)"
)
_WORN: Final = (
    r"(?:\w*jack(?:a|an|or)|\w*tröj(?:a|an|or)|\w*keps(?:ar|en)?|\w*möss(?:a|an|or)|\w*byx(?:a|or|orna)"
    r"|\w*jeans|\w*väst(?:ar|en)?|\w*rock(?:ar|en)?|\w*skor(?:na)?|\w*stövlar|\w*klänning(?:ar)?|\w*kjol(?:ar)?"
    r"|\w*kläder(?:na)?|\w*halsduk(?:ar)?|\w*huva|\w*luva|\w*glasögon|\w*handskar|\w*overall(?:er)?|slöja|\w*sjal"
    r"|jacket|coat|hoodie|sweater|cap|beanie|trousers|shoes|clothes|glasses|vest)"
)
_COLOUR: Final = (
    r"(?:svart|vit|röd|blå|grön|gul|grå|brun|beige|rosa|lila|orange|mörk|ljus|rutig|randig|mönstrad"
    r"|black|white|red|blue|green|grey|gray|brown|yellow|dark|light)(?:a|e|t|tt)?"
)
_VERY: Final = r"(?:(?:ca|cirka|ungefär|runt|mycket|rätt|ganska|väldigt|about|very|rather|okänd|okända)\s+)*"
_IS: Final = r"(?:var|är|såg|verkade|ser|was|is|looked|were|are)"
_SOMEBODY: Final = rf"(?:{_FOLK}|(?:en|den|a|the)(?: \w+)? man|han|hon|hen|honom|henne|he|she)"

_ALONE: Final = (
    rf"\b{_ONE} (?:\w+ )?{_LOOKS}(?:,? (?:och )?\w+)? (?:{_FOLK}|man)\b",
    rf"\b{_LOOKS} (?:{_FOLK.replace('person(?:en|er|erna)?', 'person(?:en)?')}|man) (?:i|med|som|in|with|who)\b",
    rf"\b{_SOMEBODY} {_IS} {_VERY}{_LOOKS}\b",
    rf"\b(?:den|de) (?:ene|ena|andre|andra|tredje|båda) {_IS} {_VERY}{_LOOKS}\b",
    r"\b(?:mörk|ljus|svart|vit|brun)(?:hyad|hyade|hyat|hudad|hudade|hyllt|hyllta)\b|\bhudfärg\b|\bdark.skinned\b",
    r"\b\d{1,2}[- ]?års?[- ]?åldern|\b\d{1,2} ?- ?\d{1,2} års?åldern|\b(?:tjugo|trettio|fyrtio|femtio)års?åldern",
    r"\b(?:i|övre|nedre|yngre|äldre) (?:medel|ton|\w*)?årsåldern",
    r"\bin (?:his|her|their) (?:\w+ )?(?:\w+ties|\d0s)\b",
    r"\b\d{1,2}[- ]?åring(?:en)?\b|\b\d{1,2}[- ]years?[- ]old\b",
    r"\b1[.,: ]?\d{2} ?(?:cm|m|meter)?(?: ?- ?\d+ ?(?:cm)?)? (?:långa?|kort|tall)\b",
    r"\b(?:mörkt|ljust|blont|rött|grått|svart|brunt|långt|kort|lockigt|rakat|vitt|krulligt|uppsatt) hår\b",
    r"\b(?:dark|blond|red|grey|black|brown|long|short|curly) hair\b",
    r"\b(?:\w*skägg|mustasch|polisonger|tatuering(?:ar)?|hästsvans|dreads|dreadlocks|rånarluva|beard|tattoos?)\b",
    r"\b(?:i?klädd|klädda|iklädda) i\b|\b(?:mörk|svart|ljus|sport)klädd(?:a|e)?\b|\bdressed in\b|\bwearing\b",
    r"\b(?:utländskt?|sydländskt?|arabiskt?|afrikanskt?|östeuropeiskt?|asiatiskt?|nordiskt?|svenskt?) "
    r"(?:utseende|härkomst|bakgrund|ursprung|påbrå|brytning)\b",
    r"\bbruten svenska\b|\bbröt på\b|\b(?:talade|pratade|hade) (?:\w+ ){0,3}(?:brytning|dialekt|accent)\b",
    r"\bbroken swedish\b|\bforeign (?:accent|looks|appearance)\b",
    r"\b(?:romer|romerna|zigenar\w*|araber(?:na)?|somalier(?:na)?|rumän(?:er|erna|en)|balter(?:na)?|afrikan(?:er|erna|en)"
    r"|östeurop[eé](?:er|erna|en)|invandrar(?:e|en|na|kille|killar|gäng|ungdomar)|utlänning(?:ar|en|arna)?"
    r"|tiggar(?:e|en|na)|missbrukar(?:e|en|na)|narkoman(?:en|er)?|uteliggare\w*)\b",
    r"\b(?:18|19|20)?\d{6} ?[-+] ?\d{4}\b",
    r"\b(?:\+46 ?|0)7[02369](?:[ -]?\d){7}\b",
    r"\b(?:grannen|mannen|kvinnan|killen|tjejen|sonen|dottern|familjen|paret|hyresgästen) (?:i|på|från|vid) "
    r"(?:(?:nummer|nr|hus|lägenhet) ?)?\d{1,3}\b",
    r"\b(?:talar|talade|pratar|pratade) (?:polska|rumänska|ryska|arabiska|romani|litauiska|bulgariska)\b",
)  # fmt: skip
"""Patterns of lower-case text, each enough by itself."""
_WEARS: Final = (
    rf"\b{_COLOUR} (?:och \w+ )?{_WORN}\b|\b(?:huv|luv)(?:tröj|jack)\w+|\bhoodie\b|\bmunkjacka\b",
    rf"\b{_SOMEBODY}\b[^.!?\n]{{0,60}}?\b(?:i|med|hade|bar|har|in|with|had) (?:\w+ ){{0,3}}{_WORN}\b",
    rf"\b(?:{_FOLK}|{_ONE} man)\b,?(?: \w+){{0,3}} (?:i|in) {_WORN}\b",
)
"""What somebody has on. In a sentence about something lost or found it is a thing."""
_THING: Final = (
    r"\b(?:upphitta|hitta|borttappa|tappa|glöm|kvarglöm|stul|stöld|stjäl|stal|tvätt|hängde|ligger|låg"
    r"|found|lost|stolen|left)"
)
_AGED: Final = (
    r"\b\d{1,2} ?(?:-|till|eller) ?\d{1,2} år\b|\b\d{1,2} års? gam(?:mal|la)\b"
    r"|\b(?:ca|cirka|ungefär|runt|omkring) \d{2} år\b"
)
_CALLED: Final = r"\b(?:heter|kallas|vid namn|hette|is called|named) \w{2,}"
_PLATE: Final = r"\b(?!SMS|BRF|TEL)[A-HJ-PR-UW-Z]{3} ?(?!112|114)\d{2}[A-HJ-PR-UW-Z0-9]\b"
_SENTENCE: Final = r"[.!?]\s+|\n+"


def describes_a_person(text: str) -> bool:
    """Whether a text, Swedish or English, describes a person or leads to one."""
    plain = unicodedata.normalize("NFC", text).replace("–", "-").replace("—", "-")
    plain = re.sub(r"[^\S\n]+", " ", plain)
    return bool(re.search(_PLATE, plain)) or any(
        _said_of_somebody(each) for each in re.split(_SENTENCE, plain) if each
    )


def _said_of_somebody(sentence: str) -> bool:
    lower = sentence.lower()
    return any(test(lower) for test in _TESTS)


def _somebody(lower: str) -> bool:
    return bool(re.search(rf"\b{_SOMEBODY}\b", lower))


def _any(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    compiled = [re.compile(each) for each in patterns]
    return lambda lower: any(each.search(lower) for each in compiled)


_alone, _wears = _any(_ALONE), _any(_WEARS)
_TESTS: Final[tuple[Callable[[str], bool], ...]] = (
    _alone,
    lambda lower: _wears(lower) and not re.search(_THING, lower),
    lambda lower: _somebody(lower) and bool(re.search(rf"{_AGED}|{_CALLED}", lower)),
)
