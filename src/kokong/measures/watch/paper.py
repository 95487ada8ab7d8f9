"""A group on paper: a sheet with a code to join by, and the list for members without the internet."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kokong.kernel import audit, documents, installation, tenancy
from kokong.kernel.models import Municipality
from kokong.places import api as places

from . import purposes, reading, roster, words
from .values import Group, Line, Member

SHEET: Final = Path(__file__).with_name("sheet.typ")


def poster(*, group_id: int) -> bytes:
    """The PDF with the code. Raises GroupMissing."""
    group, place = reading.group(group_id=group_id), _place()
    link = installation.current().url + reverse("watch:join-group", args=[place.code, group_id])
    audit.record(action="watch.printed", subject="watch_group", subject_id=group_id)
    return _set(
        title=_("Join the neighbourhood watch"), above=group.name,
        lead=_(
            "We who live here keep an eye on each other's homes. Point your phone's camera at the code, or write "
            "the address that stands below it."
        ),
        code=documents.code(link), link=link, heads=[], rows=[],
        foot=_("%(place)s, together with the police") % {"place": place.signed},
    )  # fmt: skip


def invitation(*, home: places.Dwelling, group: Group | None) -> bytes:
    """The PDF of a letter to a home that wishes for a group: how it joins the one there is, or starts one."""
    place = _place()
    parts = [place.code, group.id] if group else [place.code]
    link = installation.current().url + reverse("watch:join-group" if group else "watch:join", args=parts)
    audit.record(action="watch.printed", subject="dwelling", subject_id=home.id)
    said = (
        _("%(group)s is the group where you live.") % {"group": group.name}
        if group
        else _("There is no group where you live yet. You can be the first.")
    )
    ask = _("You told us at your door that you want to be in the neighbourhood watch.")
    how = _("Point your phone's camera at the code, or write the address that stands below it.")
    return _set(
        title=_("Join the neighbourhood watch"), above=home.full_address, lead=f"{ask} {said} {how}",
        code=documents.code(link), link=link, heads=[], rows=[],
        foot=_("%(place)s, together with the police") % {"place": place.signed},
    )  # fmt: skip


def roster_list(*, group_id: int) -> bytes:
    """The PDF with the homes that have joined; of people those who agreed to be shown. Raises GroupMissing."""
    group, place = reading.group(group_id=group_id), _place()
    joined = [line for line in roster.roster(group_id=group_id) if line.state == "joined"]
    day = date_format(timezone.localdate(), "j F Y")
    return _set(
        title=_("Our neighbourhood watch"), above=group.name,
        lead=_("As of %(day)s. Keep the list where visitors don't see it.") % {"day": day},
        code="", link="", heads=[_("Home"), _("Name"), _("Telephone number")],
        rows=[row for line in joined for row in _rows(line)],
        foot=_("%(place)s, together with the police") % {"place": place.signed},
    )  # fmt: skip


def sheet(*, title: str, above: str, lead: str, notes: Sequence[str]) -> bytes:
    """The PDF of a text, with notes below it."""
    foot = _("%(place)s, together with the police") % {"place": _place().signed}
    return _set(
        title=title, above=above, lead=lead, notes=list(notes), code="", link="", heads=[], rows=[], foot=foot
    )


def _rows(line: Line) -> list[list[str]]:
    shown = [member for member in line.members if _agrees(member)]
    return [[line.address, _named(each), each.phone] for each in shown] or [[line.address, "", ""]]


def _agrees(member: Member) -> bool:
    return purposes.held(member_id=member.id)["shown"]


def _named(member: Member) -> str:
    return member.name if member.role == "member" else f"{member.name} ({words.ROLES[member.role]})"


def _place() -> Municipality:
    return Municipality.objects.get(pk=tenancy.municipality_id())


def _set(**data: Any) -> bytes:
    return documents.typeset(SHEET, {"language": (get_language() or "sv")[:2], **data})
