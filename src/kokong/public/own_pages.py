"""Pages that every site has: who answers, the method, privacy, accessibility, and what the press asks for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kokong.kernel import installation, measure, retention, tenancy
from kokong.kernel.models import Municipality
from kokong.kernel.public import Page

from . import results
from .figures import page as figures


def nothing(now: datetime) -> Mapping[str, Any]:
    """What the template needs is the site's own."""
    del now
    return {}


def method(now: datetime) -> Mapping[str, Any]:
    """The measures of the method, in their order."""
    del now
    return {"measures": [each.title for each in measure.everyone()]}


def privacy(now: datetime) -> Mapping[str, Any]:
    """What is kept, why and for how long: the rules by which it is cleared each night, and nothing else."""
    del now
    kept = {(gettext(rule.purpose), rule.period.days) for rule in retention.rules()}
    place = Municipality.objects.get(pk=tenancy.municipality_id())
    rights = installation.current().url + reverse("people:rights-of", args=[place.code])
    return {"kept": [{"why": why, "days": days} for why, days in sorted(kept)], "rights": rights}


PAGES: Final = (
    Page(
        name="method", title=_("How we work"), template="public/method.html", show=method, menu=60, told=True,
        says=_("The method in a few words, with its measures. Nothing of what was done here."),
    ),
    Page(
        name="figures", title=_("Burglaries in figures"), template="public/figures.html", show=figures.show,
        says=_("Burglaries of homes by area and year, in steps of five, with a map of the areas that are drawn or "
               "imported. Areas with fewer than a hundred homes are left out; their names are read by everybody."),
    ),
    Page(
        name="results", title=_("What was done, and did it help?"), template="public/results.html",
        show=results.show,
        says=_("How much of each measure was done last year, and in which steps it is said whether it helped, "
               "with the evaluations that are published: counts in steps of five, of a hundred homes or more."),
    ),
    Page(
        name="contact", title=_("Contact us"), template="public/contact.html", show=nothing, menu=90,
        told=True,
        says=_("Address, telephone and e-mail from the look of the site, and when to call the police."),
    ),
    Page(
        name="press", title=_("For the press"), template="public/press.html", show=nothing, at_foot=True,
        told=True,
        says=_("Whom to ask, and how figures of burglaries are to be read."),
    ),
    Page(
        name="accessibility", title=_("Accessibility"), template="public/accessibility.html", show=nothing,
        at_foot=True, told=True,
        says=_("The statement that the law asks for, with a way to report what does not work."),
    ),
    Page(
        name="privacy", title=_("Privacy"), template="public/privacy.html", show=privacy, at_foot=True, told=True,
        says=_("What is kept of people, why and for how long: the rules by which it is cleared each night."),
    ),
)  # fmt: skip
