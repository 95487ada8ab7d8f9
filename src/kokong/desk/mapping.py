"""Burglaries as the map draws them."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from kokong.incidents import api as incidents
from kokong.kernel import shown
from kokong.places import api as places

from . import rules


class Pen:
    """Draws burglaries; made once per answer, since words and addresses are dear by the thousand."""

    def __init__(self, *, now: datetime) -> None:
        self._earlier = now - rules.RECENT
        self._zone = timezone.get_current_timezone()
        self._months = {number: str(name) for number, name in MONTHS.items()}
        self._attempted = _("%s, attempted")
        self._page = reverse("desk:burglary", args=[0]).replace("0", "%d")

    def burglary(self, found: incidents.Burglary, home: places.Dwelling) -> shown.Feature:
        """A burglary as a point: a draft, one of these weeks, or an earlier one."""
        recent = "confirmed" if found.latest >= self._earlier else "closed"
        day = found.latest.astimezone(self._zone)
        words = f"{day.day} {self._months[day.month]} {day.year}"
        return shown.point(
            lon=home.lon,
            lat=home.lat,
            kind="burglary",
            state="draft" if found.state == "draft" else recent,
            label=home.address,
            detail=words if found.completed else self._attempted % words,
            url=self._page % found.id,
        )
