"""What the page of the method says of home checks."""

from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import ngettext

from kokong.kernel.measure import Figure
from kokong.people import api as people

from . import rules
from .models import Keeper


def figure(*, actor: people.Actor, now: datetime) -> Figure:  # noqa: ARG001
    """How many homes keep a check, in areas with enough of them that no home can be told apart."""
    found = Keeper.objects.filter(area_id__isnull=False, proven__isnull=False).values("area_id")
    counts = found.annotate(homes=Count("pk")).values_list("homes", flat=True)
    homes = sum(each for each in counts if each >= rules.FEWEST)
    words = ngettext("home that keeps its home check", "homes that keep their home check", homes)
    return Figure(str(homes), words, url=reverse("homecheck:sums") if actor.may("homecheck.see") else "")
