"""Reading the feed for every municipality that shows it, within the limits that polisen.se sets.

One call serves all: the feed holds the whole country. Limits hold for the installation, across processes,
because each call is written to the database before it is made.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from kokong import __version__
from kokong.kernel import installation, tenancy
from kokong.kernel.models import Municipality

from ..models import NewsCall, NewsEvent, NewsSetting
from .client import FEED, FeedTrouble, Item, fetch

APART: Final = timedelta(seconds=10)
PER_HOUR: Final = 60
PER_DAY: Final = 1440
ABOUT: Final = ("inbrott", "stöld", "häleri")
TROUBLES: Final = {
    "unreachable": _("polisen.se could not be reached. We try again in ten minutes."),
    "slow": _("polisen.se did not answer in time. We try again in ten minutes."),
    "busy": _("polisen.se is busy. We try again in ten minutes."),
    "refused": _("polisen.se refused the request. We try again in ten minutes."),
    "broken": _("polisen.se answered with something else than events. We try again in ten minutes."),
    "gone": _("The feed of polisen.se has been taken away. We have stopped asking; save this page to try again."),
}


@app.periodic(cron="*/10 * * * *")
@app.task(name="kokong.news", queue="news", lock="news", pass_context=False)
def collect_job(timestamp: int) -> None:
    """The job, every ten minutes."""
    del timestamp
    collect(now=timezone.now())


def collect(*, now: datetime, url: str = FEED) -> int | None:
    """Read the feed once and keep what is new for each municipality that shows it.

    How many events were kept; None where no call was made: nobody shows news, or the limits forbid it.
    """
    since = _latest_setting()
    call = _claim(now, since) if since else None
    if call is None:
        return None
    agent = f"Kokong/{__version__} (+{installation.current().url})"
    try:
        items = fetch(url=url, user_agent=agent)
    except FeedTrouble as trouble:
        NewsCall.objects.filter(pk=call.pk).update(status=trouble.status)
        _tell_all(now, problem=str(trouble))
        return 0
    NewsCall.objects.filter(pk=call.pk).update(status=200)
    return _tell_all(now, items=items)


def _latest_setting() -> datetime | None:
    """When a municipality last switched news on; None where none shows them."""
    moments: list[datetime] = []
    for key in Municipality.objects.values_list("pk", flat=True):
        with tenancy.scope(municipality_id=key):
            moments += NewsSetting.objects.values_list("since", flat=True)
    return max(moments, default=None)


def _claim(now: datetime, since: datetime) -> NewsCall | None:
    """The right to make one call now, written down; None where a limit or a permanent refusal forbids it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('kokong news', 0))")
        NewsCall.objects.filter(at__lt=now - timedelta(days=2)).exclude(status__in=(404, 410)).delete()
        last = NewsCall.objects.order_by("-at").first()
        if last and (now - last.at < APART or (last.status in {404, 410} and last.at >= since)):
            return None
        made = NewsCall.objects.filter(at__gt=now - timedelta(days=1))
        if made.count() >= PER_DAY or made.filter(at__gt=now - timedelta(hours=1)).count() >= PER_HOUR:
            return None
        return NewsCall.objects.create(at=now)


def _tell_all(now: datetime, *, items: tuple[Item, ...] = (), problem: str = "") -> int:
    kept = 0
    for key in Municipality.objects.values_list("pk", flat=True):
        with tenancy.scope(municipality_id=key):
            setting = NewsSetting.objects.first()
            if setting is None:
                continue
            setting.problem, setting.fetched = problem, setting.fetched if problem else now
            setting.save()
            kept += _keep(item for item in items if about(item, setting.place))
    return kept


def about(item: Item, place: str) -> bool:
    """Whether an event is news of burglary or theft in a place."""
    return item.place.casefold() == place.casefold() and any(word in item.kind.casefold() for word in ABOUT)


def _keep(items: Iterable[Item]) -> int:
    rows = [
        NewsEvent(
            external_id=item.id, at=item.at, kind=item.kind, title=item.title, summary=item.summary,
            url=item.url, place=item.place,
        )
        for item in items
    ]  # fmt: skip
    before = NewsEvent.objects.count()
    NewsEvent.objects.bulk_create(rows, ignore_conflicts=True)
    return NewsEvent.objects.count() - before
