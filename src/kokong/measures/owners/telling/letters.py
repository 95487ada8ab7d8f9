"""What a contact is written after a burglary: what, about when, and what to do. Never who, nor which home."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from kokong.incidents import api as incidents
from kokong.kernel import tenancy
from kokong.kernel.models import Municipality
from kokong.people import api as people
from kokong.sending import api as sending

from .. import contacts
from .. import rules as owner_rules
from ..models import Claim, Contact
from . import rules
from .models import Told

BURGLARY: Final = "owners.burglary"
_KNOWN: Final = "owner_contact "


def known_as(contact_id: int) -> str:
    """What a contact is to the messages."""
    return f"{_KNOWN}{contact_id}"


def contact_of(whom: str) -> int:
    """The contact that a message is for."""
    return int(whom.removeprefix(_KNOWN))


def _agreed(dues: Sequence[sending.Due], now: datetime) -> Collection[int]:  # noqa: ARG001
    """Those who agree now, and still answer for the owner."""
    here = set(Contact.objects.filter(ended=None).values_list("pk", flat=True))
    agreed = people.consent.holding(kind=contacts.SUBJECT, purpose=owner_rules.CONSENT, ids=list(here))
    return [due.id for due in dues if contact_of(due.whom) in agreed & here]


def _say(due: sending.Due, now: datetime) -> sending.Said | None:
    """While it is a burglary, and of buildings that are still theirs."""
    contact_id = contact_of(due.whom)
    person = Contact.objects.filter(pk=contact_id, ended=None).first()
    burglary = incidents.burglary(burglary_id=due.because[1])
    if person is None or burglary is None or burglary.state != "confirmed" or not _agreed([due], now):
        return None
    own = Claim.objects.filter(owner_id=person.owner_id, until=None).values("building_id")
    told = Told.objects.filter(burglary=burglary.id, building_id__in=own).select_related("building")
    found = list(told.order_by("how", "building__address"))
    if not found:
        return None
    place = Municipality.objects.get(pk=tenancy.municipality_id()).signed
    lines = (
        f"{what(burglary)} {about_when(burglary)}.",
        "\n".join(_line(each) for each in found),
        _("Do this now:"),
        "\n".join(f"– {each}" for each in advice()),
        _("Put up a notice in the stairwell, so that everybody who lives there knows. Name nobody."),
        _("%(place)s, with the police. You get this because you have agreed to be written to; answer %(place)s if "
          "you no longer want it.") % {"place": place},
    )  # fmt: skip
    return sending.Said(_title(found), "\n\n".join(lines))


def what(burglary: incidents.Burglary) -> str:
    """What happened."""
    if burglary.completed:
        return _("A home has been broken into")
    return _("Somebody has tried to break into a home")


def about_when(burglary: incidents.Burglary) -> str:
    """About when it was: "in the evening of 22 November"."""
    first, last = rules.when(burglary.earliest, burglary.latest, zone=timezone.get_default_timezone())
    if first == last:
        return _part(first)
    if first.day == last.day:
        return _("on %(day)s") % {"day": _day(first)}
    return _("between %(first)s and %(last)s") % {"first": _day(first), "last": _day(last)}


def advice() -> tuple[str, ...]:
    """What a board or a landlord can do at once."""
    return (
        _("See that every entrance, cellar and garage door falls shut and locks."),
        _("Change the door code, if many know it."),
        _("Mend lamps that are broken at doors and in passages."),
        _("Ask those who live there to lock, and to tell neighbours when they go away."),
        _("Somebody has seen something? Call 114 14, or 112 if it is going on."),
    )


def _part(at: rules.When) -> str:
    return {
        "night": pgettext("burglary", "in the night of %(day)s"),
        "morning": pgettext("burglary", "in the morning of %(day)s"),
        "afternoon": pgettext("burglary", "in the afternoon of %(day)s"),
        "evening": pgettext("burglary", "in the evening of %(day)s"),
    }[at.part] % {"day": _day(at)}


def _day(at: rules.When) -> str:
    return date_format(at.day, "j F")


def _line(told: Told) -> str:
    said = _("In your building: %s") if told.how == "in" else _("Near your building: %s")
    return said % told.building.address


def _title(found: Sequence[Told]) -> str:
    if any(each.how == "in" for each in found):
        return _("Burglary in one of your buildings")
    return _("Burglary near one of your buildings")


KIND: Final = sending.Kind(
    BURGLARY, gettext_lazy("A burglary in or near an owner’s building"), _say, offers=("email",),
    usual=("email",),
)  # fmt: skip
