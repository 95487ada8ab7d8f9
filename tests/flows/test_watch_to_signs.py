"""Signs of the neighbourhood watch are ordered only where a group is active."""

from typing import Any

import pytest
from django.urls import reverse

from kokong.kernel.fields import Point
from kokong.measures.signs import api as signs
from tests.places.town import ORIGIN
from tests.watch.conftest import Village, build_village

SPOT = Point(ORIGIN.x - 60.0, ORIGIN.y)


@pytest.fixture
def village(cast: Any) -> Village:
    return build_village(cast)


def planned(village: Village, *, kind: str = "watch", point: Point = SPOT) -> int:
    draft = signs.Draft(kind=kind, place="Infarten", point=point, ground="private", permit="not_needed")
    with village.cast.acting(village.cast.coordinator):
        return signs.plan(draft=draft, now=village.now)


def order(village: Village, sign_id: int) -> None:
    with village.cast.acting(village.cast.coordinator):
        signs.act(sign_id=sign_id, action="order", at=village.now, now=village.now)


def test_signs_wait_until_the_group_is_active(village: Village) -> None:
    village.joins(0, "Olle Ombud", role="contact")
    sign_id = planned(village)
    for state, *actions in (("interest",), ("start meeting planned", "plan_start"), ("trained", "train")):
        village.act(*actions)
        with pytest.raises(signs.Refused, match=rf"Storgatan is not active \({state}\)"):
            order(village, sign_id)
    browser = village.cast.client(village.cast.coordinator)
    assert (
        "Signs are for groups that are active."
        in browser.get(reverse("signs:sign", args=[sign_id])).content.decode()
    )
    village.act("activate")
    order(village, sign_id)
    assert "Signs are for groups" not in browser.get(reverse("signs:sign", args=[sign_id])).content.decode()
    village.act("rest")
    with pytest.raises(signs.Refused, match="Storgatan is not active"):
        order(village, planned(village))


def test_far_from_every_group_there_are_none_and_other_signs_are_not_asked_about(village: Village) -> None:
    village.active()
    far = Point(ORIGIN.x - 400.0, ORIGIN.y)
    with pytest.raises(signs.Refused, match="No active watch group has homes within 150 metres"):
        order(village, planned(village, point=far))
    warning = planned(village, kind="warning", point=far)
    order(village, warning)
    turned = signs.Draft(kind="watch", place="Infarten", point=far, ground="private", permit="not_needed")
    with village.cast.acting(village.cast.coordinator), pytest.raises(signs.Refused, match="No active watch"):
        signs.change(sign_id=warning, draft=turned)
