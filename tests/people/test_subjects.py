"""A role for one record opens that record and no other; one without a record opens all."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from kokong.kernel import tenancy
from kokong.kernel.errors import UserError
from kokong.people import api, rules
from kokong.people.models import Grant
from kokong.people.values import RoleOn
from tests.cast import Cast

GROUP, OTHER = ("group", 7), ("group", 8)


@pytest.fixture(autouse=True)
def action(monkeypatch: pytest.MonkeyPatch) -> None:
    """Something that contact persons may do."""
    monkeypatch.setitem(rules.MAY, "group.see", frozenset({"contact_person", "coordinator"}))


def give(cast: Cast, on: tuple[str, int] = GROUP, **other: Any) -> None:
    with cast.acting(cast.coordinator):
        api.grant(user_id=cast.visitor.user_id, role="contact_person", on=on, now=timezone.now(), **other)


def again(who: api.Actor) -> api.Actor:
    """The person, as they come in next."""
    with tenancy.scope(municipality_id=None, authority="municipality", user_id=who.user_id):
        return next(a for a in api.actors_of(user_id=who.user_id) if a.municipality_id == who.municipality_id)


def test_it_opens_that_record_and_no_other(cast: Cast) -> None:
    give(cast)
    actor = again(cast.visitor)
    assert actor.roles == {"visitor"}
    assert actor.on == {RoleOn("contact_person", *GROUP)}
    assert actor.may("group.see", GROUP)
    assert not actor.may("group.see", OTHER)
    assert not actor.may("group.see", ("sign", 7))
    assert not actor.may("group.see")
    assert actor.reach("group.see", "group") == frozenset({7})
    assert actor.reach("group.see", "sign") == frozenset()
    assert cast.coordinator.may("group.see", OTHER)
    assert cast.coordinator.reach("group.see", "group") is None


def test_one_role_for_several_records_and_once_for_each(cast: Cast) -> None:
    give(cast)
    give(cast)
    give(cast, OTHER)
    assert again(cast.visitor).reach("group.see", "group") == frozenset({7, 8})
    with cast.acting(cast.coordinator):
        assert Grant.objects.filter(role="contact_person", ended=None, subject="group").count() == 2
        assert api.holders(role="contact_person", on=GROUP, now=timezone.now()) == {
            cast.visitor.user_id: cast.visitor.name
        }
        now = timezone.now()
        assert api.end_grant(user_id=cast.visitor.user_id, role="contact_person", on=GROUP, now=now)
        assert not api.end_grant(user_id=cast.visitor.user_id, role="contact_person", on=GROUP, now=now)
    assert again(cast.visitor).reach("group.see", "group") == frozenset({8})


def test_it_begins_and_ends_by_itself(cast: Cast) -> None:
    now = timezone.now()
    give(cast, since=now + timedelta(days=1))
    give(cast, OTHER, until=now + timedelta(days=1))
    assert {on.id for on in again(cast.visitor).on} == {8}
    with pytest.raises(UserError, match="before the first"):
        give(cast, until=now - timedelta(days=1))


def test_nobody_gives_what_they_do_not_appoint(cast: Cast) -> None:
    for who, role in ((cast.visitor, "contact_person"), (cast.coordinator, "officer")):
        with cast.acting(who), pytest.raises(UserError, match="can't give"):
            api.grant(user_id=cast.partner.user_id, role=role, on=GROUP, now=timezone.now())  # type: ignore[arg-type]
    with cast.acting(cast.coordinator), pytest.raises(UserError, match="does not work here"):
        api.grant(user_id=cast.stranger.user_id, role="contact_person", on=GROUP, now=timezone.now())


def test_it_gives_nothing_in_the_next_municipality(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        api.grant(user_id=cast.commuter.user_id, role="contact_person", on=GROUP, now=timezone.now())
    assert again(cast.commuter).on
    assert not again(cast.commuter_elsewhere).on
    with cast.acting(cast.stranger):
        assert api.holders(role="contact_person", on=GROUP, now=timezone.now()) == {}


def test_sign_in_and_the_whole_role_leave_it_alone(cast: Cast) -> None:
    give(cast)
    who = cast.visitor
    with cast.acting(cast.coordinator):
        api.hold_roles(
            user_id=who.user_id, email=who.email, name="", organisation="", roles=["visitor"], source=""
        )
        api.add_person(email=who.email, name="", role="contact_person")
    actor = again(who)
    assert "contact_person" in actor.roles
    assert actor.on


def test_the_database_wants_one_record_or_none(cast: Cast) -> None:
    give(cast)
    with cast.acting(cast.coordinator), pytest.raises(IntegrityError, match="one_or_all"), transaction.atomic():
        Grant.objects.filter(subject="group").update(subject_id=None)


def test_a_view_is_asked_which_record_it_is_about(cast: Cast) -> None:
    give(cast)

    @api.may("group.see", on=lambda group_id: ("group", group_id))
    def page(request: HttpRequest, group_id: int) -> HttpResponse:
        return HttpResponse(str(group_id))

    request = RequestFactory().get("/")
    request.actor = again(cast.visitor)  # type: ignore[attr-defined]
    assert page(request, group_id=7).status_code == 200
    with pytest.raises(PermissionDenied):
        page(request, group_id=8)


def test_the_page_of_people_and_the_log_say_what_for(cast: Cast) -> None:
    give(cast)
    shown = cast.client(cast.coordinator).get(reverse("people:person", args=[cast.visitor.user_id]))
    assert "group 7" in shown.content.decode()
    (line, *_) = cast.log(subject="user", subject_id=cast.visitor.user_id)
    assert line.detail == {"role": "contact_person", "on": "group 7"}
    client = cast.client(again(cast.visitor))
    assert client.get(reverse("people:list")).status_code == 403
    (denied, *_) = cast.log(subject="people.manage")
    assert denied.roles == ("contact_person@group", "visitor")
