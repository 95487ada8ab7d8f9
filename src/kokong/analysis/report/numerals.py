"""Numbers as spreadsheets of several countries write them."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from kokong import tables
from kokong.tables import Grouped

from ..arrays import Floats, Refused

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
    try:
        value = tables.number(text)
    except Grouped as error:
        raise Refused(
            f"“{error}” in {column} has commas or points between thousands. Write numbers without, such as "
            f"{error.plain}."
        ) from error
    except ValueError:
        return float("nan")
    return float("nan") if value is None else value
