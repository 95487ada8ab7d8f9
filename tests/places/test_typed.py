"""Addresses as people write them: read, and told from one another. Pure."""

import doctest
import unicodedata
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.places import finding, register, rules, street_names, typed
from kokong.places.register import Door
from kokong.places.typed import Fit

NAMES = st.text(alphabet="åäöÅÄÖéÉüsStTaAeE4 .:-'VN", max_size=30)


def test_the_examples_in_the_docstrings() -> None:
    for module in (typed, street_names, rules):
        assert doctest.testmod(module).failed == 0


@given(NAMES)
def test_a_name_has_one_form(name: str) -> None:
    """Composed or not, in small letters or capitals, and once or twice."""
    key = street_names.key(name)
    assert street_names.key(key) == key
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert street_names.key(unicodedata.normalize(form, name)) == key
    assert street_names.key(name.upper()) == street_names.key(name.lower())
    assert not key or street_names.spellings(name)[0] == street_names.whole(name)
    assert len(street_names.spellings(name)) <= street_names.MOST + 1


@given(st.text(max_size=300))
def test_anything_can_be_asked(text: str) -> None:
    for asked in typed.readings(text):
        assert asked.street
        street_names.initials(asked.street)
        street_names.beginning(asked.street)
        typed.town_fits(asked, town="kalmar", district="", postcode="")


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("S:t Eriks väg", "Sankt Eriks väg"),
        ("S.t Eriks väg", "Sankt Eriks väg"),
        ("St. Eriksväg", "S:t Eriks väg"),
        ("V. Esplanaden", "Västra Esplanaden"),
        ("V:a Esplanaden", "Västra Esplanaden"),
        ("Västra espl", "Västra Esplanaden"),
        ("N Långg.", "Norra Långgatan"),
        ("Ö. Storg", "Östra Storgatan"),
        ("Södra Långgatan", "S. Långgatan"),
        ("Storg.", "Storgatan"),
        ("Ekv", "Ekvägen"),
        ("Kyrkogr", "Kyrkogränd"),
        ("Eriks v", "Eriks väg"),
        ("4:e Tvärgatan", "Fjärde Tvärgatan"),
        ("4e Tvärg", "4:e Tvärgatan"),
        ("1:a Backgatan", "Första Backgatan"),
        ("G:la Vägen", "Gamla vägen"),
        ("Gml Stockholmsv", "Gamla Stockholmsvägen"),
        ("Kv. Björken", "Kvarteret Björken"),
        ("Dr Sydows väg", "Doktor Sydows väg"),
        ("Björkst.", "Björkstigen"),
    ],
)
def test_what_is_written_short(short: str, name: str) -> None:
    assert street_names.whole(name) in street_names.spellings(short)


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("Björken", "Björkenäsvägen"),
        ("Södra", "Södra Långgatan"),
        ("Nygatan", "Bygatan"),
        ("V", "Vasagatan"),
        ("Storgatan", "Storgatans gränd"),
        ("Kv. Björken", "Björken"),
        ("Norra Esplanaden", "Västra Esplanaden"),
        ("S. Långgatan", "Norra Långgatan"),
        ("Berg", "Berggatan"),
        ("Ek", "Ekvägen"),
        ("Lilla", "Lilla torget"),
    ],
)
def test_a_beginning_is_no_name(short: str, name: str) -> None:
    assert street_names.whole(name) not in street_names.spellings(short)
    assert not street_names.is_slip(street_names.key(short), street_names.key(name))


@pytest.mark.parametrize(
    ("typed_name", "name", "may"),
    [
        ("Kapten Johan W Karlssons v", "Kapten Johan Wilhelm Karlssons väg", True),
        ("Kapten J W Karlssons väg", "Kapten Johan Wilhelm Karlssons väg", True),
        ("Kapten Johan V Karlssons v", "Kapten Johan Wilhelm Karlssons väg", False),
        ("V A Kochs gata", "Västra Kochs gata", True),
        ("K v", "Kyrkvägen", False),
    ],
)
def test_initials(typed_name: str, name: str, may: bool) -> None:
    pattern, key = street_names.initials(typed_name), street_names.key(name)
    spelled = key.replace(" ", "") in street_names.spellings(typed_name)
    assert (spelled or bool(pattern and pattern.fullmatch(key))) == may
    if pattern and may:
        assert key.startswith(street_names.beginning(typed_name))


