"""A text to begin with."""

from collections.abc import Callable
from typing import Any

import pytest

from kokong.texts import api
from kokong.texts.values import Text
from tests.cast import Cast
from tests.texts import AUTUMN, NOW


@pytest.fixture
def write(cast: Cast) -> Callable[..., Text]:
    """Writes one as the coordinator: news in Swedish, or what is asked."""

    def written(**more: Any) -> Text:
        with cast.acting(cast.coordinator) as actor:
            asked: dict[str, Any] = {"kind": "news", "language": "sv", "words": AUTUMN, "actor": actor, "now": NOW}
            return api.write(**asked | more)

    return written
