"""Reports of what does not work on the site: sent without an account, read and seen to by the coordinator."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.core import signing
from django.core.cache import cache
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong import tables
from kokong.kernel import audit
from kokong.kernel.errors import UserError
from kokong.people.api import Actor
from kokong.tasks import api as tasks

from . import models as rows

SOURCE: Final = "site_report"
KIND: Final = tasks.Kind(
    "site.report", gettext_lazy("Somebody reports a problem on the public site"), "globe",
    roles=frozenset({"coordinator"}), home=False,
)  # fmt: skip
LONGEST: Final = 2000
SHORTEST: Final = 5
LEAST_S = 3.0  # nobody reads and fills in a form in less
MOST_S: Final = 24 * 3600
LIMITS: Final = ((6, "address"), (120, "site"))
"""Reports taken within an hour from one network address, and by one site."""
HOUR_S: Final = 3600
_SALT: Final = "kokong.public.report"


class NotTaken(UserError):
    """The report was not taken; the message says why and what to do."""


class TooMany(NotTaken):
    """Too many came within an hour."""

    status = 429


@audit.personal
@dataclass(frozen=True)
class Report:
    """What somebody says; `reply` is where they want an answer."""

    id: int
    at: datetime
    page: str
    said: str
    reply: str
    seen_to: datetime | None


def begun() -> str:
    """A form's own key, signed with the time at which it was shown."""
    return signing.dumps(str(uuid4()), salt=_SALT)


def _key(token: str) -> UUID:
    """The key of a form. Raises NotTaken for one that is not ours, too old, or sent faster than anybody reads."""
    try:
        key = UUID(signing.loads(token, salt=_SALT, max_age=MOST_S))
    except (signing.BadSignature, ValueError) as error:
        raise NotTaken(_("The form is too old. Nothing was sent. Send it once more.")) from error
    if LEAST_S and not _old_enough(token):
        raise NotTaken(
            _("That was faster than anybody reads. Nothing was sent. Wait a moment and send once more.")
        )
    return key


def _old_enough(token: str) -> bool:
    try:
        signing.loads(token, salt=_SALT, max_age=timedelta(seconds=LEAST_S))
    except signing.SignatureExpired:
        return True
    return False


@transaction.atomic
def send(
    *, token: str, said: str, page: str, reply: str, address: str, municipality_id: int, now: datetime
) -> None:
    """Keep a report and open a task for the coordinator; one that is sent twice, once. Raises NotTaken.

    `address` is the sender's network address: counted for an hour under a digest, kept nowhere.
    """
    words = tables.clean(said).strip()
    if not SHORTEST <= len(words) <= LONGEST:
        raise NotTaken(
            _("Write between %(least)d and %(most)d letters. Nothing was sent.")
            % {"least": SHORTEST, "most": LONGEST}
        )
    key = _key(token)
    if rows.Report.objects.filter(key=key).exists():
        return
    _counted(address, municipality_id)
    row, fresh = rows.Report.objects.get_or_create(
        key=key,
        defaults={"at": now, "page": _line(page)[:200], "said": words, "reply": _line(reply)[:120]},
    )
    if fresh:
        audit.record(action="report.sent", subject=SOURCE, subject_id=row.pk)
        tasks.open_task(kind=KIND.code, source=SOURCE, source_id=str(row.pk), now=now)


def _counted(address: str, municipality_id: int) -> None:
    """Count one more. Raises NotTaken where there were too many within the hour."""
    for most, what in LIMITS:
        whose = f"{municipality_id} {address}" if what == "address" else str(municipality_id)
        name = f"{_SALT}.{salted_hmac(_SALT, whose).hexdigest()}"
        cache.add(name, 0, HOUR_S)
        if cache.incr(name) > most:
            raise TooMany(
                _("Many reports were sent from here within an hour. Nothing was sent. Try later, or call.")
            )


def _line(text: str) -> str:
    return " ".join(tables.clean(text).split())


def reports() -> tuple[Report, ...]:
    """The newest two hundred, what waits first, with a line in the log of who read them."""
    found = rows.Report.objects.order_by("seen_to", "-at")[:200]
    read = tuple(Report(r.pk, r.at, r.page, r.said, r.reply, r.seen_to) for r in sorted(found, key=_waits_first))
    audit.read(action="report.read", subject=SOURCE, rows=[each.id for each in read])
    return read


def _waits_first(row: rows.Report) -> tuple[bool, float]:
    return row.seen_to is not None, -row.at.timestamp()


@transaction.atomic
def see_to(*, report_id: int, actor: Actor, now: datetime) -> bool:
    """A report is seen to, and its task done; False where there is none."""
    row = rows.Report.objects.select_for_update().filter(pk=report_id).first()
    if row is None:
        return False
    if row.seen_to is None:
        row.seen_to = now
        row.save(update_fields=["seen_to"])
        audit.record(action="report.seen_to", subject=SOURCE, subject_id=row.pk)
        task = tasks.waiting(source=SOURCE).get(str(row.pk))
        if task is not None:
            tasks.finish(task_id=task, actor=actor, now=now)
    return True
