"""The list of areas, and the list of the homes in one."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kokong.kernel.lists import Asked, Column, List

from .. import homes
from ..values import Dwelling
from . import reading, words
from .forms import FilterForm
from .values import Area


@dataclass(frozen=True)
class Line:
    """An area with how many homes lie in it."""

    area: Area
    homes: int


def lines(asked: Asked) -> list[Line]:
    """The areas that are asked for."""
    found = reading.areas(retired=asked.filters.get("state") == "retired")
    counted = reading.counts(area_ids=[area.id for area in found])
    return [Line(area, counted.get(area.id, 0)) for area in found]


def homes_of(area_id: int) -> list[Dwelling]:
    """The homes in an area by address."""
    found = homes.by_ids(reading.homes_in(area_id=area_id)).values()
    return sorted(found, key=lambda home: (home.street, home.locality, home.id))


AREAS: Final = List[Line](
    name="areas:list",
    title=_("Areas"),
    columns=(
        Column(
            "name",
            _("What it is called"),
            lambda line: line.area.name,
            link=lambda line: reverse("areas:area", args=[line.area.id]),
        ),
        Column("kind", _("Kind"), lambda line: words.KINDS[line.area.kind], spare=True),
        Column("homes", _("Homes"), lambda line: line.homes),
        Column("size", _("Size"), lambda line: round(line.area.square_metres), cell="places/area_size.html"),
        Column("since", _("Outline since"), lambda line: line.area.since.date(), spare=True),
        Column("number", _("Number in its file"), lambda line: line.area.source_id, where="file"),
    ),
    action="area.exported",
    subject="area",
    key=lambda line: line.area.id,
    filters=FilterForm,
    sort="name",
    empty=(
        _("No area yet"),
        _("Draw the parts of town that people talk about, choose streets, or read a file."),
    ),
    icon="location-pin",
)

HOMES: Final = List[Dwelling](
    name="areas:homes",
    title=_("Homes in the area"),
    columns=(
        Column(
            "address",
            _("Address"),
            lambda home: home.address,
            link=lambda home: reverse("desk:dwelling", args=[home.id]),
        ),
        Column("postcode", _("Postcode"), lambda home: home.postcode),
        Column("locality", _("Town"), lambda home: home.locality),
    ),
    action="area.homes_exported",
    subject="dwelling",
    key=lambda home: home.id,
    sort="address",
    empty=(_("No home lies in it"), _("Homes come with the municipality's addresses. Look at the outline, too.")),
    icon="house",
)
