"""A reference between two tables of municipalities never leads from one municipality into the next."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kokong.intake.models import Batch, BatchRow
from kokong.kernel import keys, tenancy
from tests.cast import Cast


def test_every_reference_carries_the_municipality(db: None) -> None:
    connection.ensure_connection()
    assert keys.by_number(connection.connection) == ()


def test_there_are_such_references_and_they_name_both_columns(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE contype = 'f' AND conrelid = 'cocoons_door'::regclass AND cardinality(conkey) = 2"
        )
        said = {definition.partition(" DEFERRABLE")[0] for (definition,) in cursor.fetchall()}
    assert "FOREIGN KEY (municipality_id, dwelling_id) REFERENCES places_dwelling(municipality_id, id)" in said


def test_the_next_municipalitys_row_cannot_be_named(cast: Cast) -> None:
    now = timezone.now()
    with cast.acting(cast.coordinator):
        ours = Batch.objects.create(name="a.csv", content=b"", police=False, created=now)
    with tenancy.scope(municipality_id=cast.elsewhere.pk):
        BatchRow.objects.create(batch_id=ours.pk, police=False, number=1, status="taken", at=now)
        with pytest.raises(IntegrityError, match="foreign key"), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)
