"""Numbers as people read them, in the language spoken now."""

import math
from collections.abc import Mapping

from kokong.analysis import words

MINUS = "−"


def whole(value: float) -> str:
    """A count: "1 234" (with a thin gap), never "-0"."""
    if not math.isfinite(value):
        return "–"
    number = round(value)
    return (MINUS if number < 0 else "") + f"{abs(number):,}".replace(",", "\u202f")


def decimal(value: float | None, digits: int = 2) -> str:
    """A figure with so many decimals; a dash where there is none."""
    if value is None or not math.isfinite(value):
        return "–"
    text = f"{abs(value):.{digits}f}"
    sign = MINUS if value < 0 and float(text) else ""
    return sign + (text.replace(".", ",") if words.current() == "sv" else text)


def filled(message: str, values: Mapping[str, int | str]) -> str:
    """A message with its numbers as people read them; what is text already stays as it is."""
    return message % {name: whole(value) if isinstance(value, int) else value for name, value in values.items()}


def percent(ratio: float) -> str:
    """A ratio's change: 0.54 is "−46 %"."""
    if not math.isfinite(ratio):
        return "–"
    change = round(100 * (ratio - 1))
    sign = MINUS if change < 0 else "+" if change > 0 else ""
    return f"{sign}{abs(change)}\u00a0%" if words.current() == "sv" else f"{sign}{abs(change)}%"


def p_value(value: float | None) -> str:
    """p with three decimals, or that it is smaller."""
    if value is None or not math.isfinite(value):
        return "–"
    return f"< {decimal(0.001, 3)}" if value < 0.001 else decimal(value, 3)