@pytest.mark.parametrize(
    ("text", "number", "unit", "well"),
    [
        ("Storgatan 12A lgh 1203", "00012a", "01203", ""),
        ("STORGATAN 12 M LGH 1304, 392 32 KALMAR", "00012m", "01304", ""),
        ("Storgatan 12a, 2 tr, lgh 1203", "00012a", "01203", ""),
        ("Storgatan 12 A lgh1101", "00012a", "01101", ""),
        ("Storgatan 12 A 1 tr ö g lgh 1101", "00012a", "01101", ""),
        ("Storgatan 14, BV", "00014", "", ""),
        ("c/o Andersson, Storgatan 14", "00014", "", ""),
        ("Storgatan 14 c/o Eva Berg", "00014", "", ""),
        ("c/o Andersson Storgatan 14", "00014", "", ""),
        ("Storgatan 14 2 tr u g", "00014", "", ""),
        ("Storgatan 12A, läg. 1203", "00012a", "01203", ""),
        ("Storgatan nr 14", "00014", "", ""),
        ("Storgatan 16 - 18", "00016-18", "", ""),
        ("Storgatan 16–18", "00016-18", "", ""),
        ("Storgatan 12 A-C", "00012a-12c", "", ""),
        ("14 Storgatan", "00014", "", ""),
        ("14 B Storgatan", "00014b", "", ""),
        ("Storgatan 014", "00014", "", ""),
        ("Storgatan 12 A (1203)", "00012a", "01203", ""),
        ("Storgatan 8 uppgång B", "00008", "", "b"),
        ("Storgatan 8, uppg. B, lgh 1002", "00008", "01002", "b"),
        ("Storgatan 8 port 2 vån 3", "00008", "", "2"),
        ("Storgatan 8 B 3tr", "00008b", "", ""),
        ("Storgatan 14 – 392 32 Kalmar", "00014", "", ""),
        ("Storgatan 5, SE-392 32 Kalmar, Sverige", "00005", "", ""),
        ("Storgatan 8 lgh. nr 1002", "00008", "01002", ""),
        ("Storgatan 8 lägenhet 1002", "00008", "01002", ""),
        ("Storgatan 8 bottenvåningen", "00008", "", ""),
        ("Storgatan 8, 3 tr t.v.", "00008", "", ""),
    ],
)
def test_what_is_behind_the_street(text: str, number: str, unit: str, well: str) -> None:
    found = next(a for a in typed.readings(text) if a.street == "storgatan" and a.town in {"", "kalmar"})
    assert (found.number, found.unit, found.stairwell) == (number, unit, well)


@pytest.mark.parametrize(
    "text",
    [
        "Storgatan 5, 7", "Storgatan 5;7", "Storgatan 5.7", "Storgatan 5 & 7", "Storgatan 5 (7)", "Storgatan 5 7",
        "Storgatan 5 A, 7", "Storgatan 5 7, 392 32 Kalmar", "Storgatan 5:7",
    ],
)  # fmt: skip
def test_two_numbers_are_no_third(text: str) -> None:
    glued = {"00057", "00005a7", "00005/7"}
    assert not [a for a in typed.readings(text) if a.street == "storgatan" and a.number in {*glued, "00007"}]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Hamngatan Kajplats 4", "kajplats4"),
        ("Hamngatan 5 AB", "00005ab"),
        ("Hamngatan 5 A", "00005a"),
        ("Hamngatan Kajplats 4, 392 32 Kalmar", "kajplats4"),
    ],
)
def test_words_that_are_one_number(text: str, number: str) -> None:
    assert ("hamngatan", number) in {(a.street, a.number) for a in typed.readings(text)}


