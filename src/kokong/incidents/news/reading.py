"""News for the pages."""

from dataclasses import dataclass
from datetime import datetime

from ..models import NewsEvent, NewsSetting
from .collecting import TROUBLES


@dataclass(frozen=True)
class News:
    """The newest events, whether the municipality shows any, and what is wrong with the source."""

    place: str
    events: tuple[NewsEvent, ...]
    fetched: datetime | None
    problem: str


@dataclass(frozen=True)
class Headline:
    """A published event, as it is read: never a burglary, and never counted."""

    at: datetime
    title: str
    url: str


def headlines(*, since: datetime, until: datetime, limit: int) -> tuple[Headline, ...]:
    """The newest events in [since, until); none where the municipality has not switched them on."""
    if not NewsSetting.objects.exists():
        return ()
    rows = NewsEvent.objects.filter(at__gte=since, at__lt=until).order_by("-at", "-external_id")[:limit]
    return tuple(Headline(row.at, row.title, row.url) for row in rows)


def newest(*, limit: int) -> News | None:
    """The newest news; None where the municipality has not switched them on."""
    setting = NewsSetting.objects.first()
    if setting is None:
        return None
    events = tuple(NewsEvent.objects.order_by("-at", "-external_id")[:limit])
    problem = str(TROUBLES.get(setting.problem, ""))
    return News(setting.place, events, setting.fetched, problem)
