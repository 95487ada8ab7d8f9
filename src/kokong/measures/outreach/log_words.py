"""How the log is said: what this room writes there."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.said import LogWords

from . import words

WORDS: Final = LogWords(
    actions={
        "campaign.planned": _("Campaign planned"),
        "campaign.rewrite": _("Campaign changed"),
        "campaign.propose": _("Campaign sent to the other authority"),
        "campaign.send_back": _("Campaign sent back to be changed"),
        "campaign.approve": _("Campaign approved"),
        "campaign.schedule": _("Time set for a campaign to go out"),
        "campaign.call_off": _("Campaign not to go out yet after all"),
        "campaign.withdraw": _("Campaign withdrawn"),
        "campaign.go": _("Campaign began to go out"),
        "campaign.arrive": _("Campaign is out"),
        "campaign.end": _("Campaign is over"),
        "campaign.exported": _("Campaigns exported"),
        "campaign.prices": _("Prices of campaigns set"),
        "campaign.printed": _("Campaign printed"),
        "newsletter.begun": _("Newsletter begun"),
        "newsletter.chosen": _("Newsletter changed by its reader"),
        "newsletter.left": _("Newsletter left"),
        "newsletter.texts_begun": _("Short news by text message begun"),
        "newsletter.texts_ended": _("Short news by text message ended"),
        "reply.read": _("Replies to letters read"),
        "campaign_reply.take": _("Reply taken to be answered"),
        "campaign_reply.give_back": _("Reply left to somebody else"),
        "campaign_reply.answer": _("Reply answered"),
        "campaign_reply.close": _("Reply closed without an answer"),
        "press.read": _("Press list read"),
        "press.added": _("Added to the press list"),
        "press.removed": _("Removed from the press list"),
        "campaign_part.posted": _("Channel of a campaign said to be out"),
        "campaign_part.again": _("Channel of a campaign to be tried again"),
        "campaign_part.drop": _("Channel of a campaign left out"),
    },
    subjects={
        "campaign": _("campaign"),
        "subscriber": _("subscriber"),
        "press_office": _("editorial office"),
        "campaign_reply": _("reply"),
    },
    details={"season": _("season"), "channel": _("channel"), "form": _("paper")},
    values={"season": words.SEASONS, "form": words.PAPERS},
    refused={
        "campaign.see": _("campaigns"),
        "campaign.write": _("writing campaigns"),
        "campaign.approve": _("approving campaigns"),
        "campaign.send": _("sending campaigns out"),
    },
)
