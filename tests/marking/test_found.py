"""Found property: the police alone, led to registers to ask, and no field that could hold a code."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone

from kokong.measures.marking import api, suppliers
from kokong.measures.marking.found import forms, reading, rules, work
from kokong.measures.marking.found.models import Find, Question
from tests.cast import Cast, _actor

KNOWN = suppliers.everyone()


def led(colour: str = "blue", decal: str = "", form: str = "unread") -> list[tuple[str, tuple[str, ...]]]:
    found = rules.route(rules.Seen(colour, decal, form), known=KNOWN)
    return [(ask.supplier.code, ask.reasons) for ask in found]


def test_the_name_on_the_decal_is_asked_first_and_nobody_is_ruled_out_by_it() -> None:
    assert led(decal="selectadna")[0] == ("selectadna", ("decal",))
    assert {code for code, _why in led(decal="selectadna")} == set(KNOWN)


def test_a_code_leads_where_its_supplier_says_what_codes_look_like_and_nowhere_else() -> None:
    assert led(form="digits")[0] == ("smartwater", ("form",))
    assert "smartwater" not in dict(led(form="mixed"))
    assert dict(led(decal="smartwater", form="mixed"))["smartwater"] == ("decal",)  # it outweighs a misreading


def test_a_colour_leads_to_nobody() -> None:
    assert all(led(colour) == led("none", form="unread") for colour in rules.COLOURS)


@pytest.mark.django_db
def test_no_field_anywhere_holds_a_code() -> None:
    """Every column is a number, a time, yes or no, or a word of a short list; no form takes text."""
    words = {"colour": rules.COLOURS, "form": rules.FORMS, "why": rules.WHY}
    for model in (Find, Question):
        for field in model._meta.get_fields():
            if isinstance(field, (models.CharField, models.TextField)):
                assert field.max_length is not None
                assert field.max_length <= 12, field.name
                assert field.name in {*words, "decal", "supplier"}
    fields: dict[str, Any] = {**forms.SeenForm.base_fields, **forms.AskForm.base_fields}
    assert set(fields) == {"colour", "decal", "form", "supplier", "why"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name || '.' || column_name FROM information_schema.columns"
            " WHERE table_name LIKE 'marking_%' AND column_name ~ 'code|serial|mark$|dna'"
        )
        assert cursor.fetchall() == []


def noted(cast: Cast, **seen: str) -> int:
    with cast.acting(cast.officer) as actor:
        found = rules.Seen(**{"colour": "blue", "decal": "ssf", "form": "unread", **seen})
        return work.note(seen=found, user_id=actor.user_id, now=timezone.now())


def test_a_code_that_is_typed_instead_of_a_word_is_refused(cast: Cast) -> None:
    for seen in ({"colour": "7431234"}, {"form": "7431234"}):
        with pytest.raises(Exception, match="violates check constraint"), cast.acting(cast.officer):
            work.note(
                seen=rules.Seen(**{"colour": "blue", "decal": "", "form": "unread", **seen}), user_id=None,
                now=timezone.now(),
            )  # fmt: skip
    with pytest.raises(api.Refused, match="No supplier"):
        noted(cast, decal="7431234")
    with pytest.raises(api.Refused, match="no register"):
        noted(cast, colour="none", decal="")
    find_id = noted(cast)
    with cast.acting(cast.officer), pytest.raises(api.Refused, match="does not lead"):
        work.ask(find_id=find_id, supplier="7431234", why="seized", user_id=None, now=timezone.now())


def test_a_register_is_asked_once_and_its_answer_is_yes_or_no_and_a_day(cast: Cast) -> None:
    find_id, now = noted(cast), timezone.now()
    today = timezone.localdate(now)
    with cast.acting(cast.officer) as actor:
        asked = work.ask(find_id=find_id, supplier="ssf", why="stolen", user_id=actor.user_id, now=now)
        with pytest.raises(api.Refused, match="already"):
            work.ask(find_id=find_id, supplier="ssf", why="stolen", user_id=actor.user_id, now=now)
        for day in (today - timedelta(days=1), today + timedelta(days=1)):
            with pytest.raises(api.Refused, match="before the question, or to come"):
                work.answer(question_id=asked, knew=True, on=day, now=now)
        for _twice in range(2):
            assert work.answer(question_id=asked, knew=True, on=today, now=now) == find_id
        with pytest.raises(api.Refused, match="answered already"):
            work.answer(question_id=asked, knew=False, on=today, now=now)
        found = reading.find(find_id=find_id).asked["ssf"]
    assert (found.answer, found.answered, found.why, found.user_id) == (True, today, "stolen", actor.user_id)


def test_the_municipality_sees_nothing_of_it_even_in_the_database(cast: Cast) -> None:
    find_id = noted(cast)
    with cast.acting(cast.coordinator):
        assert not Find.objects.exists()
        with pytest.raises(api.Missing):
            reading.find(find_id=find_id)
    browser = cast.client(cast.coordinator)
    for page in (reverse("marking:finds"), reverse("marking:find", args=[find_id])):
        assert browser.get(page).status_code == 403
    assert "marking/found" not in browser.get(reverse("marking:list")).content.decode()


def test_the_polices_auditor_sees_who_asked_whom_and_why_and_the_municipalitys_does_not(cast: Cast) -> None:
    officer = cast.client(cast.officer)
    seen = {"colour": "blue", "decal": "ssf", "form": "unread"}
    page = officer.post(reverse("marking:finds"), seen, follow=True).redirect_chain[-1][0]
    officer.post(f"{page}ask/", {"supplier": "ssf", "why": "seized"})
    auditor = _actor(cast.home, "police_auditor", "Pia Polisgranskare")
    log = cast.client(auditor).get(reverse("desk:log")).content.decode()
    assert "SSF MärkDNA" in log
    assert "Alva Polis" in log
    other = cast.client(cast.auditor).get(reverse("desk:log")).content.decode()
    assert "SSF MärkDNA" not in other