def test_places_with_two_numbers_are_not_glued() -> None:
    assert "kajplats47" not in {a.number for a in typed.readings("Hamngatan Kajplats 4, 7")}


@pytest.mark.parametrize(
    "text",
    [
        "V. Storgatan 5", "N. Storgatan 5", "S. Storgatan 5", "Ö. Storgatan 5", "Norra Storgatan 5",
        "Kalmar V. Storgatan 5", "V Storgatan 5, Kalmar", "c/o Andersson V Storgatan 5",
    ],
)  # fmt: skip
def test_a_word_before_the_street_is_no_village(text: str) -> None:
    """Västra Storgatan, written short, is looked for before Storgatan in a village V."""
    streets = [a.street for a in typed.readings(text) if a.number == "00005"]
    assert "storgatan" not in streets
    assert any(street.endswith(" storgatan") for street in streets)


def test_a_village_of_two_words() -> None:
    found = {(a.street, a.town) for a in typed.readings("Gamla Uppsala Storgatan 5")}
    assert ("storgatan", "gamla uppsala") in found


@pytest.mark.parametrize("text", ["12A/1203", "12A-1203"])
def test_a_flat_behind_a_dash(text: str) -> None:
    found = {(a.number, a.unit) for a in typed.readings(f"Storgatan {text}") if a.street == "storgatan"}
    assert ("00012a", "01203") in found


@pytest.mark.parametrize(
    "text", ["Sekretess", "-", "Skyddad adress", "", "  ", "okänd", "Skyddade uppgifter", "Uppgift saknas"]
)
def test_what_is_secret_reads_as_nothing(text: str) -> None:
    assert typed.readings(text) == ()


@pytest.mark.parametrize(
    ("text", "town", "district", "postcode", "fits"),
    [
        ("Storgatan 5", "kalmar", "", "39232", Fit.HERE),
        ("Storgatan 5, Kalmar", "kalmar", "", "", Fit.HERE),
        ("Storgatan 5, 392 32 Kalmar", "kalmar", "", "392 32", Fit.HERE),
        ("Storgatan 5, 392 33 Kalmar", "kalmar", "", "39232", Fit.ELSEWHERE),
        ("Storgatan 5, Nybro", "kalmar", "", "39232", Fit.ELSEWHERE),
        ("Storgatan 5, Lindsdal", "kalmar", "lindsdal", "", Fit.HERE),
        ("Storgatan 5, Lindsdal, Kalmar", "kalmar", "lindsdal", "", Fit.HERE),
        ("Storgatan 5, Stockholm", "", "", "", Fit.UNTOLD),
        ("Storgatan 5, 386 31 Färjestaden", "", "", "", Fit.UNTOLD),
        ("Storgatan 5, 386 31", "", "", "", Fit.UNTOLD),
        ("Storgatan 5, Kalmar", "", "", "", Fit.HERE),
        ("Storgatan 5, Kalmar kommun", "rockneby", "", "", Fit.HERE),
        ("Storgatan 5, Kalmar", "rockneby", "", "", Fit.ELSEWHERE),
        ("Storgatan 5, Torsås kommun", "kalmar", "", "", Fit.ELSEWHERE),
        ("Storgatan 5, Gbg", "goteborg", "", "", Fit.HERE),
        ("Storgatan 5, Kalmar Nybro", "kalmar", "", "", Fit.ELSEWHERE),
    ],
)
def test_towns(text: str, town: str, district: str, postcode: str, fits: Fit) -> None:
    asked = typed.readings(text)[0]
    found = typed.town_fits(asked, town=town, district=district, postcode=postcode, municipality={"kalmar"})
    assert found is fits


@pytest.mark.parametrize(
    ("several", "one", "among"),
    [
        ("16-18", "16", True),
        ("16-18", "18", True),
        ("16-18", "17", False),
        ("1-4", "2", True),
        ("16-18", "20", False),
        ("12A-C", "12B", True),
        ("12A-C", "12", False),
        ("12A-C", "12D", False),
        ("16-18", "16B", False),
        ("16 - 18", "18", True),
        ("1-999", "500", False),
        ("16", "16", False),
    ],
)
def test_numbers_that_stand_for_several_houses(several: str, one: str, among: bool) -> None:
    assert rules.spans(rules.number_key(several), rules.number_key(one)) is among


