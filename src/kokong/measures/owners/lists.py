"""The list of owners."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kokong.kernel.lists import Asked, Column, List

from . import reading, rules, words
from .forms import FilterForm
from .values import Owner


def find(asked: Asked) -> tuple[Owner, ...]:
    """What the list asks for; owners that are gone only where it asks for them."""
    kind, show = asked.filters.get("kind") or "", asked.filters.get("show") or ""
    if show == "gone":
        return tuple(each for each in reading.owners(state="", kind=kind) if each.state != "active")
    return reading.owners(kind=kind, disputed=show == "disputed")


OWNERS: Final = List[Owner](
    name="owners:list",
    title=_("Property owners"),
    columns=(
        Column("name", _("Owner"), lambda o: o.name, link=lambda o: reverse("owners:owner", args=[o.id])),
        Column("id", _("Kokong number"), lambda o: o.id, where="file"),
        Column("kind", _("Kind of owner"), lambda o: words.KINDS[o.kind]),
        Column("number", _("Organisation number"), lambda o: rules.written(o.number), spare=True),
        Column("buildings", _("Buildings"), lambda o: o.buildings),
        Column("homes", _("Homes"), lambda o: o.homes),
        Column("people", _("Contacts"), lambda o: o.people, spare=True),
        Column("disputed", _("Disputed"), lambda o: o.disputed or "", spare=True),
        Column("state", _("State"), lambda o: words.STATES[o.state], where="file"),
        Column("since", _("Known since"), lambda o: o.since, where="file"),
    ),
    action="owner.exported",
    subject="owner",
    key=lambda o: o.id,
    called=lambda o: o.name,
    filters=FilterForm,
    sort="name",
    empty=(_("No owners yet"), _("Import a list of associations, or register the first.")),
    icon="buildings-3",
)
