"""Where `kokong import` is told that a table stands."""

import pytest

from kokong.cli.imports import _place
from kokong.kernel.errors import UserError


def test_headings_over_two_rows_begin_somewhere() -> None:
    with pytest.raises(UserError, match="say with --header-row where they begin"):
        _place(None, 0, 2)
    assert _place(2, 4, 2) == {"sheet": 1, "header": 4, "header_rows": 2}
    assert _place(None, 0, 1) == {"sheet": None, "header": 0, "header_rows": 1}
