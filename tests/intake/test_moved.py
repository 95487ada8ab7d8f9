"""Files that were on their way before imports had a room go on in it: with their ids, rows and jobs."""

from importlib import import_module
from typing import Any, Final

from django.db import connections, transaction

from tests.cast import Cast

# The former tables, as their migrations had made them.
BEFORE: Final = """
CREATE TABLE incidents_importbatch (id bigint PRIMARY KEY, municipality_id bigint, name text, content bytea,
    police boolean, mapping jsonb, state text, total int, done int, header jsonb, counts jsonb, problem text,
    created timestamptz, created_by bigint, touched timestamptz, ended timestamptz);
CREATE TABLE incidents_importrow (id bigint PRIMARY KEY, municipality_id bigint, batch_id bigint, police boolean,
    number int, status text, message text, cells jsonb, burglary_id bigint);
ALTER TABLE incidents_importbatch ENABLE ROW LEVEL SECURITY;
ALTER TABLE incidents_importbatch FORCE ROW LEVEL SECURITY;
ALTER TABLE incidents_importrow ENABLE ROW LEVEL SECURITY;
ALTER TABLE incidents_importrow FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON incidents_importbatch USING (municipality_id = 0) WITH CHECK (true);
CREATE POLICY tenant ON incidents_importrow USING (municipality_id = 0) WITH CHECK (true);
INSERT INTO incidents_importbatch VALUES
    (7, {home}, 'år 2017.csv', 'Adress', true, '{{"address": "Adress"}}', 'running', 3, 2, '["Adress"]',
     '{{"taken": 1, "already": 0, "refused": 1, "drafts": 1}}', '', '2026-11-01', 5, '2026-11-01', NULL),
    (9, {elsewhere}, '', '', false, NULL, 'done', 1, 1, '[]', '{{}}', '', '2026-09-01', NULL, NULL, '2026-09-01');
INSERT INTO incidents_importrow VALUES
    (1, {home}, 7, true, 2, 'taken', '', '[]', 44), (2, {home}, 7, true, 3, 'refused', 'No.', '["x"]', NULL);
INSERT INTO procrastinate_jobs (task_name, args, queue_name)
    VALUES ('kokong.import_burglaries', '{{}}', 'imports');
"""
BATCHES: Final = """
SELECT id, municipality_id, importer, state, done, counts ->> 'taken', counts ->> 'waiting', counts ? 'drafts',
    header ->> 0, header_at FROM intake_batch ORDER BY id
"""
ROWS: Final = """
SELECT batch_id, number, status, message, cells ->> 0, subject_id FROM intake_batchrow ORDER BY id
"""


def test_what_was_on_its_way_goes_on(committed_cast: Cast) -> None:
    migration: Any = import_module("kokong.incidents.migrations.0004_imports_to_intake")
    home, elsewhere = committed_cast.home.pk, committed_cast.elsewhere.pk
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(BEFORE.format(home=home, elsewhere=elsewhere))
        for statement in migration.MOVE:
            cursor.execute(statement)
        for table in ("intake_batch", "intake_batchrow"):
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")  # to look at it
        cursor.execute(BATCHES)
        assert cursor.fetchall() == [
            (7, home, "burglaries", "running", 2, "1", "1", False, "Adress", 0),
            (9, elsewhere, "burglaries", "done", 1, None, None, False, None, 0),
        ]
        cursor.execute(ROWS)
        assert cursor.fetchall() == [(7, 2, "taken", "", None, 44), (7, 3, "refused", "No.", "x", None)]
        cursor.execute("SELECT nextval(pg_get_serial_sequence('intake_batch', 'id'))")
        assert cursor.fetchone() == (10,)
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE queue_name = 'imports'")
        assert cursor.fetchall() == [("kokong.intake",)]
        transaction.set_rollback(True, using="owner")
