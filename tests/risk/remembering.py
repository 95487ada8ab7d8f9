"""Where studies are made for tests of what is shown of them: the same study of the same burglaries once."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from kokong.analysis import studies


class Remembering:
    """A runner that makes each study once; `tests/analysis` and `test_running.py` are about the making."""

    pieces: Final = 1

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], studies.Result] = {}

    def map(self, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        """As `analysis.cluster.Here`."""
        for item in items:
            snapshot, asked = item
            key = snapshot.digest(), repr(asked)
            if key not in self._made:
                self._made[key] = function(item)
            yield self._made[key]


REMEMBERING: Final = Remembering()
