"""What is kept, for whoever has a link; and what homes of an area come to together, for the desk."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from kokong import questions
from kokong.places import api as places
from kokong.questions import Answers

from . import comparing, links, rules
from .models import Check, Keeper
from .sheet import LANGUAGES, sheet
from .values import Compared, Kept, Mine, Sum


def mine(*, secret: str, now: datetime) -> Mine | None:
    """All that is kept of whoever has the link; None where it doesn't hold."""
    with links.opened(secret, "own", now) as found:
        if found is None:
            return None
        row, checks = found.row, [*found.row.checks.order_by("at", "pk")]
        kept = _values(each for each in checks if each.kept is not None)
        told = row.reminded is not None and bool(kept) and row.reminded > kept[-1].at
        return Mine(
            found.place, row.email, kept, _values(each for each in checks if each.kept is None), row.area_id,
            row.reminds, rules.reminded_on(timezone.localdate(kept[-1].at)) if kept and not told else None,
            row.page, links.address_of(row, "household") if row.shared else "",
        )  # fmt: skip


def household(*, secret: str, now: datetime) -> tuple[Kept, ...] | None:
    """The kept checks, for those who live with whoever keeps them; None where the link doesn't hold."""
    with links.opened(secret, "household", now) as found:
        return None if found is None else _values(found.row.checks.exclude(kept=None).order_by("at", "pk"))


def side_by_side(kept: tuple[Kept, ...], language: str) -> Compared | None:
    """The latest and the one before it; None without any."""
    if not kept:
        return None
    before = kept[-2].answers if len(kept) > 1 else None
    return comparing.compared(sheet(), kept[-1].answers, before, language if language in LANGUAGES else "sv")


def area_sums(*, language: str) -> tuple[tuple[str, int, tuple[Sum, ...]], ...]:
    """By area its name, how many homes answered, and their sums: only of areas where enough gave leave."""
    homes: dict[int, list[Answers]] = defaultdict(list)
    for row in Keeper.objects.filter(area_id__isnull=False, proven__isnull=False).order_by("pk"):
        last = row.checks.exclude(kept=None).order_by("at", "pk").last()
        if last is not None and row.area_id is not None:
            homes[row.area_id].append(_known(last.answers))
    names = {each.id: each.name for each in places.areas()}
    found = [(names[area], len(given), comparing.sums(sheet(), given, language)) for area, given in homes.items()
             if area in names and len(given) >= rules.FEWEST]  # fmt: skip
    return tuple(sorted(found))


def _values(found: Iterable[Check]) -> tuple[Kept, ...]:
    return tuple(Kept(row.pk, row.at, row.edition, _known(row.answers)) for row in found)


def _known(answers: dict[str, str]) -> Answers:
    """The answers that the edition of today still knows."""
    linked = questions.read_link(sheet(), f"{sheet().edition}:" + "&".join(f"{k}={v}" for k, v in answers.items()))
    return linked.answers if linked is not None else {}
