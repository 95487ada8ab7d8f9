"""What describes a person is told from what describes a place, a thing or a vehicle."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.measures.watch.describing import describes_a_person

PERSONS = (
    "En lång man i svart jacka gick runt huset.",
    "Två mörka män stod vid garaget.",
    "En man i 30-årsåldern ringde på dörren.",
    "Mannen var cirka 180 cm lång och hade skägg.",
    "Han hade en blå keps och grå byxor.",
    "Två killar i huvtröjor gick mellan husen",
    "En kvinna med långt hår frågade efter vägen.",
    "Hon pratade bruten svenska.",
    "Personerna hade utländskt utseende.",
    "Tre ungdomar, den ene var kraftig.",
    "Två unga killar på moped.",
    "En mörkhyad person tittade in genom fönstret.",
    "Romer går runt och knackar på.",
    "En invandrarkille sprang mot skogen.",
    "Han var svartklädd och maskerad.",
    "Mannen heter Kalle och bor vid macken.",
    "Kvinnan, 25-30 år, gick fram till dörren.",
    "En 17-åring ställde cykeln vid grinden.",
    "Okänd man, ca 1,80 lång, keps.",
    "Vit skåpbil ABC 123 körde sakta förbi.",
    "Skåpbilen hade ABC12D på skylten.",
    "Rött hår, glasögon och tatuering på halsen.",
    "Två personer i reflexvästar sa att de skulle titta på taket.",
    "Den andre var smal.",
    "Personnummer 19900101-1234.",
    "En äldre kvinna med rullator tog paketet.",
    "Mannen hade keps.",
    "Någon klädd i arbetskläder gick in på gården.",
    "En okänd lång man stod och väntade.",
    "A tall man in a dark jacket walked around the house.",
    "A woman with dark hair asked for the way.",
    "She spoke broken Swedish.",
    "Two young men were looking into cars.",
    "Grannen på nummer 14 har konstiga besökare.",
    "Sonen i nr 7 smyger runt på nätterna.",
    "Familjen på 12 ska man hålla koll på.",
    "De pratade polska med varandra.",
    "Ring 070-123 45 67 om det är din bil.",
)
OTHERS = (
    "En vit skåpbil stod länge vid vändplatsen.",
    "Svart Volvo med tonade rutor körde sakta genom området.",
    "En mörk bil av kombimodell parkerade vid lekplatsen.",
    "En gammal röd lastbil med stege på taket.",
    "Två svarta mopeder körde på gångvägen.",
    "Någon har kommit in genom ett fönster på baksidan mitt på dagen.",
    "Ett inbrott har skett i området under eftermiddagen.",
    "Lås fönster och dörrar även när man är hemma.",
    "Om man är bortrest kan en granne tömma brevlådan.",
    "När man har långa gardiner syns det att ingen är hemma.",
    "Lamporna är mörka på hela gatan.",
    "Det är mörkt vid cykelförrådet.",
    "Den långa häcken skymmer sikten.",
    "Ring 112 om du ser något som pågår, annars 114 14.",
    "SMS 112 går också. BRF 123 har eget larm.",
    "Huset är ungefär 30 år gammalt.",
    "Dörren är 30 år gammal och kan brytas upp lätt.",
    "Polisen vill ha tips om vad ni har sett mellan klockan 12 och 17.",
    "Skriv upp signalement och ring polisen direkt.",
    "En röd jacka är upphittad vid busshållplatsen.",
    "Tjuvarna stal en svart jacka ur en bil.",
    "En person ringde på och gick sedan därifrån.",
    "Någon provade handtagen på bilarna längs gatan.",
    "Två personer sprang mot skogen.",
    "Mannen i huset sov när det hände.",
    "Äldre personer luras på telefon, prata med dina föräldrar.",
    "Gatan heter Ekvägen.",
    "Det är över. Tack för hjälpen!",
    "En stege låg kvar vid den bruna ladan.",
    "Kort möte på torsdag, långt samtal efteråt.",
    "Garaget är uppbrutet, spår av stora skor i snön.",
    "Unga och gamla är välkomna på mötet.",
    "Grå Volkswagen Transporter utan skyltar.",
    "Inbrottet skedde mellan 12 och 17, cirka 30 meter från lekplatsen.",
    "A white van was parked by the playground all day.",
    "Källardörren på nummer 14 stod uppbruten i morse.",
    "Grannarna på Storgatan har sett samma bil.",
    "Mannen i huset sov vid 12-tiden.",
    "Larmet gick på nr 7 klockan 02.",
    "Somebody tried the doors along the street.",
    "",
)


@pytest.mark.parametrize("text", PERSONS)
def test_a_description_is_seen(text: str) -> None:
    assert describes_a_person(text)
    assert describes_a_person(text.upper())


@pytest.mark.parametrize("text", OTHERS)
def test_a_place_a_thing_or_a_vehicle_is_nobody(text: str) -> None:
    assert not describes_a_person(text)


@given(st.sampled_from(PERSONS), st.sampled_from(OTHERS))
def test_a_description_is_seen_among_other_words(person: str, other: str) -> None:
    assert describes_a_person(f"{other}\n{person}")
    assert describes_a_person(f"{person}\n{other}")


@given(st.text(max_size=2000))
def test_any_text_gets_an_answer(text: str) -> None:
    assert describes_a_person(text) in {True, False}
