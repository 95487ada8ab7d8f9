"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

from . import words

WORDS: Final = LogWords(
    actions={
        "cocoon.exported": _("Cocoons exported"),
        "cocoon.opened": _("Cocoon opened"),
        "cocoon.moved": _("Cocoon moved"),
        "cocoon.closed": _("Cocoon closed"),
        "cocoon.ended": _("Cocoon ended"),
        "cocoon.resumed": _("Cocoon taken up again"),
        "cocoon.contact": _("Number that visitors call changed"),
        "cocoon.preset": _("Settings for cocoons changed"),
        "cocoon.preset_reset": _("Settings for cocoons put back"),
        "door.added": _("Door added"),
        "door.counted": _("Homes counted at a door"),
        "door.dropped": _("Door left out"),
        "door.confirmed": _("Found home confirmed"),
        "door.finished": _("Block finished"),
        "door.found": _("Home found by a visitor"),
        "door.unfinished": _("Block opened again"),
        "round.made": _("Round made"),
        "round.assigned": _("Round assigned"),
        "round.taken": _("Round taken"),
        "round.printed": _("Round printed"),
        "round.typed_in": _("Paper results typed in"),
        "visit.clock_corrected": _("Time of a visit corrected"),
    },
    subjects={
        "cocoon": _("cocoon"),
        "door": _("door"),
        **words.KINDS,
    },
    details={
        "because": _("because"),
        "doors": _("doors"),
        "door": _("door"),
        "round": _("round"),
        "visits": _("visits"),
        "minutes": _("minutes"),
        "rounds": _("rounds"),
        "homes": _("homes"),
        "radius_m": _("metres around"),
        "at_least": _("least doors"),
        "cap": _("most doors"),
        "each_side": _("houses each way"),
        "clock_hours": _("hours"),
        "watch_days": _("days of watch"),
        "share_days": _("days until the next visit"),
        "claim_minutes": _("minutes that a door is taken"),
        "include_home": _("the burgled home too"),
        "client_id": _("record"),
        "phone_said": _("time on the phone"),
        "seconds": _("seconds of difference"),
        "set": _("number given"),
    },
    values={"reason": words.DROP_REASONS, "because": words.END_REASONS},
    refused={
        "cocoon.see": _("cocoons"),
        "cocoon.plan": _("planning a cocoon"),
        "cocoon.settings": _("settings for cocoons"),
        "round.assign": _("assigning rounds"),
        "round.visit": _("visiting doors"),
    },
)
