"""Another municipality's ids in what is sent: refused with words, as ids that never were, and nothing is kept."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokong.incidents import api as incidents
from kokong.measures.cocoons import api as cocoons
from kokong.measures.cocoons.models import Door, Round, RoundDoor, RoundVisitor, Visit
from kokong.places.models import DoNotVisit
from tests.cast import Cast
from tests.everything import Everything, build_everything
from tests.places.town import add_row_of_houses

MODELS = (Door, Round, RoundDoor, RoundVisitor, Visit, DoNotVisit)
DAY = (timezone.localdate() - timedelta(days=3)).isoformat()
WHEN = {"earliest_0": DAY, "earliest_1": "18:00", "latest_0": DAY, "latest_1": "22:00", "completed": "1"}
REPORT = WHEN | {"dwelling_kind": "", "entry_point": ""}
Ids = dict[str, int]


@pytest.fixture
def everything(cast: Cast) -> Everything:
    """Ours, to send to."""
    return build_everything(cast)


@pytest.fixture
def theirs(cast: Cast) -> Ids:
    """A home, a door and a person of the next municipality."""
    now = timezone.now()
    with cast.acting(cast.stranger):
        homes = add_row_of_houses(12, street="Norra vägen")
        told = incidents.report(
            dwelling_id=homes[4].pk, earliest=now - timedelta(hours=9), latest=now - timedelta(hours=6),
            source="form", now=now,
        )  # fmt: skip
        cocoon = cocoons.open_for(burglary_id=told.id, dwelling_id=homes[4].pk, dwelling_kind="house", now=now)
        door = cocoons.doors(cocoon_id=cocoon.id)[0]
    return {"dwelling": homes[0].pk, "door": door.id, "person": cast.stranger.user_id}


NEVER: Ids = {"dwelling": 987_654_321, "door": 987_654_321, "person": 987_654_321}

# The address, who sends it, and what is sent.
SENT: dict[str, tuple[str, Callable[[Ids], dict[str, Any]]]] = {
    "incidents:report": ("officer", lambda ids: REPORT | {"address": "", "address_id": ids["dwelling"]}),
    "incidents:correct": (
        "officer", lambda ids: REPORT | {"address": "", "address_id": ids["dwelling"], "reason": "Wrong house."},
    ),
    "cocoons:add": ("coordinator", lambda ids: {"address": "", "address_id": ids["dwelling"]}),
    "places:quiet": (
        "coordinator", lambda ids: {"address": "", "address_id": ids["dwelling"], "reason": "asked"},
    ),
    "cocoons:make-round": ("coordinator", lambda ids: {"title": "", "doors": [ids["door"]]}),
    "cocoons:assign": ("coordinator", lambda ids: {"visitors": [ids["person"]]}),
    "cocoons:paper": (
        "coordinator", lambda ids: {"day": DAY, "time": "18:00", "walked_by": ids["person"]},
    ),
    "api:report_burglary": (
        "officer", lambda ids: {"dwelling": ids["dwelling"], "earliest": DAY, "latest": DAY},
    ),
    "api:correct_burglary": ("officer", lambda ids: {"dwelling": ids["dwelling"], "reason": "Wrong house."}),
}  # fmt: skip


def kept(everything: Everything) -> list[object]:
    """What there is, to compare."""
    with everything.cast.acting(everything.cast.officer):
        rows = [list(model.objects.order_by("pk").values()) for model in MODELS]
        return [*rows, incidents.burglaries(states=("draft", "confirmed", "withdrawn"))]


def send(everything: Everything, name: str, ids: Ids) -> tuple[int, str]:
    """Send it; the answer's status and, where one is led elsewhere, what that page says."""
    who, body = SENT[name]
    browser: Client = everything.cast.client(getattr(everything.cast, who))
    browser.cookies["kokong_language"] = "en"
    if name.startswith("api:"):
        answer = browser.post(everything.url(name), json.dumps(body(ids)), content_type="application/json")
        return answer.status_code, answer.content.decode()
    answer = browser.post(everything.url(name), body(ids), follow=True)
    return answer.status_code, "".join(str(message) for message in answer.context.get("messages", ()))


@pytest.mark.parametrize("name", list(SENT))
def test_their_ids_are_as_ids_that_never_were(everything: Everything, theirs: Ids, name: str) -> None:
    before = kept(everything)
    foreign, unknown = send(everything, name, theirs), send(everything, name, NEVER)
    assert foreign[0] == unknown[0]
    assert foreign[1].replace(str(theirs["dwelling"]), "") == unknown[1].replace(str(NEVER["dwelling"]), "")
    assert foreign[0] in {404, 422} or foreign[1], "it says that nothing came of it"
    assert kept(everything) == before


def test_a_municipality_one_does_not_work_in_cannot_be_chosen(cast: Cast) -> None:
    browser = cast.client(cast.coordinator)
    assert browser.post(reverse("people:municipality"), {"municipality": cast.elsewhere.pk}).status_code == 404
    assert browser.get("/").context["actor"].municipality_id == cast.home.pk
