"""What is left at the door: no address, no name; what helps, in the order of the evidence."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from kokong.kernel.models import Municipality


def leaflet(*, language: str, municipality: Municipality) -> dict[str, Any]:
    """The leaflet's texts in one language. Locks first, light next, an alarm last."""
    with translation.override(language):
        return {
            "language": language,
            "title": _("There has been a burglary near you"),
            "lead": _(
                "A home in your neighbourhood was burgled recently. For about two weeks the risk is somewhat "
                "higher for the homes around it, so we visit the neighbours. A few simple things help."
            ),
            "parts": [
                {"title": _("What helps, the most useful first"), "ordered": True, "lines": _advice()},
                {"title": _("Look after each other"), "ordered": False, "lines": _together()},
            ],
            "sender": _("%(municipality)s, together with the police") % {"municipality": municipality.signed},
        }


def _advice() -> list[str]:
    return [
        _("Lock windows and doors, also when you are at home. See to the patio door and the basement."),
        _("Let lamps indoors go on and off with a timer when you are away."),
        _("Put an outdoor lamp with a sensor where nobody sees in from the street."),
        _("An alarm is good in addition to locks and lamps, not instead of them."),
    ]


def _together() -> list[str]:
    return [
        _("Tell a neighbour when you go away, and ask for the post to be taken in."),
        _("Have you seen anything unusual? Call the police on 114 14. If it is happening now: 112."),
        _("Would you like to join or start a neighbourhood watch? Tell us, or ask the municipality."),
    ]