@pytest.mark.parametrize("number", ["16 - 18", "16-18", "16–18", "016 –18"])
def test_a_span_is_no_number_of_four_digits(number: str) -> None:
    assert rules.number_key(number) == "00016-18"


def door(
    row: int, number: str = "8", *, unit: str = "", well: str = "", kind: str = "flat", homes: int = 1
) -> Door:
    key, unit_key = rules.number_key(number), rules.number_key(unit)
    return Door(row, 1, key, well, unit_key, "", "", "", kind, homes)


LISTED = [door(1, unit="1001", well="A"), door(2, unit="1002", well="A"), door(3, unit="1001", well="B")]
BLOCK = [door(1, homes=16)]


@pytest.mark.parametrize(
    ("text", "doors", "found"),
    [
        ("Storgatan 8 uppgång B", LISTED, [3]),
        ("Storgatan 8 B", LISTED, [3]),
        ("Storgatan 8 lgh 1001", LISTED, [1, 3]),
        ("Storgatan 8 A lgh 1001", LISTED, [1]),
        ("Storgatan 8 C", LISTED, []),
        ("Storgatan 8 lgh 1301", LISTED, []),
        ("Storgatan 8 uppgång C lgh 1001", LISTED, []),
        ("Storgatan 8", BLOCK, [1]),
        ("Storgatan 8 lgh 1203", BLOCK, [1]),
        ("Storgatan 8 uppgång B", BLOCK, [1]),
        ("Storgatan 8 B", BLOCK, []),
        ("Storgatan 8 lgh 1001", [door(1, kind="detached")], []),
        ("Storgatan 8 A", [door(1, "8A"), door(2, "8")], [1]),
        ("Storgatan 8", [door(1, "8A"), door(2, "8B")], []),
        ("Storgatan 8 uppgång A", [door(1, "8A")], [1]),
        ("Storgatan 8", [door(1), door(2, unit="1001")], [1]),
    ],
)
def test_which_home_is_meant(text: str, doors: list[Door], found: list[int]) -> None:
    asked = typed.readings(text)[0]
    assert [f.dwelling_id for f in finding.chosen(asked, finding.at_number(asked, doors))] == found


@pytest.mark.parametrize(
    ("text", "unit", "well"),
    [
        ("Storgatan 8 lgh 1203", "1203", ""),
        ("Storgatan 8 uppgång b lgh 1203", "1203", "B"),
        ("Storgatan 8 lgh 0902", "0902", ""),
        ("Storgatan 8 lgh 902", "0902", ""),
        ("Storgatan 8 lgh 102", "102", ""),
        ("Storgatan 8 lgh 12", "12", ""),
    ],
)
def test_a_flat_that_nobody_lists_is_kept_as_told(text: str, unit: str, well: str) -> None:
    asked = typed.readings(text)[0]
    found = finding.chosen(asked, BLOCK)
    assert [(f.unit, f.stairwell) for f in found] == [(unit, well)]


def test_a_street_a_letter_away_is_only_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hagvägen isn't Hagavägen, but who wrote one may have meant the other."""
    there = SimpleNamespace(id=7, name_key="hagavagen")
    monkeypatch.setattr(register, "rows", lambda statement, _values: [door(1)] if "_dwelling" in statement else [])
    monkeypatch.setattr("kokong.places.search.a_slip_away", lambda _name: [there])
    ways = typed.readings("Hagvägen 8")
    assert list(finding._meant(ways, register.Asking())) == []
    assert finding._suggested("Hagvägen 8", ways, []) == [1]


def test_a_flat_has_no_number_of_many_digits() -> None:
    assert not [asked for asked in typed.readings("Storgatan 8 lgh " + "1" * 180) if len(asked.unit) > 8]
