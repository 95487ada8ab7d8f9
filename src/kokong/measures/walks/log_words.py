"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel.said import LogWords

from . import words

WORDS: Final = LogWords(
    actions={
        "walk.planned": _("Safety walk planned"),
        "walk.changed": _("Safety walk changed"),
        "walk.prepare": _("Pre-meeting of a safety walk held"),
        "walk.open": _("Safety walk announced"),
        "walk.walk": _("Safety walk walked"),
        "walk.follow": _("Follow-up of a safety walk held"),
        "walk.finish": _("Safety walk ended"),
        "walk.cancel": _("Safety walk cancelled"),
        "walk.exported": _("Safety walks exported"),
        "walk.printed": _("Protocol of a safety walk printed"),
        "walk.parts_read": _("Who has which part of a safety walk was read"),
        "walk.wishes_read": _("Wishes for safety walks read"),
        "walk.wished": _("Safety walk wished for"),
        "walk.wish_answered": _("Wish for a safety walk answered"),
        "walk.owners_asked": _("Owners written to after a safety walk"),
        "walk.link_renewed": _("An owner’s link replaced"),
        "walk.reported": _("Findings put in line for the fault-report system"),
        "walk.holder_added": _("Owner of ground added"),
        "walk.holder_changed": _("Owner of ground changed"),
        "walk.holder_ended": _("Owner of ground asked no more"),
        "finding.noted": _("Finding noted"),
        "finding.changed": _("Finding corrected"),
        "walk.not_again": _("Safety walk: none follows"),
        "finding.photo_shown": _("Photo of a finding shown to everybody"),
        "finding.photo_hidden": _("Photo of a finding shown to everybody no longer"),
        "finding.ask": _("Owner asked about a finding"),
        "finding.keep": _("Finding should stay as it is"),
        "finding.join": _("Findings made one"),
        "finding.promise": _("Finding: will be done"),
        "finding.refuse": _("Finding declined"),
        "finding.mend": _("Finding: done, says the owner"),
        "finding.confirm": _("Finding confirmed by a resident"),
        "finding.doubt": _("Finding: not mended, says a resident"),
    },
    subjects={
        "walk_report": _("report to the fault-report system"),
        "walk": _("safety walk"),
        "finding": pgettext_lazy("safety walk", "finding"),
        "ground_owner": _("owner of ground"),
        "walk_wish": _("wish for a safety walk"),
    },
    values={
        "from": {**words.STATES, **words.FOUND},
        "to": {**words.STATES, **words.FOUND},
        "kind": words.CATEGORIES,
    },
    refused={
        "walk.see": _("safety walks"),
        "walk.do": _("seeing to safety walks"),
        "walk.note": _("noting on safety walks"),
        "walk.own": _("what was found on one’s own ground"),
    },
)
