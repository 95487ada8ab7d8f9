"""How things look: declared once, and drawn by the front end as it is declared."""

import re
from pathlib import Path
from typing import get_args

import pytest
from django.utils import translation

from kokong.kernel import features, looks
from kokong.kernel.looks import COLOURS, FADING, Colour, Look, Mark, Shape, Symbol

SYMBOLS = Path(__file__).parents[2] / "frontend" / "src" / "map" / "symbols.ts"


def test_every_shape_and_mark_can_be_drawn() -> None:
    code = SYMBOLS.read_text()
    shapes, marks = (code.split(f"const {name}: Record")[1].split("\n};")[0] for name in ("shapes", "marks"))
    names = r'^  "?([a-z]*)"?: '
    assert set(re.findall(names, shapes, re.MULTILINE)) == set(get_args(Shape))
    assert set(re.findall(names, marks, re.MULTILINE)) == set(get_args(Mark))
    assert set(COLOURS) == set(get_args(Colour))


def test_every_layer_has_a_look_whose_words_are_in_both_languages() -> None:
    known = {look.kind for look in looks.looks()}
    for layer in features.layers():
        assert layer.look.kind in known
        assert {layer.label, layer.time, layer.ends, layer.number} - {""} <= set(layer.properties)
        assert set(layer.choices) <= set(layer.properties)
    told = []
    for language in ("en", "sv"):
        with translation.override(language):
            told.append([s["words"] for look in looks.told()["looks"] for s in look["symbols"] if s["words"]])
    assert len(told[0]) == len(told[1])
    assert all(english != swedish for english, swedish in zip(*told, strict=True))


def test_two_rooms_cannot_draw_the_same_kind() -> None:
    with pytest.raises(ValueError, match="burglary"):
        looks.declare(Look("burglary", {"": Symbol("Something else")}))


def test_older_is_paler_to_the_end() -> None:
    steps = [each.strength for each in FADING]
    assert steps == sorted(steps, reverse=True)
    assert [each.days for each in FADING[:-1]] == sorted(each.days or 0 for each in FADING[:-1])
    assert FADING[-1].days is None
