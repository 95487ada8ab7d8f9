"""When the clock says so, what waits for each reader becomes one letter of one mailing.

Whose letter is written down and what stands in it is one transaction (a page of `mailings.starting`): killed
half-way, the next worker goes on with those who have none. See decision 107.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from kokong.kernel.nightly import nightly

from .. import kinds, rules
from .. import models as rows
from ..mailings import starting
from ..values import Asked, Page, Recipient, To


@nightly("*/5 * * * *", name="kokong.sending.digests")
def sweep(_part: str) -> None:
    """Start the digests for which it is time."""
    gather(now=timezone.now())


def gather(*, now: datetime) -> tuple[int, ...]:
    """Start a mailing for each digest that is due; their numbers. Whoever had theirs today waits for tomorrow."""
    codes = rows.Collected.objects.filter(gone_with=None, due__lte=now).order_by("into")
    started = (_start(code, now) for code in codes.values_list("into", flat=True).distinct())
    return tuple(number for number in started if number is not None)


def _start(into: str, now: datetime) -> int | None:
    kind = kinds.find(into)
    # Whoever gathers the same at the same time waits here, and then sees the other's mailing.
    first = waiting(into).filter(due__lte=now).order_by("pk").select_for_update(of=("self",)).first()
    if kind is None or first is None or _being_written(into):
        return None
    _put_off(into, now)
    if not waiting(into).filter(due__lte=now).exists():
        return None
    local = timezone.localtime(now, timezone.get_default_timezone())
    return starting.start_mailing(
        kind=into, because=("digest", local.toordinal()), turn=now.isoformat(), now=now,
        title=f"{kind.title}, {date_format(local, 'DATE_FORMAT')}",
    )  # fmt: skip


def waiting(into: str) -> QuerySet[rows.Collected]:
    """What stands in no letter yet, and may."""
    mine = rows.Collected.objects.filter(into=into, gone_with=None)
    return mine.exclude(mailing__state__in=("paused", "stopped"))


def _being_written(into: str) -> bool:
    """Whether the letters of this digest are being written down, or somebody holds that up."""
    mine = rows.Mailing.objects.filter(kind=into, expanded=None, state__in=rules.BEGUN)
    return mine.exists()


def _put_off(into: str, now: datetime) -> None:
    """One digest a day: who had theirs waits for tomorrow's; all do where somebody stopped today's."""
    zone = timezone.get_default_timezone()
    midnight = timezone.localtime(now, zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    late = waiting(into).filter(due__lte=now)
    today = rows.Collected.objects.filter(into=into, gone_with__made__gte=midnight)
    if not rows.Mailing.objects.filter(kind=into, state="stopped", made__gte=midnight).exists():
        late = late.filter(address__in=today.values("address"))
    for hour in set(late.values_list("hour", flat=True)):
        late.filter(hour=hour).update(due=_tomorrow(now, hour))


def _tomorrow(now: datetime, hour: int) -> datetime:
    zone = timezone.get_default_timezone()
    at = rules.digest_due(now, hour=hour, zone=zone)
    today = timezone.localtime(now, zone).date()
    return at if at.astimezone(zone).date() > today else rules.digest_due(at, hour=hour, zone=zone)


def audience(asked: Asked, after: str, limit: int, *, into: str) -> Page:
    """Whose digest is due, by address; what waits for them stands in it from now on."""
    due = waiting(into).filter(due__lte=asked.made, address__gt=after).order_by("address")
    readers = list(due.values_list("address", flat=True).distinct()[:limit])
    mine = waiting(into).filter(address__in=readers)
    found = list(mine.annotate(told=Exists(_told())).order_by("-made", "-pk").select_for_update(of=("self",)))
    rows.Collected.objects.filter(pk__in=[row.pk for row in found]).update(gone_with=asked.mailing_id)
    letters: dict[str, list[rows.Collected]] = defaultdict(list)
    for row in found:
        if not getattr(row, "told", False):
            letters[row.address].append(row)
    return Page([_letter(each) for each in letters.values()], readers[-1] if len(readers) == limit else "")


def _told() -> QuerySet[rows.Message]:
    """The same thing, told to the same reader at once."""
    same = {name: OuterRef(name) for name in ("kind", "subject", "subject_id", "turn")}
    reader = Q(whom=OuterRef("whom")) | Q(digest=OuterRef("address"))
    return rows.Message.objects.filter(reader, **same).exclude(state="withheld")


def _letter(mine: Sequence[rows.Collected]) -> Recipient:
    newest = mine[0]
    to = To(user_id=newest.user_id, email=newest.email, language=newest.language)
    return Recipient(to, {"collected": [row.pk for row in mine]})
