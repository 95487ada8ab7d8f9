"""The staff pages: who may, what they show, and what they do without script."""

from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from kokong.measures.cocoons import api, mapping, rules
from kokong.measures.cocoons.models import Visit
from kokong.places import api as places
from tests.places.town import add_dwelling

from .conftest import Town


@pytest.fixture
def cocoon(town: Town) -> api.Cocoon:
    """A cocoon opened an hour ago, walked by the visitor and the partner."""
    with town.cast.acting(town.cast.coordinator):
        made = town.cocoon(at=timezone.now() - timedelta(hours=1))
        visitors = (town.cast.visitor.user_id, town.cast.partner.user_id)
        api.create_round(cocoon_id=made.id, visitor_ids=visitors, title="Kvällsrundan", now=timezone.now())
    return made


@pytest.fixture
def desk(town: Town) -> Client:
    """The coordinator's browser."""
    return town.cast.client(town.cast.coordinator)


def first_door(town: Town, cocoon: api.Cocoon) -> api.Door:
    with town.cast.acting(town.cast.coordinator):
        return api.doors(cocoon_id=cocoon.id)[0]


def round_of(town: Town, cocoon: api.Cocoon) -> api.Round:
    with town.cast.acting(town.cast.coordinator):
        return api.rounds(cocoon_id=cocoon.id)[0]


def test_the_page_shows_doors_reasons_ring_and_clock(town: Town, cocoon: api.Cocoon, desk: Client) -> None:
    page = desk.get(f"/burglary/{cocoon.burglary_id}/").content.decode()
    for shown in (
        "Storgatan 7", "Along the street, same side", "Across the street", "20 m", "0 of 11 homes visited",
        "Visit by", "46 hours left", "Kvällsrundan", "Cilla Besökare, Dag Besökare", "data-features",
    ):  # fmt: skip
        assert shown in page
    assert "style=" not in page
    assert "onclick" not in page


