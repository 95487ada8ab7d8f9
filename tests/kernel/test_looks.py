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


def test_the_newest_are_the_largest_and_have_a_ring() -> None:
    sizes = [each.size for each in FADING]
    assert sizes == sorted(set(sizes), reverse=True)
    assert [each.fresh for each in FADING] == [True, *[False] * (len(FADING) - 1)]
    assert len({each.colour for each in FADING}) == len(FADING)


# What lies beneath: paper, green and houses as the front end draws them, by day and by night.
GROUND = (("#f6f3ec", "#e3e9d9", "#e8e1d4"), ("#161d1b", "#1a2620", "#232b29"))


@pytest.mark.parametrize("night", [0, 1])
def test_every_age_stands_out_from_the_ground_and_from_its_mark(night: int) -> None:
    code = (SYMBOLS.parent / "ground.ts").read_text()
    for each in FADING:
        colour = COLOURS[each.colour][night]
        assert _contrast(colour, COLOURS["paper"][night]) >= 3
        for tone in GROUND[night]:
            assert tone in code
            assert _contrast(colour, tone) >= 3, (each.colour, tone)


def _contrast(one: str, other: str) -> float:
    """As WCAG 2.1 measures it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
