"""What is done to groups and rosters, in the database."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from kokong.kernel.moves import MoveRefused
from kokong.ledger import api as ledger
from kokong.measures.watch import api, keeping, rules, starting
from kokong.measures.watch.models import Household, Member
from kokong.places import api as places
from tests.cast import Cast
from tests.places.town import add_dwelling
from tests.watch.conftest import Village, build_village
from tests.worker import run_jobs


def test_from_interest_to_work_to_sleep_is_in_the_ledger(committed_cast: Cast) -> None:
    village = build_village(committed_cast)
    village.active(days_ago=50)
    found = village.group()
    assert (found.state, found.speaker, found.contacts, found.may_order_signs) == ("active", "police", 1, True)
    village.act("rest")
    with village.cast.acting(village.cast.coordinator):
        assert not api.may_order_signs(group_id=village.group_id)
    run_jobs()
    with village.cast.acting(village.cast.coordinator):
        (stood,) = ledger.deliveries(measure="watch_group")
    assert (stood.since, stood.until) == (village.now - timedelta(days=50), village.now)
    assert stood.area_id == found.area_id


def test_no_group_begins_without_a_contact_person_or_a_speaker(village: Village) -> None:
    village.act("plan_start")
    with village.cast.acting(village.cast.coordinator), pytest.raises(api.Refused, match="who spoke"):
        api.act(group_id=village.group_id, action="train", at=village.now, now=village.now)
    village.act("train")
    with pytest.raises(api.Refused, match="no contact person"):
        village.act("activate")
    with pytest.raises(MoveRefused):
        village.act("rest")
    with village.cast.acting(village.cast.visitor), pytest.raises(api.GroupMissing):
        api.act(group_id=village.group_id, action="close", at=village.now, now=village.now)
    assert village.group().state == "trained"


def test_coverage_counts_homes_and_not_addresses(village: Village) -> None:
    with village.cast.acting(village.cast.coordinator):
        block = add_dwelling("Blockgatan", "1", east=500, homes=12, kind="flat")
        shape = places.area_of_homes(dwelling_ids=[block.pk])
        area = places.make_area(name="Blocket", kind="building", shape=shape, now=village.now)
        group_id = api.make_group(name="Blocket", area_id=area.area_id, now=village.now)
        assert api.group(group_id=group_id).homes == 12
    village.joins(0)
    village.joins(0, "En till", email="en@till.example")
    found = village.group()
    assert (found.homes, found.joined, found.declined) == (12, 1, 0)


def test_a_home_that_declines_stays_without_names(village: Village) -> None:
    village.joins(3, "Disa Nej", phone="070-174 06 55")
    with village.cast.acting(village.cast.coordinator):
        home = village.homes[3].pk
        api.answer(group_id=village.group_id, dwelling_id=home, state="declined", now=village.now)
        line = api.home(group_id=village.group_id, dwelling_id=home)
        assert (line.state, line.members) == ("declined", ())
        assert list(Member.objects.values_list("name", "phone", "email")) == [("", "", "")]


def test_whoever_leaves_last_takes_the_home_along(village: Village) -> None:
    one, two = village.joins(1, "Ett"), village.joins(1, "Två")
    with village.cast.acting(village.cast.coordinator):
        api.remove(member_id=one, now=village.now)
        assert village_state(village, 1) == "joined"
        api.remove(member_id=two, now=village.now)
        assert village_state(village, 1) == "left"
        with pytest.raises(api.MemberMissing):
            api.remove(member_id=two, now=village.now)


def village_state(village: Village, number: int) -> str:
    return Household.objects.get(dwelling_id=village.homes[number].pk).state


def test_what_is_refused_changes_nothing(village: Village) -> None:
    village.joins(0, "Nora", email="nora@granne.example")
    with pytest.raises(api.Refused, match="address is in the group already"):
        village.joins(1, "Nora igen", email="Nora@Granne.example")
    with village.cast.acting(village.cast.coordinator):
        with pytest.raises(api.Refused, match="does not lie in the group's area"):
            api.answer(
                group_id=village.group_id, dwelling_id=village.others[2].pk, state="joined", now=village.now
            )
        with pytest.raises(api.Refused, match="groups that are active"):
            api.give_decals(
                group_id=village.group_id, dwelling_id=village.homes[0].pk, on=timezone.localdate(village.now),
                now=village.now,
            )  # fmt: skip
        with pytest.raises(api.Refused, match="has that area already"):
            api.make_group(name="Igen", area_id=village.group().area_id, now=village.now)
    assert village.group().joined == 1


ROUND = [[16.360, 56.660], [16.370, 56.665], [16.370, 56.660], [16.360, 56.665], [16.360, 56.660]]
CROSSED = json.dumps({"type": "Polygon", "coordinates": [ROUND]})
WAYS = [
    ("homes", {"homes": "Storgatan 1\nStorgatan 99"}, "name no home here"),
    ("homes", {"homes": "\n"}, "Name homes"),
    ("draw", {"outline": ""}, "There is no outline"),
    ("draw", {"outline": CROSSED}, "crosses itself"),
]


@pytest.mark.parametrize(("way", "said", "why"), WAYS)
def test_an_area_that_is_none_makes_no_group(village: Village, way: str, said: dict[str, str], why: str) -> None:
    with village.cast.acting(village.cast.coordinator):
        before = len(places.areas(room=rules.ROOM))
        with pytest.raises(Exception, match=why):
            starting.start(way=way, said={"name": "Ny", **said}, now=village.now)
        assert (len(places.areas(room=rules.ROOM)), len(api.groups())) == (before, 2)


def test_the_areas_of_groups_are_not_among_those_of_the_municipality(village: Village) -> None:
    with village.cast.acting(village.cast.coordinator):
        shape = places.area_of_homes(dwelling_ids=[home.pk for home in village.homes])
        places.make_area(name="Centrum", kind="drawn", shape=shape, now=village.now)
        starting.start(way="homes", said={"name": "Ny", "homes": "Storgatan 1\nStorgatan 2"}, now=village.now)
        assert [area.name for area in places.areas()] == ["Centrum"]
        assert [area.name for area in places.areas(room=rules.ROOM)] == ["Ekvägen", "Ny", "Storgatan"]
    chosen = village.cast.client(village.cast.coordinator).get(reverse("watch:new") + "?by=area").content.decode()
    assert "Centrum</option>" in chosen
    assert "Ny</option>" not in chosen


def test_an_area_without_homes_makes_no_group(village: Village) -> None:
    with village.cast.acting(village.cast.coordinator):
        shape = places.area_of_homes(dwelling_ids=[village.homes[0].pk])
        moved = shape.buffer(5).difference(shape.buffer(3))
        with pytest.raises(api.Refused, match="No home lies"):
            made = places.make_area(name="Tom", kind="drawn", shape=moved, now=village.now)
            api.make_group(name="Tom", area_id=made.area_id, now=village.now)


# Who sees what, by the database alone.


def test_a_contact_person_sees_their_own_group_and_nothing_else(village: Village) -> None:
    village.joins(0, "Nora")
    with village.cast.acting(village.cast.coordinator):
        draft = api.Draft(name="Annan")
        api.add_person(group_id=village.other_id, dwelling_id=village.others[2].pk, draft=draft, now=village.now)
    with village.cast.acting(village.cast.contact_person):
        assert (api.groups(), Member.objects.count(), Household.objects.count()) == ((), 0, 0)
    with village.cast.acting(village.trust()):
        assert [each.id for each in api.groups()] == [village.group_id]
        assert [row.name for row in Member.objects.all()] == ["Nora"]
        assert Household.objects.count() == 1


@pytest.mark.parametrize("who", ["visitor", "resident", "auditor", "alarm_operator", "stranger"])
def test_nobody_else_sees_a_group(village: Village, who: str) -> None:
    village.joins(0)
    with village.cast.acting(getattr(village.cast, who)):
        assert (api.groups(), Member.objects.count(), Household.objects.count()) == ((), 0, 0)


def test_a_link_opens_one_member_and_their_home(village: Village) -> None:
    nora, _olle = village.joins(0, "Nora"), village.joins(1, "Olle")
    with village.cast.acting(village.cast.resident):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('kokong.watch_member', %s, true)", [str(nora)])
        assert [row.name for row in Member.objects.all()] == ["Nora"]
        assert [row.dwelling_id for row in Household.objects.all()] == [village.homes[0].pk]


def test_what_was_written_of_people_goes(village: Village) -> None:
    village.joins(0, "Nora")
    village.act("close", days_ago=0)
    later = village.now + timedelta(days=91)
    with village.cast.acting(village.cast.coordinator):
        gone = {rule.name: rule.apply(later - timedelta(days=rule.days), dry_run=False) for rule in keeping.RULES}
        assert (gone["members of watch groups"], gone["homes of watch groups"]) == (1, 1)
        assert not Member.objects.exists()
        assert not Household.objects.exists()


def test_whoever_asked_and_never_accepted_goes(village: Village) -> None:
    with village.cast.acting(village.cast.coordinator):
        api.invite(
            group_id=village.group_id, dwelling_id=village.homes[1].pk, name="Ida", email="ida@granne.example",
            now=village.now - timedelta(days=31),
        )  # fmt: skip
        for rule in keeping.RULES:
            rule.apply(village.now - timedelta(days=rule.days), dry_run=False)
        assert not Member.objects.exists()


def test_the_desk_decides_and_an_officer_leads_groups_too(village: Village) -> None:
    with village.cast.acting(village.cast.coordinator):
        with pytest.raises(api.Refused, match="above the largest"):
            api.decide(setting=rules.Setting(fewest=30, most=20))
        api.decide(setting=rules.Setting(fewest=2, most=5, head_from=2, least_share=100))
        assert len(api.suggested(group_id=village.group_id)) == 3
    with village.cast.acting(village.cast.officer):
        api.act(group_id=village.group_id, action="plan_start", at=village.now, now=village.now)
    village.joins(0, role="contact")
    village.act("train")
    with pytest.raises(api.Refused, match="Fewer homes"):
        village.act("activate")