def test_the_page_takes_the_same_queries_however_many_doors(
    town: Town, cocoon: api.Cocoon, desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    where = f"/burglary/{cocoon.burglary_id}/"
    desk.get(where)
    with django_assert_max_num_queries(40):
        assert desk.get(where).status_code == 200


def test_the_old_address_leads_to_the_page_of_the_burglary(cocoon: api.Cocoon, desk: Client) -> None:
    """It stands in messages that were sent, and in people's bookmarks."""
    answer = desk.get(f"/cocoons/{cocoon.id}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/burglary/{cocoon.burglary_id}/")


def test_the_map_gets_the_doors(town: Town, cocoon: api.Cocoon, desk: Client) -> None:
    shown = desk.get(f"/cocoons/{cocoon.id}/doors.geojson").json()
    doors = [each["properties"] for each in shown["features"] if each["properties"]["kind"] == "door"]
    assert {each["state"] for each in doors} == {"open"}
    assert [each["turn"] for each in doors] == [str(turn) for turn in range(1, 12)]
    with town.cast.acting(town.cast.coordinator):
        assert [each["subject"] for each in doors] == [door.id for door in api.doors(cocoon_id=cocoon.id)]


def test_the_map_has_the_ring_and_the_walk_where_no_way_is_known(cocoon: api.Cocoon, desk: Client) -> None:
    shown = desk.get(f"/cocoons/{cocoon.id}/doors.geojson").json()["features"]
    assert shown[0]["properties"]["kind"] == "ring"
    [walk] = [each for each in shown if each["properties"]["kind"] == "walk"]
    assert walk["properties"]["state"] == "straight"
    legs = walk["geometry"]["coordinates"]
    assert len(legs) in {10, 11}
    assert all(one[-1] == following[0] for one, following in pairwise(legs))


def test_doors_at_one_place_show_their_turns_together() -> None:
    assert mapping.spans([1, 2, 3, 7, 9, 10]) == "1–3, 7, 9–10"


PAGES = (
    "/cocoons/{cocoon}/", "/cocoons/{cocoon}/doors.geojson", "/cocoons/{cocoon}/rounds.pdf",
    "/cocoons/{cocoon}/doors/{door}/drop/", "/cocoons/rounds/{round}/", "/cocoons/rounds/{round}/paper/",
    "/cocoons/rounds/{round}/round.pdf", "/api/v1/cocoons/{cocoon}", "/api/v1/cocoons/{cocoon}/doors",
)  # fmt: skip
POSTS = (
    "/cocoons/{cocoon}/doors/", "/cocoons/{cocoon}/doors/{door}/move/", "/cocoons/{cocoon}/order/",
    "/cocoons/{cocoon}/rounds/", "/cocoons/rounds/{round}/visitors/", "/cocoons/rounds/{round}/split/",
    "/cocoons/rounds/{round}/end/", "/cocoons/rounds/{round}/extend/", "/places/do-not-visit/1/remove/",
)  # fmt: skip


def test_the_next_municipality_gets_404_everywhere(town: Town, cocoon: api.Cocoon) -> None:
    ids = {"cocoon": cocoon.id, "door": first_door(town, cocoon).id, "round": round_of(town, cocoon).id}
    stranger = town.cast.client(town.cast.stranger)
    assert {page: stranger.get(page.format(**ids)).status_code for page in PAGES} == dict.fromkeys(PAGES, 404)
    assert {page: stranger.post(page.format(**ids)).status_code for page in POSTS} == dict.fromkeys(POSTS, 404)
    with town.cast.acting(town.cast.coordinator):
        assert api.rounds(cocoon_id=cocoon.id)[0].ended is None


@pytest.mark.parametrize("who", ["visitor", "contact_person", "resident", "auditor"])
def test_only_the_desk_sees_cocoons(town: Town, cocoon: api.Cocoon, who: str) -> None:
    browser = town.cast.client(getattr(town.cast, who))
    assert browser.get(f"/cocoons/{cocoon.id}/").status_code == 403
    assert browser.get(f"/api/v1/cocoons/{cocoon.id}").status_code == 403


def test_officers_do_not_change_the_settings(town: Town) -> None:
    officer = town.cast.client(town.cast.officer)
    assert officer.get("/cocoons/").status_code == 200
    assert officer.get("/cocoons/settings/").status_code == 403
    assert officer.get("/places/do-not-visit/").status_code == 403


def test_a_door_is_left_out_and_added_again(town: Town, cocoon: api.Cocoon, desk: Client) -> None:
    door = first_door(town, cocoon)
    where = f"/cocoons/{cocoon.id}/doors/{door.id}/drop/"
    assert desk.post(where, {}).status_code == 422
    assert "is left out" in desk.post(where, {"reason": "empty"}, follow=True).content.decode()
    again = desk.post(f"/cocoons/{cocoon.id}/doors/", {"address": door.address}, follow=True)
    assert "The door is added" in again.content.decode()
    wrong = desk.post(f"/cocoons/{cocoon.id}/doors/", {"address": "Ingenstans 99"})
    assert wrong.status_code == 422
    assert "Ingenstans 99" in wrong.content.decode()


def test_doors_move_with_plain_buttons(town: Town, cocoon: api.Cocoon, desk: Client) -> None:
    door = first_door(town, cocoon)
    desk.post(f"/cocoons/{cocoon.id}/doors/{door.id}/move/", {"way": "down"})
    assert first_door(town, cocoon).id != door.id
    desk.post(f"/cocoons/{cocoon.id}/order/")
    assert first_door(town, cocoon).id == door.id


def test_a_door_is_put_anywhere_in_one_request_that_answers_with_the_doors(
    town: Town, cocoon: api.Cocoon, desk: Client
) -> None:
    door = first_door(town, cocoon)
    where = f"/cocoons/{cocoon.id}/doors/{door.id}/move/"
    answer = desk.post(where, {"place": "4"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "HX-Redirect" not in answer.headers
    page = answer.content.decode()
    assert 'id="doors"' in page
    assert f"{door.address} is now number 4 of 11." in page
    with town.cast.acting(town.cast.coordinator):
        assert [each.id for each in api.doors(cocoon_id=cocoon.id)].index(door.id) == 3
    for beyond, place in (("0", 1), ("99", 11)):
        desk.post(where, {"place": beyond})
        with town.cast.acting(town.cast.coordinator):
            assert [each.id for each in api.doors(cocoon_id=cocoon.id)].index(door.id) == place - 1


def test_a_move_that_is_refused_is_said_and_changes_nothing(town: Town, cocoon: api.Cocoon, desk: Client) -> None:
    door = first_door(town, cocoon)
    with town.cast.acting(town.cast.coordinator):
        api.close_for(burglary_id=cocoon.burglary_id, now=timezone.now())
    where = f"/cocoons/{cocoon.id}/doors/{door.id}/move/"
    page = desk.post(where, {"place": "4"}, headers={"HX-Request": "true"}).content.decode()
    assert "Nothing was changed" in page
    assert "is now number" not in page
    assert first_door(town, cocoon).id == door.id


def test_a_round_is_made_of_the_ticked_doors(town: Town, cocoon: api.Cocoon, desk: Client) -> None:
    with town.cast.acting(town.cast.coordinator):
        ticked = [door.id for door in api.doors(cocoon_id=cocoon.id)][2:5]
    answer = desk.post(
        f"/cocoons/{cocoon.id}/rounds/", {"doors": ticked, "visitors": [town.cast.visitor.user_id], "title": "Två"}
    )
    assert answer.status_code == 302
    with town.cast.acting(town.cast.coordinator):
        made = next(each for each in api.rounds(cocoon_id=cocoon.id) if each.title == "Två")
        assert [door.id for door in api.round_doors(round_id=made.id)] == ticked
    sent = {"doors": ticked, "visitors": [town.cast.stranger.user_id]}
    wrong = desk.post(f"/cocoons/{cocoon.id}/rounds/", sent)
    assert wrong.status_code == 422
    assert all(f'name="doors" value="{door}"' in wrong.content.decode() for door in ticked)


def test_a_round_is_split_extended_given_and_ended(town: Town, cocoon: api.Cocoon, desk: Client) -> None:
    where = f"/cocoons/rounds/{round_of(town, cocoon).id}/"
    assert "Kvällsrundan" in desk.get(where).content.decode()
    desk.post(where + "visitors/", {"visitors": [town.cast.partner.user_id]})
    desk.post(where + "extend/")
    desk.post(where + "split/")
    desk.post(where + "end/")
    with town.cast.acting(town.cast.coordinator):
        rounds = {each.title: each for each in api.rounds(cocoon_id=cocoon.id)}
    assert len(rounds) == 2
    assert rounds["Kvällsrundan"].visitor_ids == (town.cast.partner.user_id,)
    assert rounds["Kvällsrundan"].ended is not None


def paper(town: Town, doors: list[api.Door], **more: object) -> dict[str, object]:
    now = timezone.localtime()
    head = {"day": now.date().isoformat(), "around": now.strftime("%H:%M"), "walked_by": town.cast.visitor.user_id}
    rows = {f"door-{door.id}-outcome": "talked" for door in doors}
    return head | rows | more


def test_paper_is_typed_in_once_however_often_it_is_sent(town: Town, cocoon: api.Cocoon, desk: Client) -> None:
    where = f"/cocoons/rounds/{round_of(town, cocoon).id}/paper/"
    assert " checked" not in desk.get(where).content.decode()
    with town.cast.acting(town.cast.coordinator):
        doors = list(api.doors(cocoon_id=cocoon.id)[:3])
    sent = paper(town, doors, **{f"door-{doors[0].id}-follow_ups": ["kit"]})
    assert "3 visits are saved" in desk.post(where, sent, follow=True).content.decode()
    assert "on the paper is saved" in desk.post(where, sent, follow=True).content.decode()
    corrected = sent | {f"door-{doors[0].id}-outcome": "declined"}
    desk.post(where, corrected)
    desk.post(where, corrected)
    desk.post(where, sent)
    with town.cast.acting(town.cast.coordinator):
        assert api.coverage(cocoon_ids=[cocoon.id])[cocoon.id].talked == 3
        assert Visit.objects.filter(undoes=None).count() == 5
        assert {visit.source for visit in Visit.objects.all()} == {"paper"}
    desk.post(where, corrected)
    with town.cast.acting(town.cast.coordinator):
        assert api.coverage(cocoon_ids=[cocoon.id])[cocoon.id].talked == 2


def test_paper_says_when_to_come_back(town: Town, cocoon: api.Cocoon, desk: Client) -> None:
    where, door = f"/cocoons/rounds/{round_of(town, cocoon).id}/paper/", first_door(town, cocoon)
    back = timezone.localtime().replace(microsecond=0, second=0) + timedelta(hours=20)
    sent = paper(town, [door], **{f"door-{door.id}-back": f"{back:%Y-%m-%dT%H:%M}"})
    talked = desk.post(where, sent)
    assert (talked.status_code, "or leave the time out" in talked.content.decode()) == (422, True)
    sent[f"door-{door.id}-outcome"] = "come_back"
    early = desk.post(where, sent | {f"door-{door.id}-back": "2020-01-01T10:00"})
    assert (early.status_code, "before the visit" in early.content.decode()) == (422, True)
    assert "1 visit is saved" in desk.post(where, sent, follow=True).content.decode()
    assert "on the paper is saved" in desk.post(where, sent, follow=True).content.decode()
    assert first_door(town, cocoon).come_back_at == back
    later = sent | {f"door-{door.id}-back": f"{back + timedelta(hours=1):%Y-%m-%dT%H:%M}"}
    assert "1 visit is saved" in desk.post(where, later, follow=True).content.decode()
    assert first_door(town, cocoon).come_back_at == back + timedelta(hours=1)


@pytest.mark.parametrize("days", [1, -3])
def test_paper_with_an_impossible_time_stores_nothing(
    town: Town, cocoon: api.Cocoon, desk: Client, days: int
) -> None:
    where = f"/cocoons/rounds/{round_of(town, cocoon).id}/paper/"
    day = (timezone.localdate() + timedelta(days=days)).isoformat()
    answer = desk.post(where, paper(town, [first_door(town, cocoon)], day=day))
    assert answer.status_code == 422
    assert "Nothing was saved" in answer.content.decode()
    with town.cast.acting(town.cast.coordinator):
        assert Visit.objects.count() == 0


def test_a_door_that_is_a_long_way_off_says_so(town: Town, cocoon: api.Cocoon, desk: Client) -> None:
    assert "A long way to walk" not in desk.get(f"/burglary/{cocoon.burglary_id}/").content.decode()
    with town.cast.acting(town.cast.coordinator):
        api.add_door(
            cocoon_id=cocoon.id, dwelling_id=add_dwelling("Skogen", "1", east=1_200.0).pk, now=timezone.now()
        )
    page = desk.get(f"/burglary/{cocoon.burglary_id}/").content.decode()
    assert page.count("A long way to walk") == 1
    assert "1.2 km" in page


def test_the_number_that_visitors_call_is_set_shown_and_taken_away(
    town: Town, cocoon: api.Cocoon, desk: Client
) -> None:
    where, visitor = "/cocoons/settings/contact/", town.cast.client(town.cast.visitor)
    pages = ("/field/", f"/field/rounds/{round_of(town, cocoon).id}/")
    assert not any(b"tel:" in visitor.get(page).content for page in pages)
    assert desk.post(where, {"phone": "  0480-45  00 00 "}).status_code == 302
    for page in pages:
        assert 'href="tel:0480450000"' in (shown := visitor.get(page).content.decode())
        assert "0480-45 00 00</a>" in shown
    stranger = town.cast.client(town.cast.stranger)
    assert b"0480450000" not in stranger.get("/field/").content
    assert 'value="0480-45 00 00"' not in stranger.get(where).content.decode()
    refused = desk.post(where, {"phone": "ring Anna"})
    assert (refused.status_code, "no telephone number" in refused.content.decode()) == (422, True)
    assert 'value="0480-45 00 00"' in desk.get(where).content.decode()
    assert desk.post(where, {"phone": ""}).status_code == 302
    assert b"tel:" not in visitor.get("/field/").content


def test_presets_are_changed_checked_and_put_back(town: Town, desk: Client) -> None:
    where = "/cocoons/settings/flat/"
    values = {name: getattr(rules.DEFAULTS["flat"], name) for name in rules.Preset.__dataclass_fields__}
    values.pop("include_home")
    assert desk.get("/cocoons/settings/").status_code == desk.get(where).status_code == 200
    assert desk.post(where, values | {"radius_m": 5000}).status_code == 422
    assert desk.post(where, values | {"at_least": 20, "cap": 10}).status_code == 422
    assert desk.post(where, values | {"cap": 60}).status_code == 302
    with town.cast.acting(town.cast.coordinator):
        assert api.preset(kind="flat").cap == 60
    desk.post(where, {"default": "1"})
    with town.cast.acting(town.cast.coordinator):
        assert api.preset(kind="flat") == rules.DEFAULTS["flat"]
    assert desk.get("/cocoons/settings/castle/").status_code == 404


def test_the_do_not_visit_list_is_kept_on_its_page(town: Town, cocoon: api.Cocoon, desk: Client) -> None:
    where = "/places/do-not-visit/"
    added = desk.post(where, {"address": "Storgatan 3", "reason": "asked"}, follow=True).content.decode()
    assert "Storgatan 3" in added
    assert "The household has asked for it" in added
    assert desk.post(where, {"address": "Storgatan 3", "reason": ""}).status_code == 422
    with town.cast.acting(town.cast.coordinator):
        entry = places.do_not_visit_list()[0].id
    desk.post(f"{where}{entry}/remove/")
    assert "The list is empty" in desk.get(where).content.decode()


def test_the_list_shows_the_watched_and_the_revisits(town: Town, cocoon: api.Cocoon, desk: Client) -> None:
    with town.cast.acting(town.cast.coordinator):
        api.record_visit(
            client_id=uuid4(), door_id=api.doors(cocoon_id=cocoon.id)[0].id, outcome="no_answer",
            at=timezone.now(), user_id=None, source="paper", now=timezone.now(),
        )  # fmt: skip
    page = desk.get("/cocoons/").content.decode()
    assert "Storgatan 5" in page
    assert "Doors to visit again" in page


def test_the_list_is_a_file_without_addresses_unless_they_are_asked_for(
    town: Town, cocoon: api.Cocoon, desk: Client
) -> None:
    plain = desk.get("/cocoons/?as=csv").content.decode("utf-8-sig")
    assert plain.splitlines()[0].startswith("Kokong number;Burglary;Homes talked to;Homes visited;Homes")
    assert f"{cocoon.id};{cocoon.burglary_id};0;0;11;1" in plain
    assert "Storgatan" not in plain
    assert "Storgatan 5" in desk.get("/cocoons/?as=csv&personal=1").content.decode("utf-8-sig")
    lines = town.cast.log(subject="cocoon")
    assert [each.detail for each in lines if each.action == "cocoon.exported"] == [
        {"rows": 1, "personal": True}, {"rows": 1, "personal": False},
    ]  # fmt: skip


def test_the_list_holds_those_that_wait_for_a_round_and_on_request_all(
    town: Town, cocoon: api.Cocoon, desk: Client
) -> None:
    def listed(which: str) -> bool:
        return f"/burglary/{cocoon.burglary_id}/" in desk.get(f"/cocoons/?which={which}").content.decode()

    assert [listed(each) for each in ("", "unassigned", "all")] == [True, False, True]
    with town.cast.acting(town.cast.coordinator):
        for each in api.rounds(cocoon_id=cocoon.id):
            api.end_round(round_id=each.id, now=timezone.now())
    assert [listed(each) for each in ("", "unassigned", "all")] == [True, True, True]
    with town.cast.acting(town.cast.coordinator):
        api.close_for(burglary_id=cocoon.burglary_id, now=timezone.now())
    assert [listed(each) for each in ("", "unassigned", "all")] == [False, False, True]
    assert "Closed: the burglary was withdrawn" in desk.get("/cocoons/?which=all").content.decode()


def test_a_withdrawn_burglarys_cocoon_is_shown_closed(town: Town, cocoon: api.Cocoon, desk: Client) -> None:
    with town.cast.acting(town.cast.coordinator):
        api.close_for(burglary_id=cocoon.burglary_id, now=timezone.now())
    page = desk.get(f"/burglary/{cocoon.burglary_id}/").content.decode()
    assert "Closed: the burglary was withdrawn" in page
    assert "Make a round" not in page
    refused = desk.post(f"/cocoons/{cocoon.id}/doors/", {"address": "Storgatan 5"}, follow=True).content.decode()
    assert "Nothing was changed" in refused


def test_the_api_reads_a_cocoon(town: Town, cocoon: api.Cocoon, desk: Client) -> None:
    one = desk.get(f"/api/v1/cocoons/{cocoon.id}").json()
    assert one["coverage"] == {"eligible": 11, "visited": 0, "talked": 0, "within_clock": 0}
    assert [each["id"] for each in desk.get("/api/v1/cocoons/").json()] == [cocoon.id]
    doors = desk.get(f"/api/v1/cocoons/{cocoon.id}/doors").json()
    assert len(doors) == 11
    assert "visited_by" not in doors[0]
    assert Client().get("/api/v1/cocoons/").status_code == 401
