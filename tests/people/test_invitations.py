"""A membership begins with its link, under the proven address; nothing before that, and nothing elsewhere."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from kokong.kernel import audit, installation, tenancy
from kokong.people import api, invitations, sign_in_urls, tasks
from kokong.people.models import Grant, Invitation, Membership, User
from tests.addresses import SIGN_IN
from tests.cast import PASSWORD, Cast
from tests.keeping import rule
from tests.people.conftest import Outbox
from tests.worker import run_here

NEW = "ny@nytt.example"


def invite(client: Client, **fields: Any) -> Any:
    filled = {"email": NEW, "name": "Nils Ny", "roles": ["visitor"], "organisation": "Fältgruppen"} | fields
    return client.post(reverse("people:list"), filled)


def link(outbox: Outbox) -> str:
    """Send what waits; the path of the link in the last letter."""
    run_here(outbox)
    found = re.search(
        re.escape(installation.current().url) + r"(/account/invitation/\S+)", str(mail.outbox[-1].body)
    )
    assert found
    return found[1]


def memberships(cast: Cast, email: str) -> dict[str, frozenset[str]]:
    """Where somebody works, and as what."""
    user = User.objects.filter(email=email).first()
    if user is None:
        return {}
    with tenancy.scope(municipality_id=None, authority="municipality", user_id=user.pk):
        return {actor.municipality: frozenset(actor.roles) for actor in api.actors_of(user_id=user.pk)}


def test_only_the_pages_of_sign_in_that_are_meant_are_routed() -> None:
    assert {pattern.name for pattern in sign_in_urls.urlpatterns} == set(SIGN_IN)
    for gone in ("account_email", "account_signup", "account_confirm_email", "account_confirm_login_code"):
        with pytest.raises(NoReverseMatch):
            reverse(gone, args=["k"] if gone == "account_confirm_email" else [])


@pytest.mark.parametrize("path", ["email/", "signup/", "confirm-email/", "3rdparty/", "login/code/confirm/"])
def test_pages_that_nobody_means_to_have_are_not_there(cast: Cast, path: str) -> None:
    for client in (Client(), cast.client(cast.visitor)):
        for ask in (client.get, client.post):
            assert ask(f"/account/{path}", {"email": cast.officer.email, "action_add": ""}).status_code == 404
    assert User.objects.get(pk=cast.visitor.user_id).email == cast.visitor.email


def test_inviting_alone_makes_nobody_anything(cast: Cast, outbox: Outbox) -> None:
    """It gave the role, and made the account, at once."""
    assert invite(cast.client(cast.coordinator)).status_code == 302
    assert not User.objects.filter(email=NEW).exists()
    with cast.acting(cast.coordinator):
        assert NEW not in {person.email for person in api.people()}
        (waiting,) = invitations.pending(actor=cast.coordinator, now=timezone.now())
    assert (waiting.name, waiting.roles, waiting.mine) == ("Nils Ny", frozenset({"visitor"}), True)
    assert [job["task_name"] for job in outbox.jobs.values()] == ["kokong.deliver"]


def test_a_newcomer_accepts_with_a_password_of_their_own(cast: Cast, outbox: Outbox) -> None:
    invite(cast.client(cast.coordinator), roles=["visitor", "auditor"])
    address, client = link(outbox), Client()
    page = client.get(address).content.decode()
    for word in ("Havsvik", "Field visitor, Auditor", cast.coordinator.name, NEW):
        assert word in page
    assert not User.objects.filter(email=NEW).exists()
    assert client.post(address, {"password1": "kort", "password2": "kort"}).status_code == 422
    assert client.post(address, {"password1": PASSWORD, "password2": "annat-losen-48"}).status_code == 422
    assert not User.objects.filter(email=NEW).exists()
    assert client.post(address, {"password1": PASSWORD, "password2": PASSWORD}).headers["Location"] == "/"
    assert memberships(cast, NEW) == {"Havsvik": {"visitor", "auditor"}}
    assert "Nils Ny" in client.get(reverse("people:account")).content.decode()
    with cast.acting(cast.auditor):
        assert {"person.invited", "person.joined"} <= {entry.action for entry in audit.entries()}


def test_a_link_holds_once(cast: Cast, outbox: Outbox) -> None:
    invite(cast.client(cast.coordinator))
    address = link(outbox)
    Client().post(address, {"password1": PASSWORD, "password2": PASSWORD})
    again = Client().post(address, {"password1": "nagot-helt-annat-48", "password2": "nagot-helt-annat-48"})
    assert again.status_code == 404
    assert User.objects.get(email=NEW).check_password(PASSWORD)


def test_who_has_an_account_signs_in_first_and_then_accepts(cast: Cast, outbox: Outbox) -> None:
    invite(cast.client(cast.stranger), email=cast.visitor.email.upper(), name="C. B.", roles=["coordinator"])
    address, client = link(outbox), Client()
    page = client.get(address).content.decode()
    assert "You have an account with this address" in page
    assert 'name="password1"' not in page
    client.post(address, {"password1": PASSWORD, "password2": PASSWORD})
    assert memberships(cast, cast.visitor.email) == {"Havsvik": {"visitor"}}
    client = cast.client(cast.visitor)
    assert "Norrsund" in client.get(address).content.decode()
    assert memberships(cast, cast.visitor.email) == {"Havsvik": {"visitor"}}, "looking is not accepting"
    assert client.post(address).status_code == 302
    assert memberships(cast, cast.visitor.email) == {"Havsvik": {"visitor"}, "Norrsund": {"coordinator"}}
    assert "Norrsund" in client.get(reverse("people:account")).content.decode()


def test_whoever_is_signed_in_as_somebody_else_joins_nothing(cast: Cast, outbox: Outbox) -> None:
    """The attack: a colleague's invitation joined whichever account had named the address."""
    invite(cast.client(cast.officer), email="kollega@polisen.example", name="Kim Kollega", roles=["officer"])
    address, attacker = link(outbox), cast.client(cast.stranger)
    page = attacker.get(address)
    assert "You are signed in as" in page.content.decode()
    assert attacker.post(address, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 200
    assert memberships(cast, cast.stranger.email) == {"Norrsund": {"coordinator"}}
    assert attacker.get("/api/v1/burglaries/").json()["items"] == []
    with cast.acting(cast.officer):
        assert {p.user_id for p in api.people(roles=frozenset({"officer"}))} == {cast.officer.user_id}


def test_an_address_that_waits_to_be_proven_accepts_nothing(cast: Cast, outbox: Outbox) -> None:
    invite(cast.client(cast.officer), email=NEW, roles=["officer"])
    User.objects.filter(pk=cast.stranger.user_id).update(new_email=NEW, new_email_asked=timezone.now())
    address = link(outbox)
    cast.client(cast.stranger).post(address)
    assert memberships(cast, cast.stranger.email) == {"Norrsund": {"coordinator"}}


@pytest.mark.parametrize(
    ("by", "role", "given"),
    [
        ("coordinator", "officer", False),
        ("coordinator", "auditor", True),
        ("officer", "officer", True),
        ("officer", "visitor", False),
        ("coordinator", "resident", False),
        ("coordinator", "contact_person", False),
        ("coordinator", "owner_representative", False),
    ],
)
def test_each_authority_invites_its_own_to_what_exists(
    cast: Cast, outbox: Outbox, by: str, role: str, given: bool
) -> None:
    answer = invite(cast.client(getattr(cast, by)), roles=[role])
    assert answer.status_code == (302 if given else 422)
    assert len(outbox.jobs) == given


def test_nobodys_role_changes_by_being_invited_again(cast: Cast, outbox: Outbox) -> None:
    """It replaced the role and emptied the organisation."""
    answer = invite(cast.client(cast.coordinator), email=cast.officer.email.upper(), organisation="")
    assert answer.status_code == 422
    assert "works here already" in answer.content.decode()
    assert memberships(cast, cast.officer.email) == {"Havsvik": {"officer"}}
    assert not outbox.jobs


def test_inviting_shows_nothing_of_what_somebody_is_elsewhere(cast: Cast, outbox: Outbox) -> None:
    """It showed the name that the owner of the address has elsewhere, and moved them at their next sign-in."""
    client = cast.client(cast.stranger)
    known = invite(client, email=cast.coordinator.email, name="N. N.")
    unknown = invite(client, email=NEW, name="N. N.")
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    page = client.get(reverse("people:list")).content.decode()
    assert cast.coordinator.name not in page
    assert page.count("<strong>N. N.</strong>") == 2
    signed_in = Client()
    signed_in.post(reverse("account_login"), {"login": cast.coordinator.email, "password": PASSWORD})
    assert "Havsvik" in signed_in.get(reverse("people:account")).content.decode()
    assert memberships(cast, cast.coordinator.email) == {"Havsvik": {"coordinator"}}


def test_one_invitation_waits_at_a_time(cast: Cast, outbox: Outbox) -> None:
    client = cast.client(cast.coordinator)
    invite(client)
    assert "invited already" in invite(client).content.decode()
    assert Invitation.objects.count() == 0, "without a scope nothing is seen"
    with cast.acting(cast.coordinator):
        assert Invitation.objects.count() == 1


def test_sending_again_ends_the_link_before(cast: Cast, outbox: Outbox) -> None:
    client = cast.client(cast.coordinator)
    invite(client)
    first = link(outbox)
    with cast.acting(cast.coordinator):
        number = Invitation.objects.get().pk
    assert client.post(reverse("people:invite-again", args=[number])).status_code == 302
    second = link(outbox)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200


def test_a_withdrawn_invitation_is_over_and_no_letter_goes_out(cast: Cast, outbox: Outbox) -> None:
    client = cast.client(cast.coordinator)
    invite(client)
    address = link(outbox)
    with cast.acting(cast.coordinator):
        number = Invitation.objects.get().pk
    client.post(reverse("people:invite-withdraw", args=[number]))
    assert Client().get(address).status_code == 404
    mail.outbox.clear()
    tasks.send_invitation(municipality_id=cast.home.pk, invitation_id=number)  # a job of the edition before
    run_here(outbox)
    assert mail.outbox == []
    assert client.post(reverse("people:invite-withdraw", args=[number])).status_code == 404


def test_the_municipality_does_not_touch_what_the_police_sent(cast: Cast, outbox: Outbox) -> None:
    invite(cast.client(cast.officer), roles=["officer"])
    with cast.acting(cast.officer):
        number = Invitation.objects.get().pk
    for name in ("people:invite-again", "people:invite-withdraw"):
        assert cast.client(cast.coordinator).post(reverse(name, args=[number])).status_code == 404
        assert cast.client(cast.stranger).post(reverse(name, args=[number])).status_code == 404


def test_a_link_is_of_its_municipality_its_number_and_its_time(cast: Cast, outbox: Outbox) -> None:
    invite(cast.client(cast.coordinator))
    secret = link(outbox).removeprefix("/account/invitation/").removesuffix("/")
    place, number, proof = secret.split("-")
    now = timezone.now()
    assert invitations.open_link(secret=secret, now=now) is not None
    assert invitations.open_link(secret=secret, now=now + invitations.LASTS + timedelta(minutes=1)) is None
    for wrong in (
        f"{cast.elsewhere.pk}-{number}-{proof}",
        f"{place}-{int(number) + 1}-{proof}",
        f"{place}-{number}-{'0' * 64}",
        f"{place}-{number}-{proof}x",
        f"99999999999999999999-{number}-{proof}",
        "x",
        "١-1-" + proof,
    ):
        assert invitations.open_link(secret=wrong, now=now) is None, wrong
        assert Client().get(f"/account/invitation/{wrong}/").status_code == 404


def test_no_table_gives_a_link_away(cast: Cast, outbox: Outbox) -> None:
    invite(cast.client(cast.coordinator))
    proof = link(outbox).rsplit("-", 1)[1].strip("/")
    with cast.acting(cast.coordinator):
        assert proof not in str(Invitation.objects.values().get())
    assert proof not in str([job["args"] for job in outbox.jobs.values()])


def test_somebody_who_works_here_meanwhile_keeps_name_and_roles(cast: Cast, outbox: Outbox) -> None:
    invite(cast.client(cast.coordinator))
    address = link(outbox)
    with tenancy.scope(municipality_id=cast.home.pk):
        api.add_person(email=NEW, name="Nils von Ny", role="auditor", password=PASSWORD)
    client = Client()
    client.post(reverse("account_login"), {"login": NEW, "password": PASSWORD})
    client.post(address)
    assert memberships(cast, NEW) == {"Havsvik": {"auditor", "visitor"}}
    with cast.acting(cast.coordinator):
        assert "Nils von Ny" in {person.name for person in api.people()}


def test_old_invitations_and_addresses_are_forgotten(cast: Cast, outbox: Outbox) -> None:
    invite(cast.client(cast.coordinator))
    later = timezone.now() + invitations.LASTS + timedelta(days=1)
    with cast.acting(cast.coordinator):
        api.end_membership(user_id=cast.visitor.user_id)
        old, gone = rule("invitations"), rule("addresses of former colleagues")
        assert old.apply(timezone.now(), False) == 0
        assert old.apply(later, True) == old.apply(later, False) == 1
        assert gone.apply(later, True) == gone.apply(later, False) == 1
        left = Membership.objects.get(user_id=cast.visitor.user_id)
    assert (left.name, left.email) == (cast.visitor.name, "")


def test_colleagues_see_the_last_sign_in(cast: Cast) -> None:
    Client().post(reverse("account_login"), {"login": cast.commuter.email, "password": PASSWORD})
    for actor in (cast.commuter, cast.commuter_elsewhere):
        with cast.acting(actor):
            member = Membership.objects.get(user_id=actor.user_id)
            assert member.signed_in is not None
            assert member.name == actor.name
            assert Membership.objects.exclude(signed_in=None).count() == 1


def test_the_chosen_municipality_is_remembered_over_sign_ins(cast: Cast) -> None:
    client = Client()
    login = {"login": cast.commuter.email, "password": PASSWORD}
    client.post(reverse("account_login"), login)
    client.post(reverse("people:municipality"), {"municipality": cast.elsewhere.pk})
    fresh = Client()
    fresh.post(reverse("account_login"), login)
    assert "Kalle P" in fresh.get(reverse("people:account")).content.decode()
    with tenancy.scope(municipality_id=cast.elsewhere.pk):
        api.end_membership(user_id=cast.commuter.user_id)
    assert "Karl Pendlare" in fresh.get(reverse("people:account")).content.decode()


def test_what_is_given_has_its_days_and_is_ended_alone(cast: Cast) -> None:
    client, page = cast.client(cast.coordinator), reverse("people:person", args=[cast.visitor.user_id])
    day = timezone.localdate() + timedelta(days=30)
    assert client.post(page, {"role": "auditor", "last_day": day.isoformat()}).status_code == 302
    assert memberships(cast, cast.visitor.email) == {"Havsvik": {"visitor", "auditor"}}
    with cast.acting(cast.coordinator):
        grant = Grant.objects.get(membership__user_id=cast.visitor.user_id, role="auditor")
    assert grant.until is not None
    assert timezone.localdate(grant.until) == day + timedelta(days=1)
    end = reverse("people:end-role", args=[cast.visitor.user_id, grant.pk])
    assert client.post(end).status_code == 302
    assert memberships(cast, cast.visitor.email) == {"Havsvik": {"visitor"}}
    assert client.post(end).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"role": "officer"},
        {"role": "visitor"},
        {"role": "resident"},
        {"role": "auditor", "since": "2099-03-02", "last_day": "2099-03-01"},
        {"role": "auditor", "last_day": "2020-03-01"},
    ],
)
def test_what_a_coordinator_may_not_give_or_makes_no_sense(cast: Cast, fields: dict[str, str]) -> None:
    page = reverse("people:person", args=[cast.visitor.user_id])
    assert cast.client(cast.coordinator).post(page, fields).status_code == 422
    assert memberships(cast, cast.visitor.email) == {"Havsvik": {"visitor"}}


