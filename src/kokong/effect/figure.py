"""What the page of the method says of this room."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from kokong.kernel.measure import Figure
from kokong.people.api import Actor

from . import models as rows


def figure(*, actor: Actor, now: datetime) -> Figure:
    """How many evaluations are registered, and how many of them can be read but have not been."""
    registered = rows.Evaluation.objects.filter(state="registered")
    count = registered.count()
    unread = (
        registered.filter(until__lte=timezone.localdate(now))
        .exclude(looks__called__in=("planned", "exploratory"))
        .count()
    )
    url = reverse("effect:list") if actor.may("effect.see") else ""
    return Figure(str(count), ngettext("registered evaluation", "registered evaluations", count), unread, url)
