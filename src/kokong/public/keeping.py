"""How long it is known who published a page."""

from typing import Final

from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import DELETE, Keep, stays

from .models import Publication, Report

RULES: Final = (
    Keep(
        Publication,
        by="since",
        days=730,
        clear="published_by",
        name="who published pages",
        purpose=_("Who published a page can be asked why, for as long as people ask."),
    ),
    Keep(
        Report,
        by="at",
        days=365,
        clear=DELETE,
        told="key page said reply",
        name="reports of the public site",
        purpose=_("What a reader of the public site reports is needed until it is seen to, and for questions."),
    ),
)


def declare_what_stays() -> None:
    """Columns without a period."""
    stays({"public.Publication": "page"}, because="The name of a page of our own.")
    stays(
        {"public.Site": "name main second address telephone email hours languages parents",
         "public.SiteName": "name", "public.SiteHost": "host",
         "public.Earlier": "page slug leads_to",
         "public.Finding": "page slug language title lead digest", "public.FindingWord": "lexeme",
         "public.Vocabulary": "page words"},
        because="What everybody reads on a municipality's site, where it is, and the office behind it.",
    )  # fmt: skip
