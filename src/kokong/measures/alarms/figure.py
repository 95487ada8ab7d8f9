"""What the page of the method says of alarms."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kokong.kernel.measure import Figure
from kokong.people import api as people

from .models import Account


def figure(*, actor: people.Actor, now: datetime) -> Figure:
    """How many homes are connected, and how many should be followed up."""
    homes = Account.objects.filter(retired=None)
    waits = homes.filter(follow_up__lte=now.date()).count()
    url = reverse("alarms:accounts") if actor.may("alarm.accounts") else ""
    return Figure(str(homes.count()), _("homes are connected to an alarm centre"), waits, url)
