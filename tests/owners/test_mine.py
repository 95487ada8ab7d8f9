"""An owner's own page: who is let in, what they see, what they answer there, and that nobody else's is there."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from kokong.measures.owners import api, contacts
from kokong.measures.owners import models as rows
from kokong.measures.owners.checks.sheet import sheet
from kokong.measures.owners.mine import opening
from kokong.measures.owners.mine import reading as own_reading
from kokong.measures.signs import api as signs
from kokong.measures.walks import api as walks
from kokong.people import api as people
from kokong.people.api import Actor
from kokong.people.models import Grant
from tests.cast import _actor
from tests.owners.conftest import Blocks


def speaks(blocks: Blocks, owner_id: int, actor: Actor | None = None) -> Actor:
    """Whoever of the cast speaks for an owner, with the role for that one alone."""
    who = actor or blocks.cast.owner_representative
    with blocks.cast.acting(blocks.cast.coordinator):
        people.grant(
            user_id=who.user_id, role="owner_representative", on=("owner", owner_id), now=blocks.now,
            since=blocks.now - timedelta(days=1),
        )  # fmt: skip
    return who


def begun_before(blocks: Blocks) -> None:
    """The database reads a grant's beginning against its own clock, which stands still within a test."""
    with blocks.cast.acting(blocks.cast.coordinator):
        Grant.objects.filter(role="owner_representative").update(since=blocks.now - timedelta(days=1))


def checked(blocks: Blocks, building_id: int) -> int:
    """A check of a building that has ended."""
    with blocks.cast.acting(blocks.cast.coordinator):
        check_id = api.begin_check(building_id=building_id, user_id=None, now=blocks.now)
        given = {each.id: each.choices[0].id for each in sheet().questions}
        api.answer_all(check_id=check_id, given=given, user_id=None, now=blocks.now)
        api.finish(check_id=check_id, now=blocks.now)
    return check_id


def told(blocks: Blocks, building_id: int) -> int:
    with blocks.cast.acting(blocks.cast.coordinator):
        return rows.Told.objects.create(building_id=building_id, burglary=1, how="near", at=blocks.now).pk


@pytest.fixture
def two(blocks: Blocks) -> dict[str, Any]:
    """Two associations with a building, a check and a notice each; the cast speaks for the first."""
    found: dict[str, Any] = {"blocks": blocks}
    for name, address in (("own", "Storgatan 2"), ("other", "Storgatan 4")):
        owner_id = blocks.owner(f"Brf {name}", "brf", "", address)
        with blocks.cast.acting(blocks.cast.coordinator):
            (building,) = api.buildings(owner_id=owner_id)
        found[name] = {
            "owner": owner_id, "building": building.id, "check": checked(blocks, building.id),
            "told": told(blocks, building.id),
        }  # fmt: skip
    found["actor"] = speaks(blocks, found["own"]["owner"])
    return found


def pages_of(of: dict[str, int]) -> list[str]:
    """The pages of one owner that name something."""
    return [
        reverse("owners:mine-building", args=[of["building"]]),
        reverse("owners:mine-check", args=[of["check"]]),
        reverse("owners:mine-board", args=[of["check"]]),
    ]


def test_a_representative_opens_their_own_and_nobody_elses(two: dict[str, Any]) -> None:
    cast, own, other = two["blocks"].cast, two["own"], two["other"]
    browser = cast.client(two["actor"])
    assert browser.get("/")["Location"] == reverse("owners:mine")
    page = browser.get(reverse("owners:mine")).content.decode()
    assert "Storgatan 2" in page
    assert "Storgatan 4" not in page
    assert [browser.get(each).status_code for each in pages_of(own)] == [200] * 3
    others = [*pages_of(other), reverse("owners:mine-poster", args=[other["told"]])]
    assert [browser.get(each).status_code for each in others] == [404] * 4
    desk = ["owners:list", ("owners:owner", own["owner"]), ("owners:building", own["building"])]
    asked = [reverse(each) if isinstance(each, str) else reverse(each[0], args=[each[1]]) for each in desk]
    assert [browser.get(each).status_code for each in asked] == [403] * 3


def test_the_database_itself_shows_no_other_owners_checks(two: dict[str, Any]) -> None:
    cast, own = two["blocks"].cast, two["own"]
    with cast.acting(two["actor"]):
        assert list(rows.Check.objects.values_list("pk", flat=True)) == [own["check"]]
        assert {each.within_id for each in rows.Answer.objects.all()} == {own["check"]}
        assert list(rows.Told.objects.values_list("pk", flat=True)) == [own["told"]]
    with cast.acting(cast.stranger):
        assert not rows.Check.objects.exists()
        assert not rows.Told.objects.exists()
    stranger = cast.client(_actor(cast.elsewhere, "owner_representative", "Sven Annan"))
    assert stranger.get(reverse("owners:mine")).status_code == 200
    assert [stranger.get(each).status_code for each in pages_of(own)] == [404] * 3


