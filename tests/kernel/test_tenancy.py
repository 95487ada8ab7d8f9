"""Nothing is visible without a scope, and nothing of the neighbour's ever."""

import pytest
from django.db import DatabaseError, connection, transaction

from kokong.kernel import audit, tenancy
from kokong.kernel.models import AuditEntry
from kokong.people import api
from kokong.people.models import Membership
from tests.cast import Cast


def test_without_a_scope_there_are_no_rows(committed_cast: Cast) -> None:
    assert Membership.objects.count() == 0
    assert AuditEntry.objects.filter(municipality__isnull=False).count() == 0


def test_a_scope_shows_its_own_rows_only(cast: Cast) -> None:
    with cast.acting(cast.stranger):
        assert [p.name for p in api.people()] == ["Hugo Grannkommun", "Kalle P"]
    assert Membership.objects.count() == 0


def test_a_row_cannot_be_written_into_another_municipality(cast: Cast) -> None:
    with cast.acting(cast.stranger), pytest.raises(DatabaseError), transaction.atomic():
        Membership.objects.create(municipality_id=cast.home.pk, user_id=cast.stranger.user_id, name="Hugo")


def test_a_row_cannot_be_written_without_a_scope(committed_cast: Cast) -> None:
    with pytest.raises(DatabaseError):
        Membership.objects.create(user_id=committed_cast.officer.user_id, name="Alva")


def test_one_scope_cannot_wander_into_another(cast: Cast) -> None:
    with (
        cast.acting(cast.officer),
        pytest.raises(tenancy.ScopeError),
        tenancy.scope(municipality_id=cast.elsewhere.pk),
    ):
        pass


@pytest.mark.parametrize(
    "statement", ["UPDATE kernel_auditentry SET action = 'x'", "DELETE FROM kernel_auditentry"]
)
def test_the_audit_log_is_append_only(cast: Cast, statement: str) -> None:
    with cast.acting(cast.coordinator):
        audit.record(action="test.written")
        with (
            pytest.raises(DatabaseError, match=r"append-only|permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
