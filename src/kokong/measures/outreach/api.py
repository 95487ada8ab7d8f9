"""The door to campaigns. Everything works in the municipality in scope."""

from .deciding import decide
from .events import PartCame
from .moving import act
from .reading import campaign, campaigns, clicks, links, part, parts, revision, revisions, standing
from .trying import Would, would
from .values import Audience, Campaign, Meanwhile, Missing, Part, Plan, Refused, Revision, Words
from .writing import change, plan, rewrite

__all__ = [
    "Audience",
    "Campaign",
    "Meanwhile",
    "Missing",
    "Part",
    "PartCame",
    "Plan",
    "Refused",
    "Revision",
    "Words",
    "Would",
    "act",
    "campaign",
    "campaigns",
    "change",
    "clicks",
    "decide",
    "links",
    "part",
    "parts",
    "plan",
    "revision",
    "revisions",
    "rewrite",
    "standing",
    "would",
]