def test_of_a_disputed_building_neither_side_reads_what_was_found(two: dict[str, Any]) -> None:
    blocks, own = two["blocks"], two["own"]
    blocks.claim(two["other"]["owner"], "Storgatan 2")  # says that it is theirs
    other = speaks(blocks, two["other"]["owner"], blocks.cast.resident)
    for who in (two["actor"], other):
        with blocks.cast.acting(who):
            assert not rows.Check.objects.filter(building_id=own["building"]).exists()
            assert not rows.Told.objects.filter(building_id=own["building"]).exists()
            assert api.building(building_id=own["building"]).disputed
        page = blocks.cast.client(who).get(reverse("owners:mine-building", args=[own["building"]]))
        assert page.status_code == 200
        assert "ds-tag" in page.content.decode()
        assert blocks.cast.client(who).get(reverse("owners:mine-check", args=[own["check"]])).status_code == 404
    with blocks.cast.acting(blocks.cast.coordinator):
        api.decide(building_id=own["building"], owner_id=own["owner"], now=blocks.now)
    assert blocks.cast.client(two["actor"]).get(pages_of(own)[1]).status_code == 200
    assert blocks.cast.client(other).get(pages_of(own)[0]).status_code == 404


def test_a_contact_is_invited_under_their_address_and_speaks_once_it_is_proven(blocks: Blocks) -> None:
    owner_id = blocks.owner("Brf Ekliden", "brf", "", "Storgatan 2")
    person_id = blocks.contact(owner_id)
    desk = blocks.cast.client(blocks.cast.coordinator)
    let_in = reverse("owners:let-in", args=[person_id])
    assert blocks.cast.client(blocks.cast.officer).post(let_in).status_code == 403  # appoints none of these
    assert desk.post(let_in).status_code == 302
    with blocks.cast.acting(blocks.cast.coordinator):
        assert opening.inside(owner_id=owner_id, now=timezone.now()) == {}  # a letter opens nothing yet
        moved = api.Person("Olle Ordförande", blocks.cast.owner_representative.email, role="chair")
        contacts.change(contact_id=person_id, person=moved, now=timezone.now())
    assert desk.post(let_in).status_code == 302  # under an address that is proven here
    begun_before(blocks)
    page = desk.get(reverse("owners:owner", args=[owner_id])).content.decode()
    assert "Lena Fastighet" in page
    assert (
        blocks.cast.client(blocks.cast.owner_representative)
        .get(reverse("owners:mine"))
        .content.decode()
        .count("Storgatan 2")
    )


@pytest.mark.parametrize("how", ["ended", "address", "owner", "merged", "shut"])
def test_who_answers_for_the_owner_no_more_opens_nothing_more(blocks: Blocks, how: str) -> None:
    owner_id, into = blocks.owner("Brf Ekliden", "brf", "", "Storgatan 2"), blocks.owner("Brf Stor")
    actor = blocks.cast.owner_representative
    person_id = blocks.contact(owner_id, email=actor.email)
    desk = blocks.cast.client(blocks.cast.coordinator)
    desk.post(reverse("owners:let-in", args=[person_id]))
    begun_before(blocks)
    browser, page = blocks.cast.client(actor), reverse("owners:mine")
    assert "Storgatan 2" in browser.get(page).content.decode()
    now = timezone.now()
    with blocks.cast.acting(blocks.cast.coordinator):
        if how == "ended":
            contacts.end(contact_id=person_id, now=now)
        elif how == "address":
            other = api.Person("Olle Ordförande", "ny@ekliden.example", role="chair")
            contacts.change(contact_id=person_id, person=other, now=now)
        elif how == "owner":
            api.end(owner_id=owner_id, now=now)
        elif how == "merged":
            api.merge(owner_id=owner_id, into_id=into, now=now)
    if how == "shut":
        desk.post(reverse("owners:shut-out", args=[owner_id, actor.user_id]))
    assert "Storgatan 2" not in browser.get(page).content.decode()
    with blocks.cast.acting(actor):
        assert not rows.Building.objects.exists()


def found_on_ground(blocks: Blocks, email: str) -> int:
    """Something found on the ground of whoever is asked under an address."""
    cast, home = blocks.cast, blocks.flats[0]
    with cast.acting(cast.coordinator):
        draft = walks.Draft("Kvällsvandring", "Var är det mörkt?", blocks.now + timedelta(days=2), place="Skolan")
        walk_id = walks.plan(draft=draft, actor=cast.coordinator, now=blocks.now)
        noted = walks.Noted("light", "Hemligt för ägaren.", home.location)
        finding_id, _new = walks.note(walk_id=walk_id, noted=noted, at=blocks.now, user_id=None)
        walks.correct(finding_id=finding_id, noted=noted, shown="Lampan vid porten lyser inte.")
        holder_id = walks.add_holder(name=f"Ägare {email}", email=email, own=False, now=blocks.now)
        walks.ask(finding_id=finding_id, holder_id=holder_id, now=blocks.now)
    return finding_id


