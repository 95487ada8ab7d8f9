"""Several roles for one person in one municipality, and one person in two."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from kokong.kernel import audit, navigation, tenancy
from kokong.kernel.errors import UserError
from kokong.people import api, role_words, rules
from kokong.people.models import Grant, Membership
from kokong.people.rules import Role
from tests.cast import PASSWORD, Cast


def hold(cast: Cast, *roles: Role, source: str = "oidc:kommun") -> api.Person | None:
    """What a sign-in mapping says of the visitor."""
    who = cast.visitor
    return api.hold_roles(
        user_id=who.user_id, email=who.email, name="", organisation="", roles=roles, source=source
    )


def test_whoever_holds_several_roles_may_what_each_of_them_may(cast: Cast) -> None:
    assert cast.walker.may("cocoon.settings")
    assert cast.walker.may("round.visit")
    assert not cast.walker.may("burglary.confirm")
    assert rules.authority(frozenset({"visitor", "officer"})) == "police"
    assert cast.walker.authority == "municipality"


def test_an_actor_is_found_again_with_all_roles(cast: Cast) -> None:
    with tenancy.scope(municipality_id=None, authority="municipality", user_id=cast.walker.user_id):
        assert api.actors_of(user_id=cast.walker.user_id) == (cast.walker,)


def test_one_person_is_two_actors_under_two_names(cast: Cast) -> None:
    with tenancy.scope(municipality_id=None, authority="municipality", user_id=cast.commuter.user_id):
        assert api.actors_of(user_id=cast.commuter.user_id) == (cast.commuter, cast.commuter_elsewhere)


def test_what_somebody_is_elsewhere_is_not_seen_here(cast: Cast) -> None:
    """Nor by themselves: a role held in one municipality counts in no other."""
    with cast.acting(cast.commuter):
        assert Membership.objects.filter(user_id=cast.commuter.user_id).count() == 1
        assert set(Grant.objects.values_list("municipality_id", flat=True)) == {cast.home.pk}
        mine = next(p for p in api.people() if p.user_id == cast.commuter.user_id)
        assert (mine.name, mine.roles) == ("Karl Pendlare", frozenset({"visitor"}))


def test_a_coordinator_of_elsewhere_is_no_coordinator_here(cast: Cast) -> None:
    client = cast.client(cast.commuter)
    assert client.get(reverse("cocoons:list")).status_code == 403
    listed = cast.client(cast.coordinator).get(reverse("people:list")).content.decode()
    assert "Karl Pendlare" in listed
    assert "Kalle P" not in listed


@pytest.mark.parametrize("place", ["home", "elsewhere"])
def test_policies_joined_by_or_open_nothing_elsewhere(cast: Cast, place: str) -> None:
    """Every table that has more than one policy: only the rows of the municipality in scope.

    An alarm centre and who works there belong to no municipality, since a centre may serve several. Seals of the
    log are of chains, not of people; the log's own tests look after those. That a municipality is there everybody
    may know, but for where others practise, which the drills' own tests look after.
    """
    actor = cast.commuter if place == "home" else cast.commuter_elsewhere
    with cast.acting(actor), connection.cursor() as cursor:
        cursor.execute("SELECT polrelid::regclass::text FROM pg_policy GROUP BY polrelid HAVING count(*) > 1")
        tables = [table for (table,) in cursor.fetchall()]
        assert {"people_membership", "people_grant"} <= set(tables)
        others = {"alarms_centre", "alarms_centreoperator", "kernel_auditseal", "kernel_municipality"}
        for table in set(tables) - others:
            cursor.execute(f"SELECT DISTINCT municipality_id FROM {table}")
            assert cursor.fetchall() in ([], [(actor.municipality_id,)]), table


def test_a_person_of_two_municipalities_makes_a_token_in_each(cast: Cast) -> None:
    """It was an error 500: two memberships were found where one was expected."""
    with tenancy.scope(municipality_id=cast.home.pk):
        api.add_person(email=cast.commuter.email, name="", role="coordinator")
    client = cast.client(cast.commuter)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for place, mark in ((cast.home, "Havsvik"), (cast.elsewhere, "Norrsund")):
        client.post(reverse("people:municipality"), {"municipality": place.pk})
        last = (timezone.localdate() + timedelta(days=9)).isoformat()
        made = client.post(reverse("people:token-new"), {"name": mark, "expires": last})
        assert made.status_code == 200, made.headers
        assert f"kokong-{place.pk}-" in made.content.decode()


def test_a_sign_in_mapping_holds_exactly_its_own_roles(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        held = hold(cast, "coordinator", "auditor")
        assert held is not None
        assert held.roles == {"visitor", "coordinator", "auditor"}
        held = hold(cast, "auditor")
        assert held is not None
        assert held.roles == {"visitor", "auditor"}
        assert (held.name, held.email) == (cast.visitor.name, cast.visitor.email)
        held = hold(cast)
        assert held is not None
        assert held.roles == {"visitor"}
    with cast.acting(cast.auditor):
        told = [entry.action for entry in audit.entries(subject="user", subject_id=cast.visitor.user_id)]
    assert told.count("person.role_ended") == 2


def test_without_any_role_left_the_membership_ends(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        api.end_membership(user_id=cast.visitor.user_id)
        assert hold(cast, "auditor") is not None
        assert hold(cast) is None
        assert hold(cast) is None
        assert not Membership.objects.filter(user_id=cast.visitor.user_id, ended=None).exists()


def test_an_unknown_role_is_refused_and_nothing_changed(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        with pytest.raises(UserError, match="no role 'king'"):
            hold(cast, "king", "auditor")  # type: ignore[arg-type]
        assert {p.user_id for p in api.people(roles=frozenset({"auditor"}))} == {cast.auditor.user_id}


def test_a_role_begins_and_ends_with_its_dates(cast: Cast) -> None:
    now = timezone.now()
    with cast.acting(cast.coordinator):
        member = Membership.objects.get(user_id=cast.visitor.user_id, ended=None)
        Grant.objects.create(membership=member, role="auditor", since=now + timedelta(days=1))
        Grant.objects.create(membership=member, role="alarm_operator", since=now - timedelta(days=2), until=now)
        assert {p.roles for p in api.people() if p.user_id == cast.visitor.user_id} == {frozenset({"visitor"})}
        member.grants.filter(role="visitor").update(until=now)
    assert cast.client(cast.visitor).get(reverse("people:account")).status_code == 403
    start = cast.client(cast.visitor).get("/")
    assert start.status_code == 200
    assert "no role in any municipality" in start.content.decode()


def test_the_log_is_told_as_what_somebody_acted(cast: Cast) -> None:
    with cast.acting(cast.walker), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('kokong.roles')")
        assert cursor.fetchone() == ("coordinator,visitor",)
    with cast.acting(cast.visitor), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('kokong.roles')")
        assert cursor.fetchone() == ("visitor",)


@pytest.mark.parametrize(
    ("roles", "leads"),
    [
        (("coordinator", "visitor"), ""),
        (("visitor",), "field:rounds"),
        (("auditor",), "desk:log"),
        (("alarm_operator", "resident"), "alarms:console"),
        (("auditor", "visitor"), "choice"),
        (("resident", "contact_person"), "watch:own"),
        (("resident",), "nothing"),
    ],
)
def test_one_landing_page_serves_any_set_of_roles(cast: Cast, roles: tuple[Role, ...], leads: str) -> None:
    with tenancy.scope(municipality_id=cast.home.pk):
        for role in roles:
            api.add_person(email="flera@9901.example", name="Flera Roller", role=role)
        who = next(p for p in api.people() if p.name == "Flera Roller")
    actor = api.Actor(who.user_id, who.name, who.email, cast.home.pk, cast.home.name, cast.home.code, who.roles)
    answer = cast.client(actor).get("/")
    if leads in {"", "choice", "nothing"}:
        assert answer.status_code == 200
        assert ("no page for that here yet" in answer.content.decode()) is (leads == "nothing")
        assert (reverse("desk:log") in answer.content.decode()) is (leads == "choice")
    else:
        assert answer.headers["Location"] == reverse(leads)


def test_what_two_roles_offer_is_offered_once(cast: Cast) -> None:
    rail = [entry.url for entry in navigation.entries("/", cast.walker.roles)]
    menu = [entry.url for entry in navigation.entries("/", cast.walker.roles, menu=True)]
    assert reverse("field:rounds") in rail
    assert reverse("cocoons:list") in rail
    assert not set(rail) & set(menu)


def test_the_page_says_all_that_one_is(cast: Cast) -> None:
    page = cast.client(cast.walker).get("/").content.decode()
    assert "<span>Coordinator, Field visitor</span>" in page


def test_each_role_says_what_it_is_for(cast: Cast) -> None:
    assert set(role_words.MEANS) == set(rules.ROLES)
    page = cast.client(cast.coordinator).get("/account/people/").content.decode()
    for role in rules.offered_by(frozenset({"coordinator"})):
        assert escape(str(role_words.MEANS[role])) in page
    assert escape(str(role_words.MEANS["resident"])) not in page, "nothing is offered that opens nothing"
