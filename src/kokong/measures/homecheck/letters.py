"""Letters to whoever keeps checks: the link they asked for, and a year later one reminder."""

from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel import installation
from kokong.sending import api as sending

from . import links, rules
from .models import Contact, Keeper, Plan

LINK: Final = "homecheck.link"
AGAIN: Final = "homecheck.again"
HOLDER: Final = "homecheck.holder"
TEST: Final = "homecheck.test"


def _row(due: sending.Due, now: datetime) -> Keeper | None:
    """While the link is the last one, and holds."""
    row = Keeper.objects.select_related("municipality").filter(pk=due.because[1]).first()
    return None if row is None or row.asked.isoformat() != due.turn or row.lasts < now else row


def _link(due: sending.Due, now: datetime) -> sending.Said | None:
    row = _row(due, now)
    if row is None:
        return None
    text = (
        _("Somebody, we hope you, wants to keep a home check under this address in %(place)s.")
        % {"place": row.municipality.signed},
        _("Nothing is kept unless you say so on this page. The link holds for 24 hours."),
        _("If it was not you, do nothing: what was written down is removed after 14 days."),
        links.address_of(row),
    )
    return sending.Said(_("Your home check"), "\n\n".join(text))


def _again(due: sending.Due, now: datetime) -> sending.Said | None:
    row = _row(due, now)
    if row is None or not row.reminds:
        return None
    text = (
        _("A year ago you went through your home with the home check of %(place)s.")
        % {"place": row.municipality.signed},
        _("Go through it again and see what has become better. This is the only reminder."),
        _("By this link you see what you answered then. It holds for 30 days."),
        links.address_of(row),
    )
    return sending.Said(_("Time to go through your home again"), "\n\n".join(text))


TOLD: Final = sending.Kind(
    LINK, gettext_lazy("Link to a home check that somebody keeps"), _link, offers=("email",), usual=("email",)
)
AGAIN_TOLD: Final = sending.Kind(
    AGAIN, gettext_lazy("Reminder to go through one’s home again"), _again, offers=("email",), usual=("email",)
)


def _holder(due: sending.Due, now: datetime) -> sending.Said | None:
    """While they have not answered, and the plan still asks."""
    row = Contact.objects.select_related("plan", "municipality").filter(pk=due.because[1], answer="").first()
    if row is None or row.plan.taken is not None or row.asked + rules.HOLDS < now:
        return None
    plan = row.plan
    text = (
        _("%(who)s has named you in the alarm plan of %(home)s.") % {"who": plan.called, "home": plan.home},
        _("You would be called when the alarm goes off. You keep a key to the home.") if row.what == "key_holder"
        else _("You would be called when the alarm goes off."),
        _("Say yes or no on this page. You are called by nobody until you say yes. The link holds for 30 days."),
        links.holder_address(row),
        _("The plan is kept by %(place)s for the household. Do you know nobody of that name? Say no.")
        % {"place": row.municipality.signed},
    )  # fmt: skip
    return sending.Said(_("May the alarm centre call you?"), "\n\n".join(text))


def _test(due: sending.Due, now: datetime) -> sending.Said | None:  # noqa: ARG001
    """While nobody has tested it since."""
    plan = Plan.objects.select_related("municipality").filter(pk=due.because[1]).first()
    if plan is None or not plan.home or (plan.tested is not None and plan.tested.isoformat() > due.turn):
        return None
    text = (
        _("It is a year since the alarm of %(home)s was tested.") % {"home": plan.home},
        _("Call your alarm centre first, then set it off. Can everybody on the plan still be called?"),
        _("When it is done, say so on your page. Ask for a link to it here:"),
        installation.current().url + reverse("homecheck:link", args=[plan.municipality.code]),
    )  # fmt: skip
    return sending.Said(_("Time to test your alarm"), "\n\n".join(text))


HOLDER_TOLD: Final = sending.Kind(
    HOLDER, gettext_lazy("Question whether an alarm centre may call somebody"), _holder, offers=("email",),
    usual=("email",),
)  # fmt: skip
TEST_TOLD: Final = sending.Kind(
    TEST, gettext_lazy("Reminder to test one’s alarm"), _test, offers=("email",), usual=("email",)
)
