"""Imports have a room of their own: what was uploaded and what became of it moves there."""

from django.db import migrations

TABLES = ("incidents_importbatch", "incidents_importrow", "intake_batch", "intake_batchrow")
# The owner is bound by the policies, too, and works for no single municipality here.
MOVE = [
    *(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in TABLES),
    """
    INSERT INTO intake_batch (id, municipality_id, importer, name, content, digest, police, mapping, aside, state,
        total, done, header, header_at, sheet, sheets, counts, problem, created, created_by, touched, ended)
    SELECT id, municipality_id, 'burglaries', name, content, '', police, mapping, '[]', state, total, done, header,
        0, 0, '[]',
        (counts - 'drafts') || CASE WHEN counts ? 'drafts'
            THEN jsonb_build_object('waiting', counts -> 'drafts') ELSE '{}'::jsonb END,
        problem, created, created_by, touched, ended
    FROM incidents_importbatch ORDER BY id
    """,
    """
    INSERT INTO intake_batchrow (municipality_id, batch_id, police, number, status, message, cells, subject_id, at)
    SELECT r.municipality_id, r.batch_id, r.police, r.number, r.status, r.message, r.cells, r.burglary_id, b.created
    FROM incidents_importrow r JOIN incidents_importbatch b ON b.id = r.batch_id ORDER BY r.id
    """,
    "SELECT setval(pg_get_serial_sequence('intake_batch', 'id'),"
    " (SELECT coalesce(max(id), 0) + 1 FROM intake_batch), false)",
    # An import that waits or was cut off goes on where it stopped.
    "UPDATE procrastinate_jobs SET task_name = 'kokong.intake' WHERE task_name = 'kokong.import_burglaries'",
    "SET CONSTRAINTS ALL IMMEDIATE",  # or the tables could not be altered below
    "SET CONSTRAINTS ALL DEFERRED",
    *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in TABLES),
]


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [
        ("incidents", "0003_keeping"),
        ("intake", "0002_security"),
        ("procrastinate", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(MOVE),
        migrations.DeleteModel("ImportRow"),
        migrations.DeleteModel("ImportBatch"),
    ]
