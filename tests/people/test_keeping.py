"""Sign-ins, memberships and accounts that are over are forgotten; those of people at work stay."""

from datetime import UTC, datetime, timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from kokong.kernel import tenancy
from kokong.people import api, keeping
from kokong.people.models import Membership, User
from tests import roles
from tests.cast import Cast

LATER = datetime.now(UTC) + timedelta(days=400)


def clear(rule: str, *, now: datetime, dry_run: bool = False) -> int:
    """Apply one rule as the worker does."""
    (found,) = (each for each in keeping.RULES if each.name == rule)
    with roles.acting("worker"):
        return found.apply(now - found.period, dry_run)


def test_a_sign_in_that_is_over_is_dropped(cast: Cast) -> None:
    cast.client(cast.visitor)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    cast.client(cast.officer)
    assert clear("sign-ins", now=timezone.now(), dry_run=True) == clear("sign-ins", now=timezone.now()) == 1
    assert Session.objects.count() == 1


def test_who_ended_is_forgotten_a_year_later_and_that_somebody_worked_stays(cast: Cast) -> None:
    with tenancy.scope(municipality_id=cast.home.pk):
        api.end_membership(user_id=cast.visitor.user_id)
        assert clear("names of former colleagues", now=LATER, dry_run=True) == 1
        assert clear("names of former colleagues", now=timezone.now()) == 0
        assert clear("names of former colleagues", now=LATER) == 1
        row = Membership.objects.get(user_id=cast.visitor.user_id)
        assert row.name == ""
        assert row.ended is not None
        assert Membership.objects.filter(ended=None).exclude(name="").count() > 3


def test_an_account_is_emptied_when_it_serves_nobody(cast: Cast) -> None:
    with tenancy.scope(municipality_id=cast.home.pk):
        api.end_membership(user_id=cast.visitor.user_id)
        api.end_membership(user_id=cast.commuter.user_id)  # still works in the next municipality
    assert clear("unused accounts", now=timezone.now()) == 0
    assert clear("unused accounts", now=LATER, dry_run=True) == 1
    assert clear("unused accounts", now=LATER) == 1
    gone = User.objects.get(pk=cast.visitor.user_id)
    assert (gone.name, gone.email, gone.is_active) == ("", f"gone-{gone.pk}@invalid", False)
    assert not gone.has_usable_password()
    assert User.objects.get(pk=cast.commuter.user_id).email == "karl@pendlare.example"
    assert clear("unused accounts", now=LATER) == 0
