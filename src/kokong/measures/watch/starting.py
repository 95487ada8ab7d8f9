"""A group made with its area: drawn, of streets, of a building, of named homes, or an area that is there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from kokong.places import api as places

from . import groups, rules
from .forms import MOST_LINES, AreaForm, BuildingForm, DrawForm, HomesForm, NameForm
from .values import Refused


class StreetsForm(places.StreetsForm, NameForm):
    """A group of streets."""

    field_order = ("name", "streets")


@dataclass(frozen=True)
class Way:
    """One way to say which homes are meant: the form, and the ground that what was filled in gives.

    Without a ground it is an area that is there already.
    """

    form: type[forms.Form]
    kind: Any
    shape: Callable[[Mapping[str, Any]], BaseGeometry] | None


@transaction.atomic
def start(*, way: str, said: Mapping[str, Any], now: datetime) -> int:
    """Make a group, and its area where that isn't there yet; the group's number.

    Raises Refused, and AreaRefused for an outline that crosses itself or holds no home; then neither is made.
    """
    chosen = WAYS[way]
    if chosen.shape is None:
        return groups.make_group(name=said["name"], area_id=said["area"], now=now)
    made = places.make_area(
        name=said["name"], kind=chosen.kind, shape=chosen.shape(said), now=now, room=rules.ROOM
    )
    return groups.make_group(name=said["name"], area_id=made.area_id, now=now)


def _of_building(said: Mapping[str, Any]) -> BaseGeometry:
    home = places.dwelling(dwelling_id=said["address"])
    if home is None or home.building_id is None:
        raise Refused(_("No building is known at that address. Draw it on the map instead."), field="address")
    return places.area_of_building(building_id=home.building_id)


def _of_homes(said: Mapping[str, Any]) -> BaseGeometry:
    texts = [line.strip() for line in said["homes"].splitlines() if line.strip()]
    if len(texts) > MOST_LINES:
        raise Refused(_("At most %(n)s addresses. Draw the area instead.") % {"n": MOST_LINES}, field="homes")
    found = places.addresses_found(texts=texts)
    doubtful = [text for text, named in zip(texts, found, strict=True) if not named.sure]
    if doubtful:
        raise Refused(_unknown(doubtful), field="homes")
    return places.area_of_homes(dwelling_ids=[named.homes[0].id for named in found])


def _unknown(texts: Sequence[str]) -> str:
    shown = ", ".join(texts[:8]) + (" …" if len(texts) > 8 else "")
    return _("These name no home here, or more than one: %(these)s. Nothing was changed.") % {"these": shown}


WAYS: Final[Mapping[str, Way]] = {
    "draw": Way(DrawForm, "drawn", lambda said: places.outline_told(said["outline"])),
    "streets": Way(StreetsForm, "street", lambda said: places.area_of_streets(street_ids=said["streets"])),
    "building": Way(BuildingForm, "building", _of_building),
    "homes": Way(HomesForm, "drawn", _of_homes),
    "area": Way(AreaForm, "", None),
}
