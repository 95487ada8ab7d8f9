"""What other rooms have to say of an area, on its page: each registers a function when its app is ready."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from kokong.kernel.today import Panel
from kokong.people.api import Actor

from .values import Drawn

# show(area=…, actor=…, now=…) gives panels; none for whoever may not see them.
Show = Callable[..., Sequence[Panel]]
_SHOWN: Final[list[Show]] = []


def show_at_areas(show: Show) -> None:
    """Say something on every area's page from now on, below what registered before."""
    if show not in _SHOWN:
        _SHOWN.append(show)


def panels(*, area: Drawn, actor: Actor, now: datetime) -> list[Panel]:
    """What all rooms say of one area."""
    return [panel for show in _SHOWN for panel in show(area=area, actor=actor, now=now)]
