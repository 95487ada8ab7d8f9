"""The papers of a campaign as PDFs; a letter with the addresses of the homes that it is for."""

from pathlib import Path
from typing import Any, Final

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kokong.kernel import audit, documents
from kokong.kernel.models import Municipality
from kokong.places import api as places

from .. import adapting, reading
from ..channels import CHANNELS
from ..values import Audience, Campaign, Missing, Refused
from .blocks import blocks

TEMPLATE: Final = Path(__file__).with_name("campaign.typ")
FORMS: Final = ("poster", "flyer", "hanger", "letter")
MOST_LABELS: Final = 3_000


def paper(*, campaign_id: int, form: str) -> bytes:
    """One form of paper as a PDF, with the words of the channel "print" as they stand now. Logged.

    Raises Missing, and Refused where a letter is for more homes than one print holds.
    """
    found = reading.campaign(campaign_id=campaign_id)
    if form not in FORMS:
        raise Missing
    made = documents.typeset(TEMPLATE, data(found, form))
    audit.record(action="campaign.printed", subject="campaign", subject_id=campaign_id, detail={"form": form})
    return made


def data(found: Campaign, form: str) -> dict[str, Any]:
    """What the template shows."""
    place, link = reading.place(), reading.links(campaign_id=found.id).get("print", "")
    with translation.override(found.plan.language):
        return {
            "form": form,
            "title": found.words.title,
            "lead": found.words.lead,
            "language": found.plan.language,
            "blocks": blocks(adapting.text_of(CHANNELS["print"], found.words, link)),
            "code": documents.code(link) if link else "",
            "more": _("Read more"),
            "sender": sender(place, both=found.plan.both),
            "date": date_format(found.at or found.changed, "j F Y"),
            "labels": labels(found.plan.audience) if form == "letter" else [],
        }


def sender(place: Municipality, *, both: bool) -> str:
    """Who says it."""
    if both:
        return _("%(municipality)s, together with the police") % {"municipality": place.signed}
    return str(place.signed)


def labels(audience: Audience) -> list[list[str]]:
    """The postal addresses of the homes in a campaign's areas, street by street; none where it names no area.

    Nobody's name is known here, so none is written. Raises Refused for more than MOST_LABELS.
    """
    inside = places.homes_by_area(area_ids=audience.areas) if audience.areas else {}
    homes = places.dwellings(ids={home for each in inside.values() for home in each}).values()
    chosen = [home for home in homes if not audience.homes or home.kind in audience.homes]
    if len(chosen) > MOST_LABELS:
        raise Refused(
            _("The areas hold %(n)d homes; one print holds at most %(most)d. Choose smaller areas.")
            % {"n": len(chosen), "most": MOST_LABELS}
        )
    chosen.sort(key=lambda home: (home.postcode, home.street, _number(home.number), home.unit))
    return [[_("To you who live at"), home.address, f"{home.postcode} {home.locality}".strip()] for home in chosen]


def _number(said: str) -> tuple[int, str]:
    digits = "".join(each for each in said if each.isdigit())
    return (int(digits) if digits else 0, said)
