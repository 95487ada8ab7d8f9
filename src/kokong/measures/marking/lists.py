"""The list of what was handed out."""

from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel.lists import Asked, Column, List

from . import reading, rules, words
from .forms import FilterForm
from .values import Handing


def find(asked: Asked) -> tuple[Handing, ...]:
    """What the list asks for."""
    way, state = asked.filters.get("way") or "", asked.filters.get("state") or ""
    if state == "late":
        return reading.loans_due(by=timezone.localdate())
    return reading.handings(way=way, states=[state] if state else None)


HANDED: Final = List[Handing](
    name="marking:handed",
    title=_("Handed out kits"),
    columns=(
        Column("lot", _("Batch"), lambda h: h.lot, link=lambda h: reverse("marking:handing", args=[h.id])),
        Column("id", _("Kokong number"), lambda h: h.id, where="file"),
        Column("at", pgettext_lazy("kit", "Handed out"), lambda h: h.at),
        Column("way", pgettext_lazy("kit", "How"), lambda h: words.WAYS[h.way]),
        Column("state", _("State"), lambda h: words.STATES[h.state]),
        Column("kits", _("Kits"), lambda h: h.kits),
        Column("decals", _("Decals"), lambda h: h.decals, where="file"),
        Column("used", pgettext_lazy("kit", "Used"), lambda h: h.used, spare=True),
        Column("due", _("Due"), lambda h: h.due),
        Column("area", pgettext_lazy("marking", "Area"), lambda h: h.area, spare=True),
        Column("occasion", _("Where it is handed out"), lambda h: words.OCCASIONS[h.occasion], where="file"),
        Column("price", _("Price, kronor"), lambda h: rules.kronor(h.money.price), where="file"),
        Column("subsidy", _("Subsidy, kronor"), lambda h: rules.kronor(h.money.subsidy), where="file"),
        Column("paid", _("Paid, kronor"), lambda h: rules.kronor(h.money.paid), where="file"),
        Column("owed", _("To be paid, kronor"), lambda h: rules.kronor(h.money.owed), where="file"),
    ),
    action="marking.exported",
    subject="marking_handing",
    key=lambda h: h.id,
    called=lambda h: h.lot,
    filters=FilterForm,
    empty=(_("No kit has been handed out yet"), _("Buy kits in, and hand them out at visits and meetings.")),
    icon="tag",
)
