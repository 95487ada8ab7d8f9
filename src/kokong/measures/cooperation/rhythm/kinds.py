"""The meetings in which both authorities steer the work together."""

from datetime import timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.meetings import api as meetings
from kokong.tasks import api as tasks

from ..rules import DESK
from . import reading, wheel
from .rules import COUNCIL, STEERING, WEEKLY

KINDS: Final = (
    meetings.MeetingKind(
        WEEKLY, _("Weekly meeting"), hold=DESK, see=DESK, lasts=30, remind=timedelta(hours=16),
        audience=_("Municipality and police, at the desk"),
    ),
    meetings.MeetingKind(
        STEERING, _("Steering group"), hold=DESK, see=DESK, lasts=90, remind=timedelta(days=7),
        audience=_("Those who decide over people and money"),
    ),
    meetings.MeetingKind(
        COUNCIL, _("Council for crime prevention"), hold=DESK, see=DESK, lasts=120, remind=timedelta(days=14),
        audience=_("Owners, associations, services, municipality and police"),
    ),
)  # fmt: skip
TASK: Final = tasks.Kind(wheel.TASK, _("In the year wheel"), "calendar", DESK, False, reading.called)