def test_each_authority_ends_its_own_alone(cast: Cast) -> None:
    with tenancy.scope(municipality_id=cast.home.pk):
        api.add_person(email=cast.officer.email, name="", role="visitor")
        grant = Grant.objects.get(membership__user_id=cast.officer.user_id, role="officer")
    client = cast.client(cast.coordinator)
    client.post(reverse("people:end-role", args=[cast.officer.user_id, grant.pk]))
    client.post(reverse("people:end", args=[cast.officer.user_id]))
    assert memberships(cast, cast.officer.email) == {"Havsvik": {"officer"}}


def test_with_the_last_role_the_work_ends(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        grant = Grant.objects.get(membership__user_id=cast.visitor.user_id)
    client = cast.client(cast.coordinator)
    answer = client.post(reverse("people:end-role", args=[cast.visitor.user_id, grant.pk]))
    assert answer.headers["Location"] == reverse("people:list")
    with cast.acting(cast.coordinator):
        assert Membership.objects.get(user_id=cast.visitor.user_id).ended is not None


def test_roles_of_a_sign_in_mapping_are_not_ended_by_hand(cast: Cast) -> None:
    who = cast.visitor
    with cast.acting(cast.coordinator):
        given: dict[str, Any] = {"user_id": who.user_id, "email": who.email, "name": "", "organisation": ""}
        api.hold_roles(**given, roles=("auditor",), source="oidc:kommun")
        grant = Grant.objects.get(membership__user_id=who.user_id, role="auditor")
    client = cast.client(cast.coordinator)
    client.post(reverse("people:end-role", args=[who.user_id, grant.pk]))
    assert memberships(cast, who.email) == {"Havsvik": {"visitor", "auditor"}}
    page = client.get(reverse("people:person", args=[who.user_id])).content.decode()
    assert "given by the sign-in of their employer" in page


def test_a_page_one_may_not_open_has_a_way_out(cast: Cast) -> None:
    answer = cast.client(cast.commuter).get(reverse("cocoons:list"))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "You are Field visitor in Havsvik" in page
    for way in ("/", reverse("people:municipality")):
        assert f'href="{way}"' in page
    assert f'action="{reverse("account_logout")}"' in page
