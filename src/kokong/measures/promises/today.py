"""What of the promises waits today, and the figure of the method's page."""

from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokong.kernel.measure import Figure
from kokong.kernel.today import Day, Line, section
from kokong.people import api as people

from . import reading, rules

MOST: Final = 5


def day(*, actor: people.Actor, now: datetime) -> Day:
    """What lags, what waits for a signature of this person's authority, and what is to be reported."""
    if not actor.may("promise.do"):
        return Day()
    today = timezone.localdate(now)
    lags = [Line(each.action.title, each.action.said, _action(each.action.id)) for each in reading.behind(now=now)]
    mine = set(rules.signs_for(actor.roles)) & {actor.authority}
    waits = [
        Line(each.title, _("Waits for your authority’s signature"), _page(each.id))
        for each in reading.promises(states=["signing"])
        if mine - {signed.authority for signed in each.signatures}
    ]
    over = [
        Line(each.title, _("Its time is over: report what came of it"), _page(each.id))
        for each in reading.promises(states=rules.RUNS)
        if each.ends <= today
    ]
    url = reverse("promises:list")
    found = (
        section("promises_behind", _("Promised actions that lag"), lags[:MOST], url=url, column="second"),
        section("promises_wait", _("Promises that wait for you"), waits + over, url=url, column="second"),
    )
    return Day(sections=found)


def figure(*, actor: people.Actor, now: datetime) -> Figure:
    """How many promised actions run, and how many of them lag."""
    found = [each for _promise, listed in reading.with_actions(states=rules.RUNS, now=now) for each in listed]
    lags = sum(1 for each in found if each.progress.state == "behind")
    said = ngettext("promised action that is counted", "promised actions that are counted", len(found))
    url = reverse("promises:list") if actor.may("promise.see") else ""
    return Figure(str(len(found)), said, lags, url)


def _page(promise_id: int) -> str:
    return reverse("promises:promise", args=[promise_id])


def _action(action_id: int) -> str:
    return reverse("promises:action", args=[action_id])
