"""The list of signs."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kokong.kernel.lists import Asked, Column, List

from . import reading, rules, words
from .forms import FilterForm
from .values import Sign

GONE: Final = rules.SIGN.ends()


def find(asked: Asked) -> tuple[Sign, ...]:
    """What the list asks for; signs that are gone only where it asks for them."""
    state, kind = asked.filters.get("state") or "", asked.filters.get("kind") or ""
    states = [state] if state else [each for each in rules.SIGN.states() if each not in GONE]
    return reading.signs(states=states, kind=kind)


SIGNS: Final = List[Sign](
    name="signs:list",
    title=_("Signs"),
    columns=(
        Column("place", _("Where"), lambda s: s.place, link=lambda s: reverse("signs:sign", args=[s.id])),
        Column("id", _("Kokong number"), lambda s: s.id, where="file"),
        Column("kind", _("Kind of sign"), lambda s: words.KINDS[s.kind]),
        Column("state", _("State"), lambda s: words.STATES[s.state]),
        Column("condition", _("Condition"), lambda s: words.CONDITIONS.get(s.condition, ""), spare=True),
        Column("ground", _("On what ground"), lambda s: words.GROUNDS[s.ground], where="file"),
        Column("permit", _("Permit"), lambda s: words.PERMITS[s.permit], where="file"),
        Column("consent", _("Owner agrees"), lambda s: s.consent, where="file"),
        Column("installed", _("Up since"), lambda s: s.installed, spare=True),
        Column("seen", _("Last looked at"), lambda s: s.seen, where="file"),
        Column("next_check", _("Next look"), lambda s: s.next_check),
        Column("lat", _("Latitude"), lambda s: round(s.lat, 6), where="file"),
        Column("lon", _("Longitude"), lambda s: round(s.lon, 6), where="file"),
        Column("owner", _("Owner of the spot"), lambda s: s.owner, where="file", personal=True),
        Column("contact", _("How to reach the owner"), lambda s: s.owner_contact, where="file", personal=True),
    ),
    action="sign.exported",
    subject="sign",
    key=lambda s: s.id,
    called=lambda s: s.place,
    filters=FilterForm,
    sort="next_check",
    empty=(_("No signs yet"), _("Plan one where a group has begun, or where burglaries have been.")),
    icon="hiking-trail-sign",
)
