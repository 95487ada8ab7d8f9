"""What the page of the method and the year wheel say of alarms."""

from datetime import date, datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from kokong.kernel.measure import Figure
from kokong.kernel.year import Item
from kokong.people import api as people

from .models import Account


def year(*, actor: people.Actor, since: date, until: date) -> tuple[Item, ...]:
    """When to look again at the false alarms of a home."""
    if not actor.may("alarm.accounts"):
        return ()
    found = Account.objects.filter(retired=None, follow_up__gte=since, follow_up__lt=until)
    days = found.order_by("follow_up").values_list("follow_up").annotate(Count("pk"))
    page = f"{reverse('alarms:accounts')}?which=planned"
    return tuple(Item(day, _("Alarms to follow up"), count, page) for day, count in days if day)


def figure(*, actor: people.Actor, now: datetime) -> Figure:
    """How many homes are connected, and how many should be followed up."""
    homes = Account.objects.filter(retired=None)
    waits = homes.filter(follow_up__lte=now.date()).count()
    url = reverse("alarms:accounts") if actor.may("alarm.accounts") else ""
    return Figure(str(homes.count()), _("homes are connected to an alarm centre"), waits, url)
