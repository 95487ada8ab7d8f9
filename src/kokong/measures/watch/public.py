"""What everybody may know of the neighbourhood watch: how it works, how many groups there are, and how to join."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kokong.kernel import installation, tenancy
from kokong.kernel.models import Municipality
from kokong.kernel.public import Page, Piece

from . import models as rows
from . import rules


def show(now: datetime) -> Mapping[str, Any]:  # noqa: ARG001
    """How many groups are active, and where one joins. Of no group it says who is in it."""
    place = Municipality.objects.get(pk=tenancy.municipality_id())
    active = rows.Group.objects.filter(state__in=rules.RUNS).count()
    return {"active": active, "join": installation.current().url + reverse("watch:join", args=[place.code])}


WATCH: Final = Page(
    name="watch",
    title=_("Neighbourhood watch"),
    says=_(
        "Explains how it works, says how many groups there are, and lets people join or start one. It never shows "
        "who is a member."
    ),
    template="watch/public/watch.html",
    show=show,
    menu=40,
    pieces=(Piece("join", _("Join the neighbourhood watch"), "watch/public/join_piece.html", show, height=320),),
)
