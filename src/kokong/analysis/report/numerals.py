"""Numbers as spreadsheets of several countries write them."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from ..arrays import Floats, Refused

_GAPS: Final = re.compile(r"[\s'’]")  # \s holds the fixed and the narrow space, too
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+[.,]\d+|[+-]?\d{1,3}(?:\.\d{3})+[.,]\d+")

_UNSURE: Final = re.compile(r"[+-]?\d{1,3},\d{3}")
DEGREES: Final = 180.0  # no degrees reach further


def as_numbers(texts: Sequence[str], *, column: str) -> Floats:
    """Numbers with decimal point or comma, spaces or apostrophes between thousands; NaN where a text is none.

    Raises Refused where commas or points stand between thousands: of 600,123 nobody could tell what it is.
    """
    try:
        return np.array(texts, np.float64)
    except ValueError:
        pass
    values = np.array([_number(text, column) for text in texts])
    if all(_UNSURE.fullmatch(text.strip()) for text in texts) and np.nanmax(np.abs(values)) > DEGREES:
        raise Refused(f"“{texts[0]}” in {column} could have a decimal comma or thousands. Write it without comma.")
    return values


def _number(text: str, column: str) -> float:
    text = _GAPS.sub("", text)
    if _GROUPED.fullmatch(text):
        plain = re.sub(r"[.,](?=\d{3}[.,])", "", text).replace(",", ".")
        raise Refused(
            f"“{text}” in {column} has commas or points between thousands. Write numbers without, such as {plain}."
        )
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return float("nan")
