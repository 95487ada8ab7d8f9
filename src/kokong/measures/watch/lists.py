"""The list of groups, and the roster of one."""

from collections.abc import Callable
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel.lists import Asked, Column, List

from . import reading, roster, rules, words
from .forms import FilterForm, RosterFilterForm
from .values import Group, Line


def find(asked: Asked) -> tuple[Group, ...]:
    """The groups that the list asks for; closed ones only where it asks for them."""
    state = asked.filters.get("state") or ""
    return reading.groups(states=[state] if state else rules.GOES_ON)


def homes(group_id: int) -> Callable[[Asked], list[Line]]:
    """The homes of one group that its roster asks for. Reading them is logged."""

    def found(asked: Asked) -> list[Line]:
        state = asked.filters.get("state") or ""
        wanted = "" if state == "none" else state
        return [line for line in roster.roster(group_id=group_id) if not state or line.state == wanted]

    return found


GROUPS: Final = List[Group](
    name="watch:list",
    title=_("Neighbourhood watch"),
    columns=(
        Column("name", _("Group"), lambda g: g.name, link=lambda g: reverse("watch:group", args=[g.id])),
        Column("id", _("Kokong number"), lambda g: g.id, where="file"),
        Column("state", _("State"), lambda g: words.STATES[g.state]),
        Column("joined", _("Joined"), lambda g: g.joined),
        Column("homes", _("Homes"), lambda g: g.homes),
        Column(
            "declined", pgettext_lazy("homes of a watch group", "Declined"), lambda g: g.declined, where="file"
        ),
        Column("contacts", _("Contact persons"), lambda g: g.contacts, spare=True),
        Column("met", _("Last met"), lambda g: g.met, spare=True),
        Column("checked", _("Roster gone through"), lambda g: g.checked, where="file"),
        Column("active_since", _("Active since"), lambda g: g.active_since, where="file"),
    ),
    action="watch.exported",
    subject="watch_group",
    key=lambda g: g.id,
    called=lambda g: g.name,
    filters=FilterForm,
    sort="name",
    empty=(_("No groups yet"), _("Start one where neighbours are interested.")),
    icon="person-group",
)


def roster_of(group_id: int) -> List[Line]:
    """The roster of one group as a list."""
    return List[Line](
        name="watch:roster",
        title=_("Roster"),
        columns=(
            Column(
                "address", _("Home"), lambda n: n.full_address,
                link=lambda n: reverse("watch:home", args=[group_id, n.dwelling_id]),
            ),
            Column("state", _("Answer"), lambda n: words.HOMES[n.state]),
            Column("people", _("Who lives there"), lambda n: ", ".join(m.name for m in n.members), where="page"),
            Column("decals", _("Decals"), lambda n: n.decals, spare=True),
            Column("since", _("Since"), lambda n: n.since, where="file"),
            Column("names", _("Names"), lambda n: _said(n, "name"), where="file", personal=True),
            Column("phones", _("Telephone numbers"), lambda n: _said(n, "phone"), where="file", personal=True),
            Column("emails", _("E-mail addresses"), lambda n: _said(n, "email"), where="file", personal=True),
        ),
        action="watch.roster_exported",
        subject="watch_household",
        key=lambda n: n.dwelling_id,
        called=lambda n: n.full_address,
        filters=RosterFilterForm,
        sort="address",
        per_page=100,
        empty=(_("No home lies in its area"), _("Draw the area anew.")),
        icon="person-group",
    )  # fmt: skip


def _said(line: Line, what: str) -> str:
    return ", ".join(str(getattr(member, what)) for member in line.members if getattr(member, what))