def test_a_finding_on_their_ground_is_answered_in_place(two: dict[str, Any]) -> None:
    blocks, actor = two["blocks"], two["actor"]
    own, other = found_on_ground(blocks, actor.email.upper()), found_on_ground(blocks, "annan@brf.example")
    browser, mine = blocks.cast.client(actor), reverse("owners:mine")
    page = browser.get(mine).content.decode()
    assert "Lampan vid porten lyser inte." in page
    assert "Hemligt" not in page  # the note-taker's own words
    prefix = f"finding-{own}-"
    sent = {f"{prefix}answer": "promise", f"{prefix}until": "2100-01-01", f"{prefix}said": "Vi byter lampan."}
    assert browser.post(reverse("walks:own-answer", args=[own]), {f"{prefix}answer": "promise"}).status_code == 302
    answer = browser.post(
        reverse("walks:own-answer", args=[own]), sent, headers={"Referer": f"http://testserver{mine}"}
    )
    assert answer.headers["Location"] == mine
    foreign = {key.replace(prefix, f"finding-{other}-"): value for key, value in sent.items()}
    assert browser.post(reverse("walks:own-answer", args=[other]), foreign).status_code == 404
    with blocks.cast.acting(blocks.cast.coordinator):
        states = {each.id: (each.state, each.said) for each in walks.findings()}
    assert states == {own: ("promised", "Vi byter lampan."), other: ("asked", "")}
    no_speaker = blocks.cast.client(blocks.cast.visitor)
    assert no_speaker.post(reverse("walks:own-answer", args=[own]), sent).status_code == 403


def test_a_sign_on_their_ground_gets_a_yes_or_a_no_that_is_heard(two: dict[str, Any]) -> None:
    blocks, actor = two["blocks"], two["actor"]
    with blocks.cast.acting(blocks.cast.coordinator):
        own, other = (
            signs.plan(
                draft=signs.Draft("watch", f"Porten {email}", blocks.flats[0].location, owner_contact=email),
                now=blocks.now,
            )
            for email in (actor.email, f"x{actor.email}")
        )
    browser = blocks.cast.client(actor)
    page = browser.get(reverse("owners:mine")).content.decode()
    assert f"Porten {actor.email}" in page
    assert f"Porten x{actor.email}" not in page
    assert browser.post(reverse("signs:own-answer", args=[other]), {"answer": "yes"}).status_code == 404
    for said, agreed, on_today in (("yes", True, False), ("no", False, True), ("yes", True, False)):
        browser.post(reverse("signs:own-answer", args=[own]), {"answer": said})
        with blocks.cast.acting(blocks.cast.coordinator):
            assert (signs.sign(sign_id=own).consent, signs.sign(sign_id=other).consent) == (agreed, False)
        today = blocks.cast.client(blocks.cast.coordinator).get("/").content.decode()
        assert (f"Porten {actor.email}" in today) is on_today
    assert browser.post(reverse("signs:own-answer", args=[own]), {"answer": "perhaps"}).status_code == 302


def test_a_page_of_200_buildings_asks_few_queries(blocks: Blocks, django_assert_max_num_queries: Any) -> None:
    owner_id = blocks.owner("Brf Stor", "brf", "", "Storgatan 2", "Storgatan 4", "Storgatan 6")
    actor = speaks(blocks, owner_id)
    with blocks.cast.acting(actor), django_assert_max_num_queries(9):
        ids = own_reading.building_ids(owner_ids=[owner_id])
        assert len(own_reading.buildings(owner_ids=[owner_id], ids=ids)) == 3
    assert mail.outbox == []


def test_many_buildings_are_leafed_through_on_both_pages(blocks: Blocks, monkeypatch: pytest.MonkeyPatch) -> None:
    for each in ("owners.views", "owners.mine.views"):
        monkeypatch.setattr(f"kokong.measures.{each}.PER_PAGE", 2)
    owner_id = blocks.owner("Brf Stor", "brf", "", "Storgatan 2", "Storgatan 4", "Storgatan 6")
    blocks.claim(owner_id, "Storgatan 2", "manages")
    actor = speaks(blocks, owner_id)
    own, desk = reverse("owners:mine"), reverse("owners:owner", args=[owner_id])
    for who, page in ((actor, own), (blocks.cast.coordinator, desk)):
        browser = blocks.cast.client(who)
        first, second = (browser.get(page, {"page": n}).content.decode() for n in (1, 2))
        assert [first.count(f"Storgatan {n}, Havsvik</a>") for n in (2, 4, 6)] == [1, 1, 0]
        assert [second.count(f"Storgatan {n}, Havsvik</a>") for n in (2, 4, 6)] == [0, 0, 1]
        assert browser.get(page, {"page": "x"}).status_code == 200
