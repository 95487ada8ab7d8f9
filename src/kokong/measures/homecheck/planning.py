"""The alarm plan: who is called, in order, once they have said yes; what the guard may do; the yearly test.

Whoever is named is asked by a letter with a link of their own, and until they say yes they are called by nobody.
Where an alarm's account takes the plan over, whom to call goes there and is here no more: there is one list.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.sending import api as sending

from . import letters, links, rules, work
from .models import Contact, Keeper, Plan
from .values import Handed, PlanContact, PlanShown, Refused

_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that look or sound like another

Tested = Callable[[int], datetime | None]
"""When an account last reported a test of its panel, by the account's number; None where it never did."""
_tested: Final[list[Tested]] = []


def tests_known_by(tested: Tested) -> None:
    """Have somebody say when an account's panel tested itself: that is the plan's test, too."""
    _tested[:] = [tested]


@dataclass(frozen=True)
class Settled:
    """What the household writes of its plan."""

    called: str
    home: str
    routine: str = ""
    guard: tuple[str, ...] = ()


def settle(*, secret: str, settled: Settled, now: datetime) -> bool:
    """Begin the plan, or change what it says; False where the link is over."""
    with links.opened(secret, "own", now) as found:
        if found is None:
            return False
        said = {"called": settled.called.strip(), "home": settled.home.strip(), "routine": settled.routine.strip(),
                "guard": [code for code in rules.GUARD if code in settled.guard]}  # fmt: skip
        Plan.objects.update_or_create(
            keeper=found.row, defaults=said, create_defaults={**said, "ticket": ticket()}
        )
        _theirs(found.row, now)
        return True


def add(*, secret: str, name: str, phone: str, email: str, what: str, now: datetime) -> bool:
    """Name somebody to be called, and ask them; False where the link is over.

    Raises Refused before there is a plan, once an account has it, for one too many, for one who is named already,
    and where too many letters go out.
    """
    with links.opened(secret, "own", now) as found:
        if found is None:
            return False
        plan = _open_plan(found.row)
        if plan.contacts.count() >= rules.MOST_CONTACTS:
            raise Refused(_("That is enough: after %(n)d calls the guard is there.") % {"n": rules.MOST_CONTACTS})
        if plan.contacts.filter(email__iexact=email.strip()).exists():
            raise Refused(_("Somebody with that address is named already."), field="email")
        work.not_too_many(now)
        last = plan.contacts.aggregate(last=Max("position"))["last"] or 0
        row = Contact.objects.create(
            plan=plan, position=last + 1, name=name.strip(), phone=phone.strip(), email=email.strip().lower(),
            what=what, asked=now,
        )  # fmt: skip
        _ask(row, now)
        _theirs(found.row, now)
        return True


def _ask(row: Contact, now: datetime) -> None:
    to = sending.To(email=row.email, known_as=f"homecheck contact {row.pk}", language=row.plan.keeper.language)
    sending.send(
        kind=letters.HOLDER, to=to, because=("homecheck_contact", row.pk), turn=str(row.reminded or ""), now=now
    )


def first(*, secret: str, contact_id: int, now: datetime) -> bool:
    """Call somebody before all others; False where the link is over."""
    with links.opened(secret, "own", now) as found:
        if found is None:
            return False
        plan = _open_plan(found.row)
        row = plan.contacts.filter(pk=contact_id).first()
        if row is not None:
            plan.contacts.filter(position__lt=row.position).update(position=F("position") + 1)
            Contact.objects.filter(pk=row.pk).update(position=1)
        _theirs(found.row, now)
        return True


def remove(*, secret: str, contact_id: int, now: datetime) -> bool:
    """Somebody is not to be called; what is known of them goes at once. False where the link is over."""
    with links.opened(secret, "own", now) as found:
        if found is None:
            return False
        _open_plan(found.row).contacts.filter(pk=contact_id).delete()
        _theirs(found.row, now)
        return True


def tested(*, secret: str, now: datetime) -> bool:
    """The alarm was tested today; False where the link is over. Raises Refused before there is a plan."""
    with links.opened(secret, "own", now) as found:
        if found is None:
            return False
        Plan.objects.filter(pk=_plan(found.row).pk).update(tested=now)
        _theirs(found.row, now)
        return True


def shown(*, secret: str, now: datetime) -> PlanShown | None:
    """The plan as its household sees it; None where the link is over."""
    with links.opened(secret, "own", now) as found:
        if found is None:
            return None
        plan = Plan.objects.filter(keeper=found.row).first()
        if plan is None:
            return PlanShown(found.place)
        last, contacts = last_test(plan), plan.contacts.order_by("position", "pk")
        return PlanShown(
            found.place, True, plan.called, plan.home, plan.routine, tuple(plan.guard), plan.ticket,
            tuple(_value(row, now) for row in contacts), last,
            rules.test_due(tested=timezone.localdate(last) if last else None, begun=timezone.localdate(now)),
            plan.taken,
        )  # fmt: skip


