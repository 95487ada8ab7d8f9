"""Statements sent together see one municipality's rows, and leave nothing behind."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from kokong.kernel import tenancy
from kokong.sending.models import Mailing
from tests.cast import Cast

RENAME = "UPDATE sending_mailing SET title = %s WHERE title = 'before'"


def lay(cast: Cast) -> None:
    for place in (cast.home, cast.elsewhere):
        with tenancy.scope(municipality_id=place.pk):
            Mailing.objects.create(kind="test", subject="test", subject_id=1, title="before", made=timezone.now())


def titles(municipality_id: int) -> list[str]:
    with tenancy.scope(municipality_id=municipality_id):
        return list(Mailing.objects.values_list("title", flat=True))


def settings() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('kokong.municipality', true)")
        return str(cursor.fetchone()[0] or "")


def test_each_says_how_many_rows_of_this_municipality_it_changed(cast: Cast) -> None:
    lay(cast)
    both = [(RENAME, ["after"]), (RENAME, ["never"])]
    assert tenancy.at_once(both, municipality_id=cast.home.pk) == (1, 0)
    assert (titles(cast.home.pk), titles(cast.elsewhere.pk)) == (["after"], ["before"])
    assert settings() == ""


def test_in_a_transaction_of_their_own_all_are_done_or_none(committed_cast: Cast) -> None:
    lay(committed_cast)
    home = committed_cast.home.pk
    with pytest.raises(DatabaseError):
        tenancy.at_once([(RENAME, ["after"]), ("SELECT 1 / %s", [0])], municipality_id=home)
    assert titles(home) == ["before"]
    assert tenancy.at_once([(RENAME, ["after"])], municipality_id=home) == (1,)
    assert (titles(home), settings()) == (["after"], "")


def test_within_another_municipality_they_are_refused(cast: Cast) -> None:
    with tenancy.scope(municipality_id=cast.elsewhere.pk), pytest.raises(tenancy.ScopeError):
        tenancy.at_once([(RENAME, ["after"])], municipality_id=cast.home.pk)
    with transaction.atomic(), tenancy.scope(municipality_id=cast.home.pk):
        assert tenancy.at_once([(RENAME, ["after"])], municipality_id=cast.home.pk) == (0,)
        assert settings() == str(cast.home.pk)
