"""Where everybody finds the newsletter."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kokong.kernel import installation, tenancy
from kokong.kernel.models import Municipality
from kokong.kernel.public import Page


def show(now: datetime) -> Mapping[str, Any]:  # noqa: ARG001
    """Where one asks for it."""
    place = Municipality.objects.get(pk=tenancy.municipality_id())
    return {"ask": installation.current().url + reverse("outreach:subscribe", args=[place.code])}


NEWSLETTER: Final = Page(
    name="newsletter",
    title=_("Our newsletter"),
    says=_("Lets people ask for the newsletter. It never shows who has it, nor how many."),
    template="outreach/newsletter/page.html",
    show=show,
    at_foot=True,
)
