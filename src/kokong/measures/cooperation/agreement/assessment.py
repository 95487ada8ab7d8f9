"""A draft of the impact assessment (GDPR art. 35), filled in from what is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kokong.kernel import audit, documents, tenancy
from kokong.kernel.models import Municipality

from . import register as registers
from . import rules, words, work

SHEET: Final = Path(__file__).with_name("papers.typ")


@dataclass(frozen=True)
class Section:
    """A part of the assessment: its heading, and paragraphs."""

    title: str
    says: Sequence[str]


@dataclass(frozen=True)
class Risk:
    """A risk for the people concerned, what is done about it, and how likely and grave it is before that."""

    what: str | Promise
    done: str | Promise
    likely: str | Promise
    grave: str | Promise


def sections() -> list[Section]:
    """What is processed, why, and on what ground."""
    held = registers.register()
    kinds = sum(len(each.data) for each in held)
    agreed = [each for each in work.lines() if each.ended_at is None]
    return [
        Section(_("What is planned"), [
            _(
                "Municipality and police prevent residential burglary together: homes around a burglary "
                "are visited, and groups, walks, owners’ checks and the other measures of the method are "
                "planned and followed up."
            ),
            _(
                "%(rooms)s parts of the system hold %(kinds)s kinds of data with a purpose and a period "
                "each; the register lists them."
            ) % {"rooms": len(held), "kinds": kinds},
        ]),
        Section(_("Whose data"), [
            _(
                "Residents of homes that are burgled or visited, contact persons, people who answer for "
                "buildings, those who work for the two authorities."
            ),
            _("No persons suspected of a crime, no object lists, no codes of marked property."),
        ]),
        Section(_("Ground in law"), [
            _(
                "The municipality: a task of public interest (GDPR art. 6.1 e) by the act (2023:196) on "
                "municipalities’ responsibility for crime prevention. Consent where residents choose "
                "messages or memberships themselves."
            ),
            _(
                "The police: brottsdatalagen (2018:1177) for facts that only the police see. They lie in "
                "tables of their own."
            ),
        ]),
        Section(_("Why it is needed, and no more"), [
            _(
                "Visits within two days need an address and a deadline; the name of the victim isn’t "
                "needed and isn’t there. What is published is counts of areas, late."
            ),
        ]),
        Section(_("What is shared between the two"), [
            *(f"{words.AUTHORITIES[each.giver]}: {each.what} ({words.GROUNDS[each.ground]})" for each in agreed),
            *([] if agreed else [_("No line of the agreement is in force yet. Write it before the start.")]),
        ]),
        Section(_("Rights of those concerned"), [
            _(
                "Information on the public site and on the card at the door; extracts and corrections by "
                "the coordinator; a home can ask not to be visited."
            ),
        ]),
        Section(_("Left to decide"), [
            _(
                "The data protection officer’s opinion; the periods as decided in the plan for disposal "
                "of records; agreements with whoever runs the servers; whether the authority for privacy "
                "protection has to be consulted (art. 36)."
            ),
        ]),
    ]  # fmt: skip


def risks() -> list[Risk]:
    """Each risk in words, the gravest first."""
    order = sorted(rules.RISKS.items(), key=lambda each: -each[1][0] * each[1][1])
    return [Risk(*words.RISKS[code], words.LEVELS[likely], words.LEVELS[grave]) for code, (likely, grave) in order]


def register_pdf() -> bytes:
    """The register as PDF."""
    data = {
        **_about(_("Register of processing")), "sections": [], "risks": [],
        "rooms": [
            {
                "name": str(each.name), "who": each.who,
                "data": [[d.purpose, d.period, ", ".join(d.columns)] for d in each.data],
            }
            for each in registers.register()
        ],
    }  # fmt: skip
    audit.record(action="agreement.register_printed", subject="agreement")
    return documents.typeset(SHEET, data)


def assessment_pdf() -> bytes:
    """The draft as PDF."""
    data = {
        **_about(_("Impact assessment: draft")), "rooms": [],
        "sections": [{"title": each.title, "says": list(each.says)} for each in sections()],
        "risks": [[str(each.what), str(each.done), str(each.likely), str(each.grave)] for each in risks()],
    }  # fmt: skip
    audit.record(action="agreement.assessment_printed", subject="agreement")
    return documents.typeset(SHEET, data)


def _about(title: str) -> dict[str, Any]:
    place = Municipality.objects.get(pk=tenancy.municipality_id())
    day = date_format(timezone.localdate(), "j F Y")
    return {
        "title": title, "language": get_language(), "above": place.signed,
        "lead": _("Made from what the parts of Kokong declare, %(day)s. A draft until it is decided.")
        % {"day": day},
        "heads": [_("What for"), _("How long"), _("Data")], "see": _("May see:"),
        "risk_title": _("Risks, and what is done about them"),
        "risk_heads": [_("Risk"), _("What is done about it"), _("Likely"), _("Grave")],
    }  # fmt: skip
