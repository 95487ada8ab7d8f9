"""Files as police and municipalities have them: what goes in goes in right, and what has two readings is asked."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kokong.incidents import rules, times
from kokong.incidents.importing import cells, codes
from kokong.incidents.importing.importer import BURGLARIES
from kokong.incidents.values import FieldProblem
from kokong.intake import api as imports
from kokong.intake.api import LEAVE, Decisions, decided_as
from kokong.tables import municipalities
from tests.incidents.conftest import Town
from tests.incidents.test_import import kept, take, workbook

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


def windows(town: Town) -> list[str]:
    """When the burglaries that are there happened, the first first, as the clocks here show it."""
    return sorted(
        f"{timezone.localtime(one.earliest):%Y-%m-%d %H:%M} → {timezone.localtime(one.latest):%Y-%m-%d %H:%M}"
        for one in kept(town)
    )


@pytest.mark.parametrize(
    "header",
    [
        "Datum;Tid", "Brottsdatum;Brottstid", "Händelsedatum;Klockslag", "Dag;Kl",
        "Datum för brottet;Tidpunkt",
        "Startdatum;Starttid", "Datum från;Kl från", "Datum fr.o.m.;Tid fr.o.m.",
        "Brottsdatum start;Brottstid start",
        "Inbrottsdatum;Inbrottstid", "Tid;Datum",
    ],
)  # fmt: skip
def test_date_and_time_in_two_columns_are_joined_in_every_naming(town: Town, header: str) -> None:
    row = "18.30;2026-03-01" if header == "Tid;Datum" else "2026-03-01;18.30"
    report = take(town, f"Adress;{header}\nStorgatan 1;{row}\n", now=NOW)
    assert [line.message for line in report.left] == []
    assert windows(town) == ["2026-03-01 18:30 → 2026-03-01 18:30"]


@pytest.mark.parametrize(
    "header",
    [
        "Startdatum;Starttid;Slutdatum;Sluttid", "Datum från;Kl från;Datum till;Kl till",
        "Brottsdatum fr.o.m.;Brottstid fr.o.m.;Brottsdatum t.o.m.;Brottstid t.o.m.",
        "Datum fr;Tid fr;Datum ti;Tid ti",
        "Från datum;Från tid;Till datum;Till tid", "Startdatum;Starttid;Stoppdatum;Stopptid",
        "Tidigast datum;Tidigast tid;Senast datum;Senast tid", "From date;From time;To date;To time",
    ],
)  # fmt: skip
def test_both_ends_in_four_columns(town: Town, header: str) -> None:
    report = take(town, f"Adress;{header}\nStorgatan 1;2026-03-01;1830;2026-03-02;0745\n", now=NOW)
    assert [line.message for line in report.left] == []
    assert windows(town) == ["2026-03-01 18:30 → 2026-03-02 07:45"]


def test_when_it_was_reported_is_never_when_it_happened(town: Town) -> None:
    header = "Adress;Anmälningsdatum;Registreringstid;Från;Till"
    report = take(town, f"{header}\nStorgatan 1;2026-03-05;12:00;;\n", now=NOW)
    assert "no time" in report.left[0].message


def test_two_readings_refuse_the_row_until_somebody_says(town: Town) -> None:
    content = "Adress;Datum\nStorgatan 1;05/06/2026\nStorgatan 3;2026-06-07\n"
    report = take(town, content, now=NOW)
    assert (report.taken, report.refused) == (1, 1)
    assert "two readings" in report.left[0].message
    assert take(town, content, now=NOW, decisions=Decisions(order="dmy")).taken == 1
    assert windows(town)[0].startswith("2026-06-05")


def test_another_row_of_the_file_settles_the_order(town: Town) -> None:
    assert take(town, "Adress;Datum\nStorgatan 1;05/06/2026\nStorgatan 3;13/06/2026\n", now=NOW).refused == 0
    assert [when[:10] for when in windows(town)] == ["2026-06-05", "2026-06-13"]


def test_another_municipalitys_rows_are_left_out_whatever_the_column_is_called(town: Town) -> None:
    for header in ("Kommun", "Brottsplatskommun", "Område", "Kommunnamn", "LPO"):
        report = take(town, f"Adress;{header};Från\nStorgatan 1;Nybro;2026-11-26 18:00\n", now=NOW)
        assert (report.taken, report.aside, report.refused) == (0, 1, 0), header
    code = take(town, "Adress;Kommunkod;Från\nStorgatan 1;0881;2026-11-26 18:00\n", now=NOW)
    assert (code.taken, code.aside) == (0, 1)
    assert kept(town) == ()


def test_our_own_rows_are_taken_and_those_that_say_nothing_are_not(town: Town) -> None:
    rows = [
        "Storgatan 1;Havsvik",
        "Storgatan 3;HAVSVIKS KOMMUN",
        "Storgatan 5;9901",
        "Storgatan 7;",
        "Storgatan 9;Ek",
    ]
    content = "Adress;Kommun;Från\n" + "".join(f"{row};2026-03-01 18:00\n" for row in rows)
    report = take(town, content, now=NOW)
    assert (report.taken, report.refused) == (3, 2)
    assert "doesn't say which municipality" in report.left[0].message
    assert "Decide what it means" in report.left[1].message
    decided = Decisions(words={"municipality": {"ek": LEAVE}})
    assert take(town, content, now=NOW, decisions=decided).aside == 1


def test_a_word_decided_on_the_command_line_keeps_its_letters(town: Town) -> None:
    content = "Adress;Kommun;Från\nStorgatan 1;Håbo kommun;2026-03-01 18:00\nStorgatan 3;Habo;2026-03-01 18:00\n"
    decided = decided_as(words=["municipality:HÅBO (C)=ours"])
    report = take(town, content, now=NOW, decisions=decided)
    assert (report.taken, report.aside) == (1, 1), "Habo is another municipality"
    assert [one.dwelling_id for one in kept(town)] == [town.homes[0]]


@pytest.mark.parametrize("cell", ["Håbo", "Håbo (C)", "HABO KOMMUN", "Håbo kommun (0305)", "Dals-Ed", "0305"])
def test_a_name_that_was_decided_and_remembered_is_found_again(cell: str) -> None:
    key = municipalities.key(cell)
    assert municipalities.key(key) == key


def test_a_column_that_changes_the_meaning_and_is_given_up_must_be_decided(town: Town) -> None:
    content = "Adress;Kommun;Från\nStorgatan 1;Nybro;2026-03-01 18:00\n"
    mapping = {"address": "Adress", "earliest": "Från"}
    with pytest.raises(imports.Unreadable, match="Kommun: Is it all about our municipality"):
        take(town, content, mapping=mapping, now=NOW)
    assert take(town, content, mapping=mapping, now=NOW, decisions=Decisions(aside=("Kommun",))).taken == 1


@pytest.mark.parametrize(("header", "cell"), [("Status", "Nedlagd"), ("Nedlagd", "Ja"), ("Nedlagd", "2026-03-09")])
def test_a_closed_investigation_is_asked_about(town: Town, header: str, cell: str) -> None:
    content = f"Adress;{header};Från\nStorgatan 1;{cell};2026-03-01 18:00\n"
    assert "Decide what it means" in take(town, content, now=NOW).left[0].message
    field, word, means = ("state", "nedlagd", "confirmed") if header == "Status" else ("closed", "yes", "no")
    assert take(town, content, now=NOW, decisions=Decisions(words={field: {word: means}})).taken == 1


def test_what_was_cancelled_is_left_out(town: Town) -> None:
    content = (
        "Adress;Makulerad;Från\nStorgatan 1;Ja;2026-03-01\nStorgatan 3;Nej;2026-03-01\nStorgatan 5;;2026-03-01\n"
    )
    report = take(town, content, now=NOW)
    assert (report.taken, report.aside, report.refused) == (2, 1, 0)


def test_a_second_column_of_times_is_never_passed_over(town: Town) -> None:
    with pytest.raises(imports.Unreadable, match=r"Datum \(2\): Does it say when"):
        take(town, "Adress;Datum;Datum\nStorgatan 1;2026-03-01;2026-03-04\n", now=NOW)


@pytest.mark.parametrize(
    ("code", "kind", "completed"),
    [
        ("9801", "house", True), (9801.0, "house", True), ("0857", "house", False), (857.0, "house", False),
        ("857", "house", False), ("9802", "flat", True), ("0874", "flat", False), (874, "flat", False),
        ("9831", "unknown", True), ("9832", "unknown", False), ("0826", "holiday", True),
        ("0825", "cellar_attic", True), ("0857 - Inbrottsstöld, försök, i villa/radhus", "house", False),
        ("Stöld (9802)", "flat", True),
    ],
)  # fmt: skip
def test_crime_codes_are_four_digits(town: Town, code: Any, kind: str, completed: bool) -> None:
    report = take(town, workbook([["Adress", "Brottskod", "Datum"], ["Storgatan 1", code, "2026-03-01"]]), now=NOW)
    assert [line.message for line in report.left] == []
    (one,) = kept(town)
    assert (one.dwelling_kind, one.completed) == (kind, completed)


@pytest.mark.parametrize("code", ["9803", "9804", "0830", "0823", 858.0, "0859 Stöld utan inbrott, i bostad"])
def test_other_crimes_are_left_out_and_counted(town: Town, code: Any) -> None:
    report = take(town, workbook([["Adress", "Brottskod", "Datum"], ["Storgatan 1", code, "2026-03-01"]]), now=NOW)
    assert (report.taken, report.aside, report.refused) == (0, 1, 0)


@pytest.mark.parametrize("code", ["Inbrottsstöld, fullbordat, i villa/radhus", "9801/0857", "abc"])
def test_a_code_is_never_told_by_words(code: str) -> None:
    with pytest.raises(ValueError):
        codes.code_of(code)


def test_columns_that_contradict_each_other_refuse_the_row(town: Town) -> None:
    content = "Adress;Brottskod;Fullbordat/försök;Datum\nStorgatan 1;9801;Försök;2026-03-01\n"
    assert "another that it was attempted" in take(town, content, now=NOW).left[0].message


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Villa", "house"), ("Villa/radhus", "house_or_row"), ("Radhus", "row"), ("Kedjehus", "row"),
        ("Lägenhet (bostadsrätt)", "flat"), ("Bostad, villa", "house"), ("Inbrott i bostad - lägenhet", "flat"),
        ("Vindskontor", "cellar_attic"), ("Källare/vind", "cellar_attic"), ("Permanent bostad", "own"),
        ("Inbrottsstöld i fritidshus", "holiday"), ("Radhus, villa", "house_or_row"), ("Garage", LEAVE),
    ],
)  # fmt: skip
def test_a_kind_of_home_in_peoples_words(word: str, kind: str) -> None:
    vocabulary = imports.Vocabulary({}, cells.KINDS, cells.kind)
    assert vocabulary.meaning(word, {}) == kind


@pytest.mark.parametrize(
    ("word", "means"),
    [
        ("Fullbordat", "completed"), ("Försök", "attempted"), ("försök till inbrottsstöld", "attempted"),
        ("Försöksbrott", "attempted"), ("FB", "completed"), ("FÖ", "attempted"), ("9801", "completed"),
        ("0857", "attempted"), ("Fullbordat, ej vapen", "completed"), ("Ej försök", "completed"),
        ("inte ett försök", "completed"), ("857 försök 2026", "attempted"),
        ("ej fullbordat", "attempted"), ("Stämpling", LEAVE), ("Nej", "attempted"), (True, "completed"),
    ],
)  # fmt: skip
def test_whether_somebody_got_in_in_peoples_words(word: Any, means: str) -> None:
    assert imports.Vocabulary({}, cells.COMPLETED, cells.completed).meaning(word, {}) == means


def test_a_year_is_no_code_behind_one() -> None:
    assert codes.code_of("857 försök 2026") == "0857"


def test_words_that_say_both_or_nothing_are_asked() -> None:
    for word in ("Fullbordat/försök", "F", "kanske", "slott"):
        with pytest.raises(ValueError):
            imports.Vocabulary({}, cells.COMPLETED, cells.completed).meaning(word, {})
    for word in ("Villa och lägenhet", "slott"):
        with pytest.raises(ValueError):
            imports.Vocabulary({}, cells.KINDS, cells.kind).meaning(word, {})


@pytest.mark.parametrize(
    ("words", "means"),
    [
        ("Inbrottsstöld", "burglary"), ("Försök till inbrottsstöld", "attempted"),
        ("Inbrottsstöld, fullbordat, i villa/radhus", "completed"), ("Inbrott i bostad", "burglary"),
        ("Inbrottsstöld i garage", LEAVE),
    ],
)  # fmt: skip
def test_a_crime_in_words(words: str, means: str) -> None:
    assert cells.rubric(words) == means


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Inbrottsstöld i källare", "cellar_attic"), ("Inbrott i fritidshus", "holiday"),
        ("0825 Inbrott i källare", "cellar_attic"), ("Försök till inbrott i lägenhet", "flat"),
        ("Inbrottsstöld", ""), ("Inbrott i bostad", ""), ("Inbrottsstöld i garage", ""),
        ("9831 Inbrott i villa", "house"),
    ],
)  # fmt: skip
def test_a_crime_in_words_may_name_the_kind_of_home(words: str, kind: str) -> None:
    assert cells.kind_in_rubric(words) == kind


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("x", "yes"), ("JA", "yes"), (True, "yes"), ("Makulerad", "yes"), ("2026-03-01", "yes"),
        ("05/06/2026", "yes"),
        (datetime(2026, 3, 1, tzinfo=UTC), "yes"), ("", "no"), ("Nej", "no"), (False, "no"),
        ("Ej makulerad", "no"),
        ("yes", "yes"), ("no", "no"), ("Nej, giltig", "nej giltig"), ("Aktiv", "aktiv"),
        ("Ej giltig", "ej giltig"),
    ],
)  # fmt: skip
def test_a_column_of_cancelled_rows_leaves_out_only_what_says_so(cell: object, says: str) -> None:
    assert cells.struck(cell) == says


def test_habo_and_habo_are_two_municipalities() -> None:
    def means(cell: str, name: str) -> str:
        found = municipalities.is_ours(cell, municipalities.own(name=name, code="9901"))
        return "asked" if found is None else "ours" if found else "other"

    assert [means(cell, "Habo") for cell in ("Habo kommun", "HABO", "Håbo kommun", "Håbo", "Nybro")] == [
        "ours", "ours", "other", "other", "other",
    ]  # fmt: skip
    assert [means(cell, "Håbo") for cell in ("HÅBO", "Ha\u030abo kommun", "Håbos kommun", "Habo", "Slott")] == [
        "ours", "ours", "ours", "asked", "asked",
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["Stöld", "Inbrottsstöld i rymdskepp", "Skadegörelse"])
def test_a_crime_that_may_be_none_of_a_home_is_asked(words: str) -> None:
    with pytest.raises(ValueError):
        cells.rubric(words)


# Case numbers.


@pytest.mark.parametrize(
    "text",
    [
        "5000-K123456-26", "5000–K123456–26", "5000 K123456 26", "5000-K 123456-26", "5000\u00a0K123456\u2011 26",
        "5000K123456-26", "5000-k123456-2026", "2026-5000-K123456", "K123456-26 (5000)", "5000-K123456/26",
        "５０００-K123456-26",
    ],
)  # fmt: skip
def test_a_case_number_has_one_spelling(text: str) -> None:
    assert rules.case_number(text) == "5000-K123456-26"
    assert rules.is_case_number(text)


def test_the_district_stays_with_its_zero_and_may_be_missing() -> None:
    assert rules.case_number("0105-K12345-26") == rules.case_number("0105 K12345 26") == "0105-K12345-26"
    assert rules.case_number("k 12345–26") == "K12345-26"
    assert rules.case_number("K001234-26") == "K1234-26"
    assert rules.case_number("K1234567") == "K1234567", "no case of 1967 or 2067"
    assert rules.same_case("K12345-26", "0105-K12345-26")
    assert not rules.same_case("5000-K12345-26", "0105-K12345-26")
    assert not rules.same_case("", "")


@given(st.integers(1, 99_999_999), st.integers(0, 9999), st.integers(15, 26), st.sampled_from("-–—‑ \u00a0"))
def test_every_spelling_comes_out_the_same(number: int, district: int, year: int, dash: str) -> None:
    plain = f"{district:04}-K{number}-{year:02}"
    assert rules.case_number(plain) == plain
    assert rules.case_number(f" {district:04}{dash}k{number}{dash}{year:02} ") == plain
    assert rules.case_number(rules.case_number(plain)) == plain


@pytest.mark.parametrize(
    "sentence",
    [
        "Se 5000–K123456–26.",
        "Enligt K 123456 - 26 fel adress",
        "5000-K123456",
        "K123456/2026",
        "26-K123456",
        "K-nr 123456-26",
        "K nr 123456-26",
        "K-nummer: 123456",
        "K123 456-26",
        "K1-26",
        "K123456_26",
        "k123456",
    ],
)
def test_none_slips_into_a_sentence_that_others_read(sentence: str) -> None:
    assert rules.reason_problem(sentence) == "case_number"


def test_other_sentences_are_let_through() -> None:
    assert rules.reason_problem("Fel adress: Kyrkvägen 12, inte K-märkt hus 5 från 2026.") is None


def test_the_same_case_in_another_spelling_is_there_already(town: Town) -> None:
    header = "Adress;Från;K-nummer\n"
    assert take(town, f"{header}Storgatan 1;2026-03-01 18:00;5000-K123456-26\n", now=NOW).taken == 1
    again = take(town, f"{header}Storgatan 1;2026-03-01 18:00;5000–K 123456–2026\n", now=NOW)
    assert (again.already, again.taken) == (1, 0)
    assert take(town, f"{header}Storgatan 1;2026-03-01 18:00;K123456-26\n", now=NOW).already == 1


def test_two_case_numbers_at_one_home_within_a_day_are_asked_never_dropped(town: Town) -> None:
    header = "Adress;Från;K-nummer"
    first, second = "Storgatan 1;2026-03-01 18:00;5000-K1234-26", "Storgatan 1;2026-03-02 02:00;5000-K1240-26"
    report = take(town, f"{header}\n{first}\n{second}\n", now=NOW)
    assert (report.taken, report.already, report.refused) == (1, 0, 1)
    assert "Its case number is another" in report.left[0].message
    mended = take(town, f"{header};Annat inbrott\n{second};ja\n", now=NOW)
    assert (mended.taken, len(kept(town))) == (1, 2)


# Cells that are not text.


def test_a_cell_that_is_no_address_is_refused_with_its_row_and_what_it_was(town: Town) -> None:
    day = datetime(2026, 7, 5)  # noqa: DTZ001
    rows: list[list[Any]] = [["Gata", "Nr", "Datum"]]
    rows += [["Storgatan", number, "2026-03-01"] for number in (day, True, 0.5, 46208, "#REF!", 5)]
    report = take(town, workbook(rows), now=NOW)
    assert (report.taken, report.refused) == (1, 5)
    assert [line.number for line in report.left] == [2, 3, 4, 5, 6]
    words = [line.message for line in report.left]
    assert "5-7" in words[0]
    assert "truth value" in words[1]
    assert "1-2" in words[2]
    assert "5-7" in words[3]
    assert "error" in words[4]


def test_an_error_of_a_formula_is_seen_though_its_cell_reads_empty(town: Town) -> None:
    from io import BytesIO

    from openpyxl import Workbook

    book, out = Workbook(), BytesIO()
    assert book.active is not None
    for row in (["Adress", "Datum"], ["x", "2026-03-01"]):
        book.active.append(row)
    book.active["A2"].value = "#REF!"
    book.active["A2"].data_type = "e"
    book.save(out)
    report = take(town, out.getvalue(), now=NOW)
    assert "error of the spreadsheet (#REF!)" in report.left[0].message


def test_a_workbook_of_1904_with_plain_numbers(town: Town) -> None:
    from io import BytesIO

    from openpyxl import Workbook
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book, out = Workbook(), BytesIO()
    book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    for row in (["Adress", "Från", "Till"], ["Storgatan 1", 44620.75, 44621.3125]):
        book.active.append(row)
    book.save(out)
    assert take(town, out.getvalue(), now=NOW).taken == 1
    assert windows(town) == ["2026-03-01 18:00 → 2026-03-02 07:30"]


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("2026-11-20 18.30", "2026-11-20T17:30:00+00:00"), ("2026-11-20T18:30", "2026-11-20T17:30:00+00:00"),
        ("2026-11-20T18:30:00-05:00", "2026-11-20T23:30:00+00:00"),
        ("20/11-26 kl 18", "2026-11-20T17:00:00+00:00"),
    ],
)  # fmt: skip
def test_a_time_on_the_command_line_is_read_by_the_same_reader(text: str, means: str) -> None:
    assert times.parse(text, field="earliest").isoformat() == means


@pytest.mark.parametrize("text", ["2026-11-20 18-22", "05/06/2026", "18:30", "i går", ""])
def test_and_is_refused_where_it_is_none_or_two(text: str) -> None:
    with pytest.raises(FieldProblem):
        times.parse(text, field="earliest")


# What the columns are taken for.


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Gata och nummer", "address"), ("Brottsplats - gatuadress", "address"), ("Adress brottsplats", "address"),
        ("Målsägandens adress", None), ("E-postadress", None), ("Datum för anmälan", None), ("Uttagsdatum", None),
        ("Brottstid t.o.m.", "latest"), ("Tidpunkt från", "earliest"), ("Datum ti", "latest_date"),
        ("Ärende", "case_number"), ("Tidningsbud", None), ("Kommun", "municipality"), ("Handläggare", None),
    ],
)  # fmt: skip
def test_a_header_says_what_it_is(header: str, field: str | None) -> None:
    assert BURGLARIES.guess([header]) == ({field: header} if field else {})


def test_a_column_is_known_by_what_stands_in_it() -> None:
    assert BURGLARIES.guess(["Anmälan"], [["5000-K123456-26"], ["K123457-26"]]) == {"case_number": "Anmälan"}
    assert BURGLARIES.guess(["Kod"], [["9801"], ["0830"]]) == {"crime_code": "Kod"}
    assert BURGLARIES.guess(["Område"], [["Nybro"], ["Kalmar kommun"]]) == {"municipality": "Område"}
    assert BURGLARIES.guess(["Kommentar"], [["grannen såg"], [""]]) == {}


def test_sweden_has_290_municipalities() -> None:
    assert len(municipalities.NAMES.replace("\n", " ").split(", ")) == 290
