"""Owners and their buildings: known, claimed, disputed, merged and split, and read by whom it is meant for."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kokong.kernel.features import Wanted
from kokong.kernel.moves import history
from kokong.measures.owners import api, contacts, features, reading
from kokong.people import api as people
from tests.cast import Cast
from tests.owners.conftest import Blocks


def test_a_building_is_all_the_homes_at_its_address(blocks: Blocks) -> None:
    owner_id = blocks.owner("Brf Ekliden", "brf", "716400-1237", "Storgatan 2", "Storgatan 4, Havsvik")
    found = blocks.read(owner_id)
    assert (found.number, found.buildings, found.homes, found.disputed) == ("7164001237", 2, 8, 0)
    with blocks.cast.acting(blocks.cast.coordinator):
        (first, _second) = api.buildings(owner_id=owner_id)
        assert first.address == "Storgatan 2, Havsvik"
        assert api.homes_of(building_ids=[first.id])[first.id] == tuple(each.pk for each in blocks.flats[:4])
        (line,) = api.at_home(dwelling_id=blocks.flats[0].pk)
        assert line[1].owner == "Brf Ekliden"


@pytest.mark.parametrize("address", ["Storgatan 8", "Sjögatan 2", "", "Storgatan"])
def test_an_address_without_homes_is_refused_and_nothing_is_kept(blocks: Blocks, address: str) -> None:
    owner_id = blocks.owner()
    with pytest.raises(api.Refused):
        blocks.claim(owner_id, address)
    assert blocks.read(owner_id).buildings == 0


def test_an_owner_is_known_once(blocks: Blocks) -> None:
    blocks.owner("Brf Ekliden", "brf", "716400-1237")
    for name, number in (("Brf Annan", "7164001237"), ("", ""), ("X", "716400-1238"), ("X", "811218-9876")):
        with pytest.raises(api.Refused):
            blocks.owner(name, "brf", number)
    blocks.owner("Brf Ekliden", "brf", "769600-1002")  # another of the same name, by its number
    blocks.owner("Vägsam", "joint")
    with pytest.raises(api.Refused):
        blocks.owner("VÄGSAM", "joint")


def test_two_who_claim_one_building_are_both_kept_until_somebody_decides(blocks: Blocks) -> None:
    first = blocks.owner("Brf Ekliden", "brf", "", "Storgatan 2")
    second = blocks.owner("Havsvik Bostad", "municipal", "", "storg. 2")
    manager = blocks.owner("Förvaltar AB", "private")
    building_id = blocks.claim(manager, "Storgatan 2", "manages")
    found = blocks.building(building_id)
    assert found.disputed
    assert found.owners == ("Brf Ekliden", "Havsvik Bostad")
    assert (blocks.read(first).disputed, blocks.read(second).disputed) == (1, 1)
    with blocks.cast.acting(blocks.cast.coordinator):
        assert [each.id for each in api.disputed()] == [building_id]
        with pytest.raises(api.Refused):
            api.decide(building_id=building_id, owner_id=manager, now=blocks.now)
        api.decide(building_id=building_id, owner_id=second, now=blocks.now)
        with pytest.raises(api.Refused):
            api.decide(building_id=building_id, owner_id=first, now=blocks.now)
    found = blocks.building(building_id)
    assert (found.disputed, found.owners) == (False, ("Havsvik Bostad",))
    assert "Brf Ekliden" in [each.owner for each in found.claims if each.until]  # it can still be read
    assert "Förvaltar AB" in [each.owner for each in found.claims if each.until is None]


def test_what_is_theirs_together_is_disputed_again_once_a_third_claims_it(blocks: Blocks) -> None:
    for name in ("Ett", "Två"):
        blocks.owner(name, "brf", "", "Storgatan 2")
    third = blocks.owner("Tre", "brf")
    with blocks.cast.acting(blocks.cast.coordinator):
        (building,) = api.disputed()
        api.decide(building_id=building.id, owner_id=None, now=blocks.now)
        assert api.disputed() == ()
    blocks.claim(third, "Storgatan 2")
    assert blocks.building(building.id).disputed


def test_a_merged_association_is_read_as_what_it_was(blocks: Blocks) -> None:
    old = blocks.owner("Brf Liten", "brf", "", "Storgatan 2")
    new = blocks.owner("Brf Stor", "brf", "", "Storgatan 4")
    blocks.contact(old)
    with blocks.cast.acting(blocks.cast.coordinator):
        with pytest.raises(api.Refused):
            api.merge(owner_id=old, into_id=old, now=blocks.now)
        api.merge(owner_id=old, into_id=new, now=blocks.now)
        (before,) = api.buildings(owner_id=old)
        assert [each.action for each in history(subject="owner", subject_id=old)] == ["merge"]
        assert [each.name for each in contacts.of_owner(owner_id=new)] == ["Olle Ordförande"]
        with pytest.raises(api.Refused):
            api.claim(owner_id=old, address="Storgatan 6", now=blocks.now)
    assert {(each.owner, each.until is None) for each in before.claims} == {
        ("Brf Liten", False),
        ("Brf Stor", True),
    }
    assert (blocks.read(old).state, blocks.read(old).into_id) == ("merged", new)
    assert (blocks.read(new).buildings, blocks.read(new).homes) == (2, 8)


def test_a_split_association_gives_some_of_its_buildings_to_a_new_one(blocks: Blocks) -> None:
    old = blocks.owner("Brf Stor", "brf", "716400-1237", "Storgatan 2", "Storgatan 4")
    other = blocks.owner("Annan", "private", "", "Storgatan 6")
    with blocks.cast.acting(blocks.cast.coordinator):
        (first, second) = api.buildings(owner_id=old)
        (foreign,) = api.buildings(owner_id=other)
        for wrong in ([], [foreign.id]):
            with pytest.raises(api.Refused):
                api.split(owner_id=old, building_ids=wrong, draft=api.Draft("Ny", "brf"), now=blocks.now)
        with pytest.raises(api.Refused):  # its number is the old one's
            api.split(
                owner_id=old, building_ids=[first.id], draft=api.Draft("Ny", "brf", "7164001237"), now=blocks.now
            )
        new = api.split(owner_id=old, building_ids=[second.id], draft=api.Draft("Brf Ny", "brf"), now=blocks.now)
    assert (blocks.read(old).buildings, blocks.read(new).buildings, blocks.read(new).out_of_id) == (1, 1, old)
    assert blocks.read(old).state == "active"


def test_a_contact_is_written_to_only_as_long_as_they_agree(blocks: Blocks) -> None:
    owner_id = blocks.owner()
    contact_id = blocks.contact(owner_id)
    with blocks.cast.acting(blocks.cast.coordinator):
        with pytest.raises(api.Refused):
            api.add_contact(
                owner_id=owner_id,
                person=api.Person("En till", "OLLE@ekliden.example"),
                agreed=False,
                now=blocks.now,
            )
        assert contacts.contact(contact_id=contact_id).consent
        moved = api.Person("Olle Ordförande", "olle@ny.example", role="chair")
        contacts.change(contact_id=contact_id, person=moved, now=blocks.now)
        assert not contacts.contact(contact_id=contact_id).consent  # another address is another person's
        contacts.agree(contact_id=contact_id, answer=True, channel="phone", now=blocks.now)
        contacts.end(contact_id=contact_id, now=blocks.now)
        assert people.consent.holding(kind="owner_contact", purpose="owner.messages") == frozenset()
        with pytest.raises(api.ContactMissing):
            contacts.contact(contact_id=contact_id)


def test_a_representative_sees_their_own_owner_and_no_other(blocks: Blocks) -> None:
    own = blocks.owner("Brf Ekliden", "brf", "", "Storgatan 2")
    other = blocks.owner("Brf Annan", "brf", "", "Storgatan 4")
    blocks.contact(own)
    blocks.contact(other, email="anna@annan.example")
    somebody = blocks.cast.resident
    with blocks.cast.acting(blocks.cast.coordinator):
        people.grant(
            user_id=somebody.user_id,
            role="owner_representative",
            on=("owner", own),
            now=blocks.now,
            since=blocks.now - timedelta(days=1),
        )
    with blocks.cast.acting(somebody):
        assert [each.id for each in reading.owners()] == [own]
        assert [each.address for each in api.buildings()] == ["Storgatan 2, Havsvik"]
        assert len(contacts.of_owner(owner_id=own)) == 1
        assert contacts.of_owner(owner_id=other) == ()
        with pytest.raises(api.OwnerMissing):
            api.owner(owner_id=other)
    with blocks.cast.acting(blocks.cast.visitor):
        assert len(reading.owners()) == 2
        assert contacts.of_owner(owner_id=own) == ()
    with blocks.cast.acting(blocks.cast.stranger):
        assert reading.owners() == ()


def test_the_layer_has_each_building_with_its_owners(blocks: Blocks) -> None:
    owner_id = blocks.owner("Brf Ekliden", "brf", "", "Storgatan 2", "Storgatan 4")
    with blocks.cast.acting(blocks.cast.coordinator):
        found = features.BUILDINGS.find(Wanted(limit=10))
        api.end(owner_id=owner_id, now=blocks.now)
        assert features.BUILDINGS.find(Wanted(limit=10)).matched == 0
    assert found.matched == 2
    assert found.features[0].properties == {
        "address": "Storgatan 2, Havsvik", "owners": "Brf Ekliden", "homes": 4, "disputed": False,
    }  # fmt: skip


def test_the_pages_lead_from_the_list_to_a_decision(blocks: Blocks) -> None:
    browser = blocks.cast.client(blocks.cast.coordinator)
    answer = browser.post(reverse("owners:new"), {"name": "Brf Ekliden", "kind": "brf", "number": "716400-1237"})
    owner_page = answer["Location"]
    claim = f"{owner_page}buildings/"
    wrong = browser.post(claim, {"address": "Sjögatan 1", "part": "owns"})
    assert (wrong.status_code, "Sjögatan 1" in wrong.content.decode()) == (422, True)
    browser.post(claim, {"address": "Storgatan 2", "part": "owns"})
    blocks.owner("Havsvik Bostad", "municipal", "", "Storgatan 2")
    assert "Brf Ekliden" in browser.get(reverse("owners:list"), {"show": "disputed"}).content.decode()
    with blocks.cast.acting(blocks.cast.coordinator):
        (building,) = api.disputed()
        winner = next(each.owner_id for each in building.claims if each.owner == "Brf Ekliden")
    page = reverse("owners:building", args=[building.id])
    assert 'value="0"' in browser.get(page).content.decode()
    browser.post(reverse("owners:decide", args=[building.id]), {"owner": str(winner)})
    assert blocks.building(building.id).owners == ("Brf Ekliden",)
    stranger = blocks.cast.client(blocks.cast.stranger)
    assert stranger.get(owner_page).status_code == 404


def test_reading_contacts_is_logged(blocks: Blocks, cast: Cast) -> None:
    owner_id = blocks.owner()
    blocks.contact(owner_id)
    cast.client(cast.coordinator).get(reverse("owners:owner", args=[owner_id]))
    assert "owner.contacts_read" in [each.action for each in cast.log()]


def test_owners_are_merged_and_split_on_their_pages(blocks: Blocks) -> None:
    old, new = blocks.owner("Brf Gamla", "brf", "", "Storgatan 2"), blocks.owner("Brf Nya")
    browser = blocks.cast.client(blocks.cast.coordinator)
    answer = browser.post(reverse("owners:merge", args=[old]), {"into": new})
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("owners:owner", args=[new]))
    assert blocks.read(old).state == "merged"
    with blocks.cast.acting(blocks.cast.coordinator):
        building_id = api.buildings(owner_id=new)[0].id
    sent = {"buildings": building_id, "name": "Brf Dottern", "kind": "brf", "number": ""}
    answer = browser.post(reverse("owners:split", args=[new]), sent)
    assert answer.status_code == 302, answer.content.decode()
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "Brf Dottern" in page
    assert "Storgatan 2" in page
