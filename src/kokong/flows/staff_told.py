"""Staff are told: of a round, a confirmed burglary, the last twelve hours, a silent phone, an overdue answer.

Each person chooses by which ways (`sending`). No message holds an address or a name: it says what waits and where.
Each is written when it is sent, from what is true then.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kokong.field import api as field
from kokong.incidents import api as incidents
from kokong.kernel.events import subscribe
from kokong.kernel.nightly import nightly
from kokong.measures.cocoons import api as cocoons
from kokong.people import api as people
from kokong.sending import api as sending
from kokong.tasks import api as tasks

DESK: Final = frozenset({"officer", "coordinator"})
WALKERS: Final = frozenset({"visitor", "officer", "coordinator"})
LEFT: Final = timedelta(hours=12)
FRESH: Final = timedelta(days=2)

ROUND: Final = "round.assigned"
BURGLARY: Final = "burglary.confirmed"
CLOCK: Final = "cocoon.hours_left"
SILENT: Final = "phone.silent"
OVERDUE: Final = "task.overdue"


def _say_round(due: sending.Due, now: datetime) -> sending.Said | None:
    """While they walk it."""
    walked = cocoons.round_of(round_id=due.because[1])
    if walked is None or not walked.active(now) or due.user_id not in walked.visitor_ids:
        return None
    doors = ngettext("%(n)d door is left to visit.", "%(n)d doors are left to visit.", walked.left) % {
        "n": walked.left
    }
    by = _("The clock ends %(when)s.") % {"when": _clock(walked.due)}
    return sending.Said(_("A round is yours"), f"{doors} {by}", reverse("field:round", args=[walked.id]))


def _say_burglary(due: sending.Due, now: datetime) -> sending.Said | None:
    """While it is one, and its clock runs."""
    burglary = incidents.burglary(burglary_id=due.because[1])
    if burglary is None or burglary.state != "confirmed" or (burglary.confirmed_at or now) < now - FRESH:
        return None
    text = _("A burglary is confirmed. Its neighbours are to be visited within 48 hours.")
    return sending.Said(_("A burglary is confirmed"), text, reverse("desk:burglary", args=[burglary.id]))


def _say_clock(due: sending.Due, now: datetime) -> sending.Said | None:
    """While there are doors left and time to visit them."""
    cocoon = cocoons.cocoon(cocoon_id=due.because[1])
    left = _left(cocoon, now) if cocoon else 0
    if cocoon is None or not left:
        return None
    doors = ngettext("%(n)d door is left to visit.", "%(n)d doors are left to visit.", left) % {"n": left}
    by = _("The clock ends %(when)s.") % {"when": _clock(cocoon.due)}
    title = _("Less than 12 hours are left for a cocoon")
    return sending.Said(title, f"{doors} {by}", _cocoon_page(cocoon, due.user_id or 0, now))


def _say_silent(due: sending.Due, now: datetime) -> sending.Said | None:
    """While it is silent."""
    phone = field.silent_device(device_id=due.because[1], now=now)
    if phone is None:
        return None
    held = ngettext("%(n)d record waits on the phone.", "%(n)d records wait on the phone.", phone.waiting)
    heard = _("It was last heard %(when)s. Open it where there is a network.") % {"when": _clock(phone.seen)}
    text = f"{held % {'n': phone.waiting}} {heard}"
    mine = phone.user_id == due.user_id
    return sending.Said(_("A phone is silent"), text, reverse("field:rounds") if mine else "/")


def _say_overdue(due: sending.Due, now: datetime) -> sending.Said | None:
    """While it waits."""
    late = tasks.task(task_id=due.because[1])
    if late is None or late.ended_at is not None or late.due is None or late.due >= now:
        return None
    text = _("%(what)s: it should have been answered %(when)s.") % {
        "what": late.kind.words,
        "when": _clock(late.due),
    }
    return sending.Said(_("An answer is overdue"), text, reverse("tasks:list") + f"#task-{late.id}")


_CHOSEN: Final[dict[str, Any]] = {"may_turn_off": True, "lasts": FRESH}
for _kind in (
    sending.Kind(ROUND, gettext_lazy("A round is yours"), _say_round, roles=WALKERS, **_CHOSEN),
    sending.Kind(BURGLARY, gettext_lazy("A burglary is confirmed"), _say_burglary, roles=DESK, **_CHOSEN),
    sending.Kind(
        CLOCK, gettext_lazy("Less than 12 hours are left for a cocoon"), _say_clock, roles=WALKERS, **_CHOSEN
    ),
    sending.Kind(SILENT, gettext_lazy("A phone is silent"), _say_silent, roles=WALKERS, **_CHOSEN),
    sending.Kind(OVERDUE, gettext_lazy("An answer is overdue"), _say_overdue, roles=DESK, **_CHOSEN),
):
    sending.declare(_kind)


@subscribe(cocoons.RoundAssigned)
def tell_walkers(event: cocoons.RoundAssigned) -> None:
    """Those to whom it was given."""
    _tell(ROUND, event.user_ids, ("round", event.round_id), now=timezone.now())


@subscribe(incidents.BurglaryConfirmed)
def tell_desk(event: incidents.BurglaryConfirmed) -> None:
    """Officers and coordinators, who plan the visits."""
    _tell(BURGLARY, _desk(), ("burglary", event.burglary_id), now=timezone.now())


@nightly("*/10 * * * *", name="kokong.flows.staff_told")
def look_around(_part: str) -> None:
    """What no event tells: time that runs out, phones that fall silent, answers that are late."""
    now, desk = timezone.now(), _desk()
    for cocoon in cocoons.open_cocoons(now=now):
        if now < cocoon.due <= now + LEFT and _left(cocoon, now):
            _tell(CLOCK, {*desk, *_walkers(cocoon.id, now)}, ("cocoon", cocoon.id), now=now)
    for phone in field.silent_devices(now=now):
        _tell(SILENT, {*desk, phone.user_id}, ("phone", phone.id), now=now, turn=phone.seen.isoformat())
    for task in tasks.overdue(now=now):
        _tell(OVERDUE, _seeing_to(task), ("task", task.id), now=now)


def _tell(kind: str, who: Iterable[int], because: tuple[str, int], *, now: datetime, turn: str = "") -> None:
    for user_id in sorted(set(who)):
        sending.send(kind=kind, to=sending.To(user_id=user_id), because=because, turn=turn, now=now)


def _desk() -> frozenset[int]:
    return frozenset(person.user_id for person in people.people(roles=DESK))


def _walkers(cocoon_id: int, now: datetime) -> frozenset[int]:
    active = [walked for walked in cocoons.rounds(cocoon_id=cocoon_id) if walked.active(now)]
    return frozenset(user_id for walked in active for user_id in walked.visitor_ids)


def _seeing_to(task: tasks.Task) -> frozenset[int]:
    """Whoever took it; else everybody who sees to such."""
    if task.taken_by is not None:
        return frozenset({task.taken_by})
    return frozenset(person.user_id for person in people.people(roles=task.kind.roles))


def _left(cocoon: cocoons.Cocoon, now: datetime) -> int:
    """Doors that nobody has visited yet, while that can still be in time."""
    if cocoon.closed is not None or cocoon.due <= now:
        return 0
    counts = cocoons.coverage(cocoon_ids=[cocoon.id])[cocoon.id]
    return counts.eligible - counts.visited


def _cocoon_page(cocoon: cocoons.Cocoon, user_id: int, now: datetime) -> str:
    """The desk's page, or on the phone the round in which they can do something about it."""
    if user_id in _desk():
        return reverse("desk:burglary", args=[cocoon.burglary_id])
    mine = [each for each in cocoons.my_rounds(user_id=user_id, now=now) if each.cocoon_id == cocoon.id]
    return reverse("field:round", args=[mine[0].id]) if mine else reverse("field:rounds")


def _clock(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F H:i")
