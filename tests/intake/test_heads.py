"""Where headings stand: below titles, over two rows; found by what they say, or told."""

import pytest

from kokong.intake import heads
from kokong.intake.decisions import Decisions, decided_as, from_json, signature
from kokong.intake.files import Line, Table
from kokong.kernel.errors import UserError
from kokong.tables.text import delimiter_of

from .lanterns import LANTERNS


def table(*rows: list[str], first: int = 1) -> Table:
    """A table as it is read without knowing where its headings stand."""
    lines = [Line(first + at, tuple(cells)) for at, cells in enumerate(rows)]
    return Table(tuple(rows[0]), tuple(lines[1:]), len(rows) - 1, at=first)


def test_the_first_row_is_the_heading_where_it_says_so() -> None:
    given = table(["Lykta", "Tänd"], ["Norra", "ja"])
    assert heads.found(given, LANTERNS.guess) == given


def test_titles_are_passed_over() -> None:
    found = heads.found(
        table(["Lyktor 2026", ""], ["Uttag", "maj"], ["Lykta", "Tänd"], ["Norra", "ja"]), LANTERNS.guess
    )
    assert (found.header, found.at, found.total) == (("Lykta", "Tänd"), 3, 1)
    assert [line.number for line in found.rows] == [4]


def test_headings_over_two_rows_are_one() -> None:
    given = table(["Lyktan", "", "Skick"], ["Namn", "Sedan", "Tänd"], ["Norra", "2026", "ja"])
    assert heads.over(given, 2).header == ("Namn", "Sedan", "Tänd"), "what stands below is enough"
    given = table(["Från", "", "Till", "", "Nr"], ["Datum", "Tid", "Datum", "Tid", ""], ["1", "2", "3", "4", "5"])
    found = heads.over(given, 2)
    assert found.header == ("Från Datum", "Från Tid", "Till Datum", "Till Tid", "Nr")
    assert (found.total, found.deep, [line.number for line in found.rows]) == (1, 2, [3])


def test_rows_apart_are_no_heading_together() -> None:
    lines = (Line(3, ("Lykta", "Tänd")), Line(5, ("Norra", "ja")))
    given = Table(("Lyktor", ""), lines, 2)
    assert heads.found(given, LANTERNS.guess).at == 3


def test_a_title_without_delimiters_does_not_hide_them() -> None:
    assert delimiter_of("Lyktor i maj\nLykta;Tänd\nNorra;ja\n") == ";"
    assert delimiter_of("Kommentar\nröd, gul\nblå\ngrön, vit, svart\n") == "\t", (
        "one column whose texts have commas"
    )


def test_decisions_come_back_as_they_were_kept() -> None:
    decided = Decisions(("Kommun",), "dmy", "ymd", 2026, {"kind": {"stuga": "holiday"}})
    assert from_json(decided.as_json()) == decided
    assert decided.lasting.year == 0
    assert from_json({"order": "sideways", "words": None}) == Decisions()


def test_files_of_one_source_have_the_same_headings_in_any_order() -> None:
    assert signature(["Lykta", "Tänd"]) == signature(["TÄND", "lykta", ""])
    assert signature(["Rad", "Utfall", "Förklaring", "Lykta"]) == signature(["Lykta"]), "what was left out, mended"
    assert signature(["Lykta"]) != signature(["Lampa"])


def test_decisions_on_the_command_line() -> None:
    assert decided_as(order="mdy", words=["kind:Stuga=holiday", "kind:a=b=c"]).words == {
        "kind": {"Stuga": "holiday", "a=b": "c"}
    }
    kept = decided_as(words=["municipality: Håbo kommun =leave"])
    assert from_json(kept.as_json()).words == {"municipality": {"Håbo kommun": "leave"}}, "as it was written"
    for wrong in ({"order": "ymd"}, {"short": "x"}, {"words": ["kind=holiday"]}, {"words": ["kind: =holiday"]}):
        with pytest.raises(UserError):
            decided_as(**wrong)
