"""A home's alarm plan goes to the account of its alarm: from then on whom to call stands there alone."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from kokong.kernel.errors import UserError
from kokong.measures.alarms import api as alarms
from kokong.measures.homecheck import api as homecheck

TESTS: Final = 500  # events looked back through for a panel's own test


def find(account: str) -> int | None:
    """The one account in service of this number; None for none, several, and what is no number."""
    try:
        found = alarms.find_accounts(account=account.strip())
    except UserError:
        return None
    return found[0].id if len(found) == 1 else None


def give(account_id: int, plan: homecheck.Handed, now: datetime) -> None:
    """Put those who said yes into the account's chain, after those who are there; and the rest into its plan."""
    known = {each.phone for each in alarms.contacts(account_id=account_id)}
    for each in plan.contacts:
        if each.phone not in known:
            alarms.add_contact(
                account_id=account_id, name=each.name, phone=each.phone, email=each.email, what=each.what,
                consent=True, now=now,
            )  # fmt: skip
    before = alarms.account(account_id=account_id).plan
    lines = [str(before.get("text", "")), *_said(plan)]
    alarms.change(account_id=account_id, plan={**before, "text": "\n".join(filter(None, lines))})


def _said(plan: homecheck.Handed) -> list[str]:
    guard = [f"– {homecheck.GUARD[code]}" for code in plan.guard]
    return [
        *([_("The guard may:"), *guard] if guard else [_("The household allows the guard nothing.")]),
        _("About the code word: %(routine)s") % {"routine": plan.routine} if plan.routine else "",
    ]


def tested(account_id: int) -> datetime | None:
    """When the panel last reported a test by itself."""
    found = alarms.history(account_id=account_id, limit=TESTS)
    return next((each.received for each in found if each.kind == "test"), None)


homecheck.kept_by(homecheck.Accounts(find=find, give=give, tested=tested))