def last_test(plan: Plan) -> datetime | None:
    """When the alarm was last tested: as the household says, or as its panel did by itself."""
    by_itself = [
        at for each in _tested if plan.account_id is not None and (at := each(plan.account_id)) is not None
    ]
    return max([*by_itself, *([plan.tested] if plan.tested else [])], default=None)


def _value(row: Contact, now: datetime) -> PlanContact:
    return PlanContact(row.pk, row.name, row.phone, row.what, rules.standing(row.answer, asked=row.asked, now=now))


# The one who is asked.


def asked(*, secret: str, now: datetime) -> tuple[Contact, Plan] | None:
    """Who is asked by a link, and by which plan; None where it doesn't hold. Changes nothing."""
    with links.holder(secret, now) as row:
        return None if row is None else (row, row.plan)


def answer(*, secret: str, yes: bool, now: datetime) -> bool:
    """They say yes or no, and may take a yes back while the link holds; False where it doesn't, and after a no.

    Whoever says no is forgotten at once but for the name, so there is no number left to call.
    """
    with links.holder(secret, now) as row:
        if row is None or row.answer == "no":
            return False
        gone = {} if yes else {"phone": "", "email": ""}
        Contact.objects.filter(pk=row.pk).update(answer="yes" if yes else "no", answered=now, **gone)
        audit.record(action="homecheck.answered", subject="homecheck_keeper", subject_id=row.plan.keeper_id)
        return True


# Every morning.


@transaction.atomic
def remind(*, now: datetime) -> None:
    """Ask those once more who haven't answered for a week; tell households whose alarm was tested a year ago."""
    for row in Contact.objects.select_for_update(of=("self",)).filter(
        answer="", reminded=None, asked__lte=now - rules.ASKED_AGAIN, asked__gt=now - rules.SILENT
    ):
        row.reminded = now
        row.save(update_fields=["reminded"])
        _ask(row, now)
    for plan in Plan.objects.filter(keeper__reminds=True).select_related("keeper"):
        last = last_test(plan)
        if last is None or last + rules.YEAR > now or (plan.reminded is not None and plan.reminded > last):
            continue
        Plan.objects.filter(pk=plan.pk).update(reminded=now)
        keeper = plan.keeper
        to = sending.To(email=keeper.email, known_as=f"homecheck keeper {keeper.pk}", language=keeper.language)
        sending.send(kind=letters.TEST, to=to, because=("homecheck_plan", plan.pk), turn=last.isoformat(), now=now)


# The alarm's account.


@transaction.atomic
def hand_over(*, ticket: str, account_id: int, give: Callable[[Handed], None], now: datetime) -> int:
    """Let an account take a plan over by the number that its household says: `give` is called with it.

    Those who said yes go along, in order, and are here no more; how many. Raises Refused for a number that is
    none, a plan that was taken over, and one with nobody who said yes. Where `give` raises, it is as it was.
    """
    said = "".join(each for each in ticket.upper() if each.isalnum())
    plan = Plan.objects.select_for_update(of=("self",)).filter(ticket=f"{said[:4]}-{said[4:]}").first()
    if plan is None or plan.taken is not None:
        raise Refused(
            _("No alarm plan waits under that number. Ask the household to read it out again."), field="ticket"
        )
    agreed = [*plan.contacts.filter(answer="yes").order_by("position", "pk")]
    if not agreed:
        raise Refused(_("Nobody on that plan has said yes yet. Nothing was taken over."), field="ticket")
    people = tuple(PlanContact(row.pk, row.name, row.phone, row.what, "yes", row.email) for row in agreed)
    give(Handed(people, plan.routine, tuple(plan.guard)))
    plan.contacts.all().delete()
    Plan.objects.filter(pk=plan.pk).update(account_id=account_id, taken=now)
    audit.record(action="homecheck.plan_taken", subject="homecheck_keeper", subject_id=plan.keeper_id)
    return len(agreed)


def _plan(row: Keeper) -> Plan:
    plan = Plan.objects.filter(keeper=row).first()
    if plan is None:
        raise Refused(_("Begin the plan first: say who you are and which home it is for."))
    return plan


def _open_plan(row: Keeper) -> Plan:
    plan = _plan(row)
    if plan.taken is not None:
        raise Refused(_("Your alarm’s operators have the plan now. Call them to change whom they call."))
    return plan


def _theirs(row: Keeper, now: datetime) -> None:
    Keeper.objects.filter(pk=row.pk).update(active=now, proven=row.proven or now)


def ticket() -> str:
    """A number to read out: letters and digits that nobody takes for another, drawn anew."""
    drawn: Sequence[str] = [secrets.choice(_LETTERS) for _n in range(8)]
    return f"{''.join(drawn[:4])}-{''.join(drawn[4:])}"
