"""The tags and forms that every page is built from."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import hypot

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kokong.kernel.templatetags import drawing
from kokong.kernel.templatetags import kokong as tags
from kokong.kernel.widgets import Address, AddressSearch

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
COUNTS = st.integers(0, 200)


def shares(arcs: list[drawing.Arc]) -> dict[str, float]:
    """How many doors' worth of the ring each kind takes."""
    door = 2 * drawing.RADIUS * 0.3047  # chord of one whole door, for scale only
    found = dict.fromkeys(("talked", "visited", "left"), 0.0)
    for arc in arcs:
        x1, y1, x2, y2 = (float(n) for n in re.findall(r"-?\d+\.\d\d", arc.path))
        found[arc.kind] += hypot(x2 - x1, y2 - y1) / door
    return found


@given(COUNTS, COUNTS, COUNTS)
def test_the_ring_is_always_whole(eligible: int, visited: int, talked: int) -> None:
    arcs = drawing.ring(eligible=eligible, visited=visited, talked=talked)
    assert sum(shares(arcs).values()) == pytest.approx(8, rel=0.02)


@given(st.integers(1, 200), COUNTS, COUNTS)
def test_more_talks_never_shrink_the_ring(eligible: int, visited: int, talked: int) -> None:
    grown = [
        shares(drawing.ring(eligible=eligible, visited=visited, talked=n))["talked"] for n in (talked, talked + 1)
    ]
    assert all(before <= after + 1e-3 for before, after in pairwise(grown))


def test_a_ring_of_nine_with_five_visited_and_three_talked_to() -> None:
    found = shares(drawing.ring(eligible=9, visited=5, talked=3))
    assert found["talked"] == pytest.approx(8 * 3 / 9, rel=0.02)
    assert found["visited"] == pytest.approx(8 * 2 / 9, rel=0.02)


def test_an_empty_ring_says_so() -> None:
    assert {arc.kind for arc in drawing.ring(eligible=0, visited=0, talked=0)} == {"left"}
    with translation.override("en"):
        assert tags.coverage_sentence(0, 0, 0) == "No homes yet"
        assert tags.coverage_sentence(9, 5, 3) == "5 of 9 homes visited, 3 talked to"


def test_the_ring_has_words_and_no_inline_style() -> None:
    page = Template('{% load kokong %}{% ring 9 5 3 "lg" %}').render(Context())
    assert 'role="img"' in page
    assert "aria-label=" in page
    assert "style=" not in page


@pytest.mark.parametrize(
    ("left", "state", "words"),
    [
        (timedelta(hours=30), "calm", "30 hours left"),
        (timedelta(hours=12), "soon", "12 hours left"),
        (timedelta(minutes=1), "soon", "1 minute left"),
        (timedelta(hours=-3), "over", "3 hours over"),
        (timedelta(days=3), "calm", "3 days left"),
    ],
)
def test_the_clock(left: timedelta, state: str, words: str) -> None:
    with translation.override("en"):
        assert tags.clock(NOW + left, None, now=NOW) == {"state": state, "words": words}


def test_a_finished_clock_says_whether_it_was_in_time() -> None:
    assert tags.clock(NOW, NOW, now=NOW + timedelta(days=9))["state"] == "done"
    assert tags.clock(NOW, NOW + timedelta(seconds=1), now=NOW)["state"] == "late"


def test_distances_are_spelled_out() -> None:
    with translation.override("en"):
        assert tags.distance(NOW, now=NOW) == "just now"
        assert tags.distance(NOW - timedelta(hours=7), now=NOW) == "7 hours ago"
        assert tags.distance(NOW + timedelta(days=2), now=NOW) == "in 2 days"


class Report(forms.Form):
    """A small form of every kind of field."""

    address = forms.CharField(label="Address", help_text="Street and number")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "House"), ("b", "Flat")], widget=forms.RadioSelect)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    sure = forms.BooleanField(label="Sure", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_form_ties_labels_help_and_errors_to_their_fields() -> None:
    page = str(Report(data={"kind": "c"}))
    assert 'aria-describedby="id_address_helptext id_address_error"' in page
    assert 'id="id_address_helptext"' in page
    assert 'id="id_address_error"' in page
    assert 'href="#id_address"' in page
    assert page.count("<legend") == 1


def test_options_and_hidden_fields_carry_no_input_class() -> None:
    page = str(Report())
    assert not re.search(r'<input type="hidden"[^>]*class=', page)
    assert len(re.findall(r'class="ds-input"', page)) == 5  # text, two radios, textarea, checkbox


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ({"home_id": "17", "home": " Storgatan 5 "}, Address(17, "Storgatan 5")),
        ({"home": "Storgatan 5"}, Address(None, "Storgatan 5")),
        ({"home_id": "-1", "home": "x"}, Address(None, "x")),
        ({"home_id": "1; drop", "home": ""}, Address(None, "")),
        ({"home_id": "²", "home": ""}, Address(None, "")),
        ({"home_id": "9" * 400, "home": ""}, Address(None, "")),
    ],
)
def test_the_address_search_takes_numbers_only(sent: dict[str, str], found: Address) -> None:
    assert AddressSearch().value_from_datadict(sent, {}, "home") == found


@pytest.mark.parametrize(
    ("length", "english", "swedish"),
    [(0.4, "0 m", "0 m"), (849.5, "850 m", "850 m"), (999.6, "1.0 km", "1,0 km"), (12_345, "12.3 km", "12,3 km")],
)
def test_lengths_as_people_say_them(length: float, english: str, swedish: str) -> None:
    with translation.override("en"):
        assert tags.metres(length) == english
    with translation.override("sv"):
        assert tags.metres(length) == swedish
