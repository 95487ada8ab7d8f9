"""The list of who works here."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.lists import Column, List
from kokong.kernel.templatetags.kokong import role_name

from .staff import Member


def _roles(member: Member) -> tuple[str, ...]:
    return tuple(role_name(held.role) for held in member.roles)


PEOPLE: Final = List[Member](
    name="people:list",
    title=_("People"),
    columns=(
        Column("name", _("Name"), lambda one: one.name, cell="people/name_cell.html", personal=True),
        Column("email", _("E-mail address"), lambda one: one.email, personal=True, where="file"),
        Column("roles", _("Roles"), _roles, cell="people/roles_cell.html"),
        Column("organisation", _("Organisation"), lambda one: one.organisation),
        Column("signed_in", _("Last sign-in"), lambda one: one.signed_in, cell="people/signed_in_cell.html"),
    ),
    action="people.exported",
    subject="user",
    key=lambda one: one.user_id,
    called=lambda one: one.name,
    sort="name",
)
